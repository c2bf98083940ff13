// A body, its tasks in document order, the bodies on them in barycentre order.
import type { Ref } from 'preact'
import { label, number } from '../i18n'
import { roleClass, shapeOf } from '../ui'
import { fit, width } from './order'

export interface Middle { readonly id: string; readonly title: string; readonly role: string; readonly count?: number | undefined; readonly partners: readonly string[] }
export interface Right { readonly id: string; readonly name: string; readonly shared: number }

interface Props {
  readonly name: string
  readonly tasks: readonly Middle[]
  readonly partners: readonly Right[]
  readonly chosen: string | undefined
  readonly choose: (id: string) => void
  readonly visit: (id: string) => void
  readonly svg: Ref<SVGSVGElement>
  readonly title: string
}

const row = 23
const font = 12
const taskWidth = 250
const left = 26

const bend = (x1: number, y1: number, x2: number, y2: number): string => `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`

/** press makes an element of a picture work like a button. */
export function press(act: () => void) {
  return {
    onClick: act,
    onKeyDown: (e: KeyboardEvent) => {
      if (e.key === 'Enter' || e.key === ' ') {
        e.preventDefault()
        act()
      }
    },
  }
}

export function Layers({ name, tasks, partners, chosen, choose, visit, svg, title }: Props) {
  const rows = Math.max(tasks.length, partners.length, 6)
  const height = rows * row + 12
  const taskX = left + 84
  const partnerX = taskX + taskWidth + 118
  const y = (i: number, n: number) => 6 + ((i + 0.5) * rows * row) / n
  const most = Math.max(1, ...partners.map((p) => p.shared))
  const at = new Map(partners.map((p, i) => [p.id, y(i, partners.length)]))
  const lit = new Set(tasks.find((x) => x.id === chosen)?.partners ?? [])
  const total = partnerX + 60 + Math.max(150, ...partners.map((p) => (width(p.name) + 3) * font))
  return (
    <svg ref={svg} class="layers" viewBox={`0 0 ${Math.round(total)} ${height}`} width={Math.round(total)} height={height} role="group" aria-label={title}>
      <g class="ties" aria-hidden="true">
        {tasks.map((task, i) => <path key={task.id} class={'tie' + (task.id === chosen ? ' lit' : '')} d={bend(left + 14, height / 2, taskX, y(i, tasks.length))} />)}
        {tasks.map((task, i) => task.partners.map((p) => (at.has(p) && task.id !== chosen ? <path key={task.id + p} class="tie" d={bend(taskX + taskWidth, y(i, tasks.length), partnerX, at.get(p)!)} /> : null)))}
        {tasks.map((task, i) => task.partners.map((p) => (at.has(p) && task.id === chosen ? <path key={task.id + p} class="tie lit" d={bend(taskX + taskWidth, y(i, tasks.length), partnerX, at.get(p)!)} /> : null)))}
      </g>
      <g class={'self' + (chosen ? ' lit' : '')} aria-hidden="true">
        {[...fit(name, 22)].map((c, i, all) => <text key={i} lang="zh" x={left} y={height / 2 + (i - (all.length - 1) / 2) * 16 + 5} text-anchor="middle" font-size="13" font-weight="600">{c}</text>)}
      </g>
      {tasks.map((task, i) => {
        const words = fit(task.title, (taskWidth - 34 - (task.count ? 30 : 0)) / font)
        return (
          <g key={task.id} class={'task' + (task.id === chosen ? ' chosen' : '')} role="button" tabIndex={0} aria-pressed={task.id === chosen} data-task={task.id}
            aria-label={`${task.title}，${task.count ? number(task.count) : label('role', task.role)}`} {...press(() => choose(task.id))}>
            <rect x={taskX} y={y(i, tasks.length) - row / 2 + 1.5} width={taskWidth} height={row - 3} rx="2" />
            {task.count ? null : <text class={roleClass(task.role)} x={taskX + 7} y={y(i, tasks.length) + 4} font-size={font}>{shapeOf(task.role)}</text>}
            <text lang="zh" x={taskX + (task.count ? 8 : 24)} y={y(i, tasks.length) + 4.5} font-size={font}>{words}</text>
            {task.count ? <text class="faint" x={taskX + taskWidth - 8} y={y(i, tasks.length) + 4.5} font-size={font} text-anchor="end">{number(task.count)}</text> : null}
            {words === task.title ? null : <title>{task.title}</title>}
          </g>
        )
      })}
      {partners.map((p) => (
        <g key={p.id} class={'partner' + (lit.has(p.id) ? ' lit' : '')} role="link" tabIndex={0} data-body={p.id} {...press(() => visit(p.id))}>
          <rect class="bar" x={partnerX} y={at.get(p.id)! - 8} width={4 + (44 * p.shared) / most} height="16" rx="2" />
          <text class="figure" x={partnerX + 54} y={at.get(p.id)! + 4.5} font-size={font} text-anchor="start">{p.shared}</text>
          <text lang="zh" x={partnerX + 74} y={at.get(p.id)! + 4.5} font-size={font}>{p.name}</text>
        </g>
      ))}
    </svg>
  )
}

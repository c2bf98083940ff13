// Bodies × tasks as a picture: a mark for each responsibility, rules between sections, totals at the ends.
import type { Ref } from 'preact'
import { useState } from 'preact/hooks'
import { label } from '../i18n'
import { roleClass, shapeOf } from '../ui'
import { fit, width } from './order'
import { press } from './layers'

export interface Side { readonly id: string; readonly name: string; readonly group: string; readonly total: number }
export interface Filled { readonly row: number; readonly column: number; readonly role: string; readonly key: string; readonly sign?: string; readonly shade?: number }

interface Props {
  readonly rows: readonly Side[]
  readonly columns: readonly Side[]
  readonly cells: readonly Filled[]
  readonly title: string
  readonly open: (f: Filled) => void
  readonly svg: Ref<SVGSVGElement>
  readonly chosen?: string | undefined
  readonly totals?: boolean
  readonly tallest?: number // width of the longest column name of this and the grid beside it
}

const slope = 0.5 // of the column names: for 1 to the right, 2 upwards

export const longestName = (columns: readonly Side[]): number => Math.min(16, Math.max(4, ...columns.map((c) => width(c.name))))

export function Grid({ rows, columns, cells, title, open, svg, chosen, totals = true, tallest }: Props) {
  const small = Math.max(rows.length, columns.length) > 80
  const size = small ? 15 : 22
  const font = small ? 11 : 12
  const [focus, setFocus] = useState(0)
  const longest = Math.min(15, Math.max(4, ...rows.map((r) => width(r.name))))
  const left = longest * font + 16
  const tall = (tallest ?? longestName(columns)) * font
  const top = tall * 0.88 + 22
  const x = (c: number) => left + c * size
  const y = (r: number) => top + r * size
  const w = x(columns.length) + Math.max(46, tall * slope)
  const h = y(rows.length) + (totals ? 26 : 8)
  const at = new Map(cells.map((c, i) => [`${c.row},${c.column}`, i]))
  // Arrow keys go to the nearest filled cell in their direction.
  const move = (e: KeyboardEvent, from: Filled) => {
    const d = ({ ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] } as Record<string, [number, number]>)[e.key]
    if (!d) return
    e.preventDefault()
    for (let r = from.row + d[0], c = from.column + d[1]; r >= 0 && c >= 0 && r < rows.length && c < columns.length; r += d[0], c += d[1]) {
      const to = at.get(`${r},${c}`)
      if (to === undefined) continue
      setFocus(to)
      ;(e.currentTarget as Element).parentElement?.querySelector<SVGElement>(`[data-cell="${to}"]`)?.focus()
      return
    }
  }
  const rules = columns.map((c, i) => (i > 0 && c.group !== columns[i - 1]!.group ? i : -1)).filter((i) => i > 0)
  const bands = rows.map((r, i) => (i > 0 && r.group !== rows[i - 1]!.group ? i : -1)).filter((i) => i > 0)
  return (
    <svg ref={svg} class="grid" viewBox={`0 0 ${Math.round(w)} ${Math.round(h)}`} width={Math.round(w)} height={Math.round(h)} role="group" aria-label={title}>
      <g aria-hidden="true">
        <rect class="ground" x={left} y={top} width={columns.length * size} height={rows.length * size} />
        <path class="lines" d={[...rows.map((_, r) => `M${left} ${y(r)}H${x(columns.length)}`), ...columns.map((_, c) => `M${x(c)} ${top}V${y(rows.length)}`)].join('')} />
        {columns.map((c, i) => <text key={c.id} lang="zh" font-size={font} transform={`translate(${x(i) + size * 0.55} ${top - 6}) rotate(-63)`}>{fit(c.name, 16)}<title>{c.name}</title></text>)}
        {rows.map((r, i) => <text key={r.id} lang="zh" font-size={font} x={left - 8} y={y(i) + size / 2 + 4} text-anchor="end">{fit(r.name, 15)}<title>{r.name}</title></text>)}
        {totals ? rows.map((r, i) => <text key={r.id} class="faint" font-size="11" x={x(columns.length) + 7} y={y(i) + size / 2 + 4}>{r.total}</text>) : null}
        {totals ? columns.map((c, i) => <text key={c.id} class="faint" font-size="11" x={x(i) + size / 2} y={y(rows.length) + 16} text-anchor="middle">{c.total}</text>) : null}
      </g>
      <g class="cells">
        {cells.map((c, i) => {
          const words = `${rows[c.row]!.name} × ${columns[c.column]!.name}：${c.shade ? c.sign : (c.sign ? c.sign + ' ' : '') + label('role', c.role)}`
          return (
            <g key={c.key} lang="zh" data-cell={i} data-row={c.row} data-column={c.column} class={'cell ' + (c.shade ? `shade shade-${c.shade} ` : c.sign || c.role === 'RESPONSIBLE' ? 'full ' : '') + roleClass(c.role) + (c.key === chosen ? ' chosen' : '')} role="button" tabIndex={i === Math.min(focus, cells.length - 1) ? 0 : -1} aria-label={words}
              onFocus={() => setFocus(i)} {...press(() => open(c))} onKeyDown={(e) => (e.key.startsWith('Arrow') ? move(e, c) : press(() => open(c)).onKeyDown(e))}>
              <rect x={x(c.column) + 1.5} y={y(c.row) + 1.5} width={size - 3} height={size - 3} />
              {c.sign || c.role !== 'RESPONSIBLE' ? <text x={x(c.column) + size / 2} y={y(c.row) + size / 2 + (c.sign ? 4.5 : 5.5)} text-anchor="middle" font-size={c.sign ? font : size * 0.68}>{c.sign ?? shapeOf(c.role)}</text> : null}
              <title>{words}</title>
            </g>
          )
        })}
      </g>
      <path class="rules" aria-hidden="true" d={[...rules.map((i) => `M${x(i)} ${top - 4}V${y(rows.length) + 2}`), ...bands.map((i) => `M${left - 4} ${y(i)}H${x(columns.length) + 2}`)].join('')} />
    </svg>
  )
}

import { useRef } from 'preact/hooks'
import { Grid } from '../draw/grid'
import type { Filled, Side } from '../draw/grid'
import { number, t } from '../i18n'
import { change, params } from '../state'
import type { Sheet } from '../types'
import { cell, Table } from '../ui'
import type { NetworkData } from './network'

const most = 150

/** Pairs is the network as a matrix: actors by community, the weight of each tie as a figure. */
export function Pairs({ network: n }: { network: NetworkData }) {
  const svg = useRef<SVGSVGElement>(null)
  const actors = [...n.actors.nodes].sort((a, b) => b.degree - a.degree || b.strength - a.strength).slice(0, most).sort((a, b) => a.community - b.community || b.degree - a.degree)
  const sides: Side[] = actors.map((a) => ({ id: a.entity.id, name: a.entity.name, group: String(a.community), total: a.degree }))
  const at = new Map(sides.map((s, i) => [s.id, i]))
  const heaviest = n.ties.nodes.reduce((a, b) => Math.max(a, b.weight), 0)
  const names = new Map(n.actors.nodes.map((a) => [a.entity.id, a.entity]))
  const cells: Filled[] = n.ties.nodes.flatMap((tie, i) => {
    const [a, b] = [at.get(tie.source.entity.id), at.get(tie.target.entity.id)]
    if (a === undefined || b === undefined) return []
    const shade = Math.max(1, Math.ceil((4 * tie.weight) / heaviest))
    const sign = Number.isInteger(tie.weight) ? String(tie.weight) : tie.weight.toFixed(1)
    return [{ row: a, column: b, role: 'RESPONSIBLE', key: `${i}a`, sign, shade }, { row: b, column: a, role: 'RESPONSIBLE', key: `${i}b`, sign, shade }]
  })
  const sheet: Sheet = {
    name: 'ties', caption: t('ties'),
    columns: [{ name: 'source', title: t('actor') }, { name: 'target', title: t('actor') }, { name: 'weight', title: t('weight'), number: true }, { name: 'shared', title: t('sharedTasks'), number: true }],
    rows: n.ties.nodes.map((tie) => [cell(names.get(tie.source.entity.id) ?? { id: tie.source.entity.id, name: tie.source.entity.id }, 'DEPARTMENT'), cell(names.get(tie.target.entity.id) ?? { id: tie.target.entity.id, name: tie.target.entity.id }, 'DEPARTMENT'), tie.weight, tie.sharedCount]),
  }
  return (
    <>
      {n.actorCount > actors.length ? <p class="faint">{t('capped', { a: actors.length, b: number(n.actorCount) })}</p> : null}
      <div class="wide pairs" tabIndex={0} role="region" aria-label={t('bodyMatrix')}><Grid rows={sides} columns={sides} cells={cells} title={t('bodyMatrix')} svg={svg} chosen={params.value['sel']} open={(f) => change({ sel: f.key })} /></div>
      <details><summary>{t('table')}：{t('ties')}</summary><Table sheet={sheet} /></details>
    </>
  )
}

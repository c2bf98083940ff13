import { useRef } from 'preact/hooks'
import { operation, useAsk } from '../api'
import type { Filled, Side } from '../draw/grid'
import { Grid, longestName } from '../draw/grid'
import { groupBy } from '../draw/order'
import type { ChoicesQuery, ChoicesQueryVariables, CompareQuery, CompareQueryVariables } from '../gen'
import { label, number, t } from '../i18n'
import ops from '../ops/compare.graphql?raw'
import { change, go, params } from '../state'
import type { Sheet } from '../types'
import { cell, Failed, Foot, Heading, Nothing, Table, Tabs, viewOf, Waiting, Zh } from '../ui'

const compareOf = operation<CompareQuery, CompareQueryVariables>(ops, 'Compare')
const choicesOf = operation<ChoicesQuery, ChoicesQueryVariables>(ops, 'Choices')

type Link = CompareQuery['a']['nodes'][number]

const most = 60 // bodies or tasks of one picture

interface BodyRow { readonly id: string; readonly name: string; readonly a: Link[]; readonly b: Link[] }

/** align puts the bodies of both in one order: those of both first, then by number of tasks. */
function align(a: readonly Link[], b: readonly Link[]): BodyRow[] {
  const inA = groupBy(a, (l) => l.department.id)
  const inB = groupBy(b, (l) => l.department.id)
  const rows = [...new Set([...inA.keys(), ...inB.keys()])].map((id) => ({ id, name: (inA.get(id) ?? inB.get(id))![0]!.department.name, a: inA.get(id) ?? [], b: inB.get(id) ?? [] }))
  const rank = (r: BodyRow) => (r.a.length && r.b.length ? 0 : r.a.length ? 1 : 2)
  return rows.sort((x, y) => rank(x) - rank(y) || y.a.length + y.b.length - x.a.length - x.b.length)
}

/** tiesOf are the pairs of bodies that share a task. */
function tiesOf(links: readonly Link[]): Map<string, [Link['department'], Link['department']]> {
  const out = new Map<string, [Link['department'], Link['department']]>()
  for (const of of groupBy(links, (l) => l.task.id).values()) {
    const bodies = [...new Map(of.filter((l) => l.department.kind !== 'GENERIC').map((l) => [l.department.id, l.department])).values()].sort((x, y) => (x.id < y.id ? -1 : 1))
    bodies.forEach((x, i) => bodies.slice(i + 1).forEach((y) => out.set(x.id + y.id, [x, y])))
  }
  return out
}

function side(rows: readonly BodyRow[], which: 'a' | 'b', sign: '+' | '−') {
  const links = rows.flatMap((r) => r[which])
  const tasks = groupBy(links, (l) => l.task.id)
  const columns: Side[] = [...tasks].slice(0, most).map(([id, of]) => ({ id, name: of[0]!.task.title, group: (of[0]!.task.section.path[1] ?? of[0]!.task.section.path[0])?.id ?? '', total: new Set(of.map((l) => l.department.id)).size }))
  const at = new Map(columns.map((c, i) => [c.id, i]))
  const cells: Filled[] = rows.flatMap((r, row) => r[which].flatMap((l) => (at.has(l.task.id) ? [{ row, column: at.get(l.task.id)!, role: l.role, key: l.id, sign: r.a.length && r.b.length ? '=' : sign }] : [])))
  return { columns, cells, tasks: tasks.size, sides: rows.map((r): Side => ({ id: r.id, name: r.name, group: r.a.length && r.b.length ? 'both' : r.a.length ? 'a' : 'b', total: r[which].length })) }
}

const roles = (of: readonly Link[]) => [...new Set(of.map((l) => l.role))].map((r) => label('role', r)).join('、')

export function Compare() {
  const p = params.value
  const choices = useAsk(choicesOf, {})
  const documents = choices.data?.documents.nodes ?? []
  const ids = [p['a'], p['b']]
  const variables: CompareQueryVariables | undefined = ids[0] && ids[1] ? { idA: ids[0], idB: ids[1], a: { task: { document: { id: { eq: ids[0] } } } }, b: { task: { document: { id: { eq: ids[1] } } } } } : undefined
  const answer = useAsk(compareOf, variables)
  const d = variables ? answer.data : undefined
  const svg = useRef<SVGSVGElement>(null)
  const pick = (key: 'a' | 'b', title: string) => (
    <label class="pick">{title} <select value={p[key] ?? ''} onChange={(e) => change({ [key]: e.currentTarget.value || undefined })}>
      <option value="">–</option>
      {documents.map((x) => <option key={x.id} value={x.id} lang="zh">{x.title}{x.issuedOn ? ` (${x.issuedOn})` : ''}</option>)}
    </select></label>
  )
  const head = (
    <>
      <Heading>{t('compareTitle')}</Heading>
      <p class="lead">{t('compareHint')}</p>
      <div class="form">{pick('a', t('planA'))} {pick('b', t('planB'))}</div>
    </>
  )
  if (!d || !d.first || !d.second) return <>{head}{choices.failure ? <Failed failure={choices.failure} /> : answer.failure ? <Failed failure={answer.failure} /> : <Waiting of={answer} />}</>
  const rows = align(d.a.nodes, d.b.nodes)
  const shown = rows.slice(0, most)
  const left = side(shown, 'a', '−')
  const right = side(shown, 'b', '+')
  const [tiesA, tiesB] = [tiesOf(d.a.nodes), tiesOf(d.b.nodes)]
  const tiesBoth = [...tiesA.keys()].filter((k) => tiesB.has(k)).length
  const bodies: Sheet = {
    name: 'bodies', caption: t('bodies'),
    columns: [{ name: 'body', title: t('body') }, { name: 'difference', title: t('difference') }, { name: 'tasksA', title: t('tasksA'), number: true }, { name: 'tasksB', title: t('tasksB'), number: true }, { name: 'rolesA', title: `${t('role')} (${t('planA')})` }, { name: 'rolesB', title: `${t('role')} (${t('planB')})` }],
    rows: rows.map((r) => [cell(r, 'DEPARTMENT'), r.a.length && r.b.length ? '= ' + t('both') : r.a.length ? '− ' + t('onlyA') : '+ ' + t('onlyB'), r.a.length, r.b.length, roles(r.a), roles(r.b)]),
  }
  const ties: Sheet = {
    name: 'ties', caption: t('ties'),
    columns: [{ name: 'from', title: t('body') }, { name: 'to', title: t('body') }, { name: 'difference', title: t('difference') }],
    rows: [...new Map([...tiesA, ...tiesB])].map(([k, [x, y]]) => [cell(x, 'DEPARTMENT'), cell(y, 'DEPARTMENT'), tiesA.has(k) && tiesB.has(k) ? '= ' + t('both') : tiesA.has(k) ? '− ' + t('onlyA') : '+ ' + t('onlyB')]),
  }
  const count = (f: (r: BodyRow) => boolean) => rows.filter(f).length
  const view = p['view'] === 'table' ? 'table' : 'picture'
  const picture = (which: 'a' | 'b') => {
    const s = which === 'a' ? left : right
    const doc = which === 'a' ? d.first! : d.second!
    return (
      <section aria-label={which === 'a' ? t('planA') : t('planB')}>
        <h2><a href={viewOf(doc.id, 'DOCUMENT')}><Zh>{doc.title}</Zh></a></h2>
        {s.tasks > s.columns.length ? <p class="faint">{t('matrixTasks', { a: s.columns.length, b: number(s.tasks) })}</p> : null}
        <div class="wide" tabIndex={0} role="region" aria-label={`${which === 'a' ? t('planA') : t('planB')}：${doc.title}`}><Grid rows={s.sides} columns={s.columns} cells={s.cells} title={doc.title} svg={which === 'a' ? svg : null} tallest={Math.max(longestName(left.columns), longestName(right.columns))} open={(f) => go(viewOf(s.columns[f.column]!.id, 'TASK'))} /></div>
      </section>
    )
  }
  return (
    <>
      {head}
      <p class="numbers" aria-live="polite">
        <span>{t('bodies')}：= {t('both')} <b data-both={count((r) => r.a.length > 0 && r.b.length > 0)}>{count((r) => r.a.length > 0 && r.b.length > 0)}</b>, − {t('onlyA')} <b>{count((r) => !r.b.length)}</b>, + {t('onlyB')} <b>{count((r) => !r.a.length)}</b></span>
        <span>{t('ties')}：= {tiesBoth}, − {tiesA.size - tiesBoth}, + {tiesB.size - tiesBoth}</span>
      </p>
      {!rows.length ? <Nothing choices={[]} /> : (
        <>
          <Tabs param="view" now={view} tabs={[['picture', t('picture')], ['table', t('table')]]} />
          {rows.length > shown.length ? <p class="faint">{t('matrixOf', { a: shown.length, b: rows.length })}</p> : null}
          {view === 'table' ? <><Table sheet={bodies} /><Table sheet={ties} /></> : <div class="pair">{picture('a')}{picture('b')}</div>}
        </>
      )}
      <Foot made={{ op: compareOf, variables: variables!, data: d, note: t('compareNote'), sheets: [bodies, ties], name: 'compare', picture: () => svg.current }} />
    </>
  )
}

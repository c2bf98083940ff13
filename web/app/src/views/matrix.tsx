import { useRef } from 'preact/hooks'
import { operation, useAsk } from '../api'
import type { Filled, Side } from '../draw/grid'
import { Grid } from '../draw/grid'
import { barycentre, groupBy } from '../draw/order'
import type { DepartmentKind, MatrixQuery, MatrixQueryVariables, ResponsibilityRole } from '../gen'
import { label, number, t, values } from '../i18n'
import ops from '../ops/matrix.graphql?raw'
import { change, go, list, params, server } from '../state'
import type { Sheet } from '../types'
import type { Choice } from '../ui'
import { cell, Chosen, Facet, Failed, Foot, Heading, Nothing, passage, RoleMark, Table, Tabs, viewOf, Waiting, Zh } from '../ui'

const matrixOf = operation<MatrixQuery, MatrixQueryVariables>(ops, 'Matrix')
const most = 300 // rows or columns of a picture
const capped = 150

type Link = MatrixQuery['responsibilities']['nodes'][number]

const sectionOf = (l: Link) => (l.task.section.path[1] ?? l.task.section.path[0])?.id ?? ''

/** sides gives the rows and columns in the chosen orders, cut to what can be read. */
function sides(links: readonly Link[], communities: ReadonlyMap<string, number>, rowsBy: string, colsBy: string) {
  const tasks = groupBy(links, (l) => l.task.id)
  const bodies = groupBy(links, (l) => l.department.id)
  const distinct = (of: readonly Link[], key: (l: Link) => string) => new Set(of.map(key)).size
  let columns: Side[] = [...tasks].map(([id, of]) => ({ id, name: of[0]!.task.title, group: sectionOf(of[0]!), total: distinct(of, (l) => l.department.id) }))
  let rows: Side[] = [...bodies].map(([id, of]) => ({ id, name: of[0]!.department.name, group: String(communities.get(id) ?? Infinity), total: distinct(of, (l) => l.task.id) }))
  const all = { rows: rows.length, columns: columns.length }
  const bySize = (a: Side, b: Side) => b.total - a.total
  if (rows.length > most) rows = [...rows].sort(bySize).slice(0, capped)
  if (columns.length > most) columns = columns.map((c, i) => ({ c, i })).sort((a, b) => bySize(a.c, b.c)).slice(0, capped).sort((a, b) => a.i - b.i).map((x) => x.c)
  if (colsBy === 'size') columns = columns.map((c) => ({ ...c, group: '' })).sort(bySize)
  const position = new Map(columns.map((c, i) => [c.id, i]))
  if (rowsBy === 'tasks') rows = rows.map((r) => ({ ...r, group: '' })).sort(bySize)
  else if (rowsBy === 'name') rows = rows.map((r) => ({ ...r, group: '' })).sort((a, b) => a.name.localeCompare(b.name, 'zh'))
  else {
    const ordered = barycentre(rows, (r) => (bodies.get(r.id) ?? []).map((l) => position.get(l.task.id)).filter((n) => n !== undefined))
    rows = [...ordered].sort((a, b) => Number(a.group) - Number(b.group))
  }
  return { rows, columns, all }
}

export function Matrix() {
  const p = params.value
  const kinds = list(p['kind']).filter((k) => values('departmentKind').includes(k)) as DepartmentKind[]
  const roles = list(p['roles']).filter((r) => values('role').includes(r)) as ResponsibilityRole[]
  const documents = list(p['doc'])
  const variables: MatrixQueryVariables = {
    filter: {
      role: roles.length ? { in: roles } : null,
      department: kinds.length ? { kind: { in: kinds } } : null,
      task: documents.length ? { document: { id: { in: documents } } } : null,
    },
    spec: { roles: roles.length ? roles : null, departmentKinds: kinds.length ? kinds : values('departmentKind') as DepartmentKind[], documents: documents.length ? documents : null },
    after: null,
  }
  const answer = useAsk(matrixOf, variables)
  const d = answer.data
  const svg = useRef<SVGSVGElement>(null)
  const links = d?.responsibilities.nodes ?? []
  const choices: Choice[] = [
    ...documents.map((v) => ({ key: 'doc', value: v, title: d?.documents.find((x) => x.group[0]?.value === v)?.group[0]?.label ?? v, zh: true })),
    ...kinds.map((v) => ({ key: 'kind', value: v, title: label('departmentKind', v) })), ...roles.map((v) => ({ key: 'roles', value: v, title: label('role', v) })),
  ]
  const rowsBy = p['rows'] ?? 'community'
  const colsBy = p['cols'] ?? 'text'
  const { rows, columns, all } = sides(links, new Map((d?.collaborationNetwork.actors.nodes ?? []).map((a) => [a.entity.id, a.community])), rowsBy, colsBy)
  const rowAt = new Map(rows.map((r, i) => [r.id, i]))
  const columnAt = new Map(columns.map((c, i) => [c.id, i]))
  const cells: Filled[] = links.flatMap((l) => {
    const row = rowAt.get(l.department.id)
    const column = columnAt.get(l.task.id)
    return row === undefined || column === undefined ? [] : [{ row, column, role: l.role, key: l.id }]
  })
  const sheet: Sheet = {
    name: 'responsibilities', caption: t('responsibilities'),
    columns: [{ name: 'body', title: t('body') }, { name: 'task', title: t('task') }, { name: 'role', title: t('role') }, { name: 'where', title: t('where') }, { name: 'document', title: t('document') }, { name: 'passage', title: t('passage') }],
    rows: links.map((l) => [cell(l.department, 'DEPARTMENT'), cell({ id: l.task.id, name: l.task.title }, 'TASK'), label('role', l.role), { text: l.evidence[0]?.locator ?? l.task.locator, zh: true }, cell({ id: l.task.document.id, name: l.task.document.title }, 'DOCUMENT'), passage(l.evidence[0])]),
  }
  const view = p['view'] === 'table' ? 'table' : 'picture'
  const chosen = links.find((l) => l.id === p['sel'])
  const order = (param: string, title: string, options: readonly (readonly [string, string])[], now: string) => (
    <label>{title} <select value={now} onChange={(e) => change({ [param]: e.currentTarget.value === options[0]![0] ? undefined : e.currentTarget.value })}>{options.map(([v, w]) => <option key={v} value={v}>{w}</option>)}</select></label>
  )
  return (
    <>
      <Heading>{t('matrixTitle')}</Heading>
      {answer.failure ? <Failed failure={answer.failure} /> : null}
      {!d ? <Waiting of={answer} /> : (
        <>
          <p class="numbers"><span aria-live="polite"><b data-size="">{rows.length} × {columns.length}</b></span> <span>{t('responsibilities')} <b data-count="cells">{number(d.responsibilities.totalCount)}</b></span> <span class="roles">{[...new Set(links.map((l) => l.role))].map((r) => <RoleMark key={r} role={r} />)}</span></p>
          <Chosen choices={choices} />
          <div class="two">
            <div class="facets">
              <Facet param="kind" title={t('kind')} values={d.kinds.map((r) => ({ value: r.group[0]!.value, title: label('departmentKind', r.group[0]!.value), count: r.count }))} />
              <Facet param="roles" title={t('role')} values={d.roles.map((r) => ({ value: r.group[0]!.value, title: '', count: r.count, role: true }))} />
              <Facet param="doc" title={t('document')} values={d.documents.map((r) => ({ value: r.group[0]!.value, title: r.group[0]!.label, count: r.count, zh: true }))} />
            </div>
            <div class="middle">
              {links.length === 0 ? <Nothing choices={choices} /> : (
                <>
                  <div class="bar-line">
                    <Tabs param="view" now={view} tabs={[['picture', t('picture')], ['table', t('table')]]} />
                    {view === 'picture' ? <>{order('rows', t('rows'), [['community', t('group')], ['tasks', t('byTasks')], ['name', t('byName')]], rowsBy)} {order('cols', t('cols'), [['text', t('byText')], ['size', t('bySize')]], colsBy)}</> : null}
                  </div>
                  {rows.length < all.rows ? <p class="faint">{t('matrixOf', { a: rows.length, b: number(all.rows) })}</p> : null}
                  {columns.length < all.columns ? <p class="faint">{t('matrixTasks', { a: columns.length, b: number(all.columns) })}</p> : null}
                  {d.responsibilities.totalCount > links.length ? <p class="faint">{t('fetchedOf', { a: number(links.length), b: number(d.responsibilities.totalCount) })}</p> : null}
                  {chosen ? (
                    <div class="offer" role="status">
                      <p><a href={viewOf(chosen.department.id, 'DEPARTMENT')}><Zh>{chosen.department.name}</Zh></a> <RoleMark role={chosen.role} /> <a href={viewOf(chosen.task.id, 'TASK')}><Zh>{chosen.task.title}</Zh></a></p>
                      {chosen.evidence[0] ? <blockquote lang="zh">{chosen.evidence[0].quote} <a href={server('id/' + chosen.evidence[0].id)}>{chosen.evidence[0].locator}</a></blockquote> : null}
                      <button type="button" class="quiet" onClick={() => go(viewOf(chosen.task.id, 'TASK'))}>{t('passage')}</button>
                    </div>
                  ) : null}
                  {view === 'table' ? <Table sheet={sheet} /> : <div class="wide" tabIndex={0} role="region" aria-label={t('picture')}><Grid rows={rows} columns={columns} cells={cells} title={t('matrixTitle')} svg={svg} chosen={p['sel']} open={(f) => change({ sel: f.key === p['sel'] ? undefined : f.key })} /></div>}
                </>
              )}
            </div>
          </div>
          <Foot made={{ op: matrixOf, variables, data: d, note: t('matrixNote'), sheets: [sheet], name: 'matrix', picture: () => svg.current, files: [['GEXF', server('export/network.gexf?spec=' + encodeURIComponent(JSON.stringify({ ...variables.spec, projection: 'DEPARTMENT_TASK' })))]] }} />
        </>
      )}
    </>
  )
}

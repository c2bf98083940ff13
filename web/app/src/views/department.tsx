import { useMemo, useRef } from 'preact/hooks'
import { operation, useAsk } from '../api'
import { Layers } from '../draw/layers'
import type { Middle, Right } from '../draw/layers'
import { barycentre, groupBy } from '../draw/order'
import type { DepartmentQuery, DepartmentQueryVariables, DocumentTextQuery, DocumentTextQueryVariables, ResponsibilityRole } from '../gen'
import { label, number, t, values } from '../i18n'
import ops from '../ops/department.graphql?raw'
import textOps from '../ops/text.graphql?raw'
import { Reader } from '../reader'
import { change, go, href, list, params, server } from '../state'
import type { Mark, Sheet } from '../types'
import type { Choice, FacetValue } from '../ui'
import { cell, Chosen, EntityLink, Facet, Failed, Foot, Heading, Line, Missing, Nothing, passage, Table, Tabs, viewOf, Waiting, Zh } from '../ui'

const departmentOf = operation<DepartmentQuery, DepartmentQueryVariables>(ops, 'Department')
const textOf = operation<DocumentTextQuery, DocumentTextQueryVariables>(textOps, 'DocumentText')

const firstPartners = 14
const foldAbove = 60 // tasks; above, the picture shows documents, then sections

type Edge = NonNullable<DepartmentQuery['department']>['tasks']['edges'][number]

/** sectionOf is the section that tells tasks apart: the second level, or the first where there is none. */
const sectionOf = (e: Edge) => e.node.section.path[1] ?? e.node.section.path[0]

function partnersOf(edges: readonly Edge[], self: string): Right[] {
  const found = new Map<string, { id: string; name: string; shared: number }>()
  for (const e of edges) {
    for (const id of new Set(e.node.departments.edges.filter((x) => x.node.kind !== 'GENERIC' && x.node.id !== self).map((x) => x.node.id))) {
      const p = found.get(id) ?? { id, name: e.node.departments.edges.find((x) => x.node.id === id)!.node.name, shared: 0 }
      p.shared++
      found.set(id, p)
    }
  }
  return [...found.values()].sort((a, b) => b.shared - a.shared)
}

const bodiesOn = (edges: readonly Edge[], self: string) => [...new Set(edges.flatMap((e) => e.node.departments.edges.map((x) => x.node.id)))].filter((id) => id !== self)

/** fold turns many tasks into documents, or the sections of the one that is chosen. */
function fold(edges: readonly Edge[], self: string): { tasks: Middle[]; by: 'document' | 'section' | undefined } {
  if (edges.length <= foldAbove) return { by: undefined, tasks: edges.map((e) => ({ id: e.node.id, title: e.node.title, role: e.role, partners: bodiesOn([e], self) })) }
  const documents = groupBy(edges, (e) => e.node.document.id)
  const by = documents.size > 1 ? 'document' : 'section'
  const groups = by === 'document' ? documents : groupBy(edges, (e) => sectionOf(e)?.id ?? '')
  return {
    by,
    tasks: [...groups].map(([id, of]) => ({ id, title: by === 'document' ? of[0]!.node.document.title : (sectionOf(of[0]!)?.heading ?? ''), role: of[0]!.role, count: of.length, partners: bodiesOn(of, self) })),
  }
}

export function Department({ id }: { id: string }) {
  const p = params.value
  const roles = list(p['roles']).filter((r) => values('role').includes(r)) as ResponsibilityRole[]
  const variables: DepartmentQueryVariables = {
    id, roles: roles.length ? roles : null,
    filter: p['doc'] || p['section'] ? { document: p['doc'] ? { id: { in: list(p['doc']) } } : null, section: p['section'] ? { in: list(p['section']) } : null } : null,
  }
  const answer = useAsk(departmentOf, variables)
  const d = answer.data?.department
  const edges = d?.tasks.edges ?? []
  const chosen = edges.find((e) => e.node.id === p['sel'])
  const svg = useRef<SVGSVGElement>(null)
  const document = (chosen ?? edges[0])?.node.document.id
  const reading = useAsk(textOf, document ? { id: document } : undefined)
  const marks = useMemo<Mark[]>(() => edges.filter((e) => e.node.document.id === document).flatMap((e) => e.responsibility.evidence.map((v) => ({ start: v.span.utf16Start, end: v.span.utf16End, kind: 'body' as Mark['kind'], key: e.node.id, evidence: v.id, title: e.node.title })).concat(e.responsibility.surfaceSpan ? [{ start: e.responsibility.surfaceSpan.utf16Start, end: e.responsibility.surfaceSpan.utf16End, kind: 'self', key: e.node.id, evidence: e.responsibility.evidence[0]!.id, title: e.responsibility.surface }] : [])).sort((a, b) => a.start - b.start), [answer.data, document])
  if (answer.failure && !d) return <><Heading>{t('body')}</Heading><Failed failure={answer.failure} /></>
  if (!d || !answer.data) return answer.data ? <Missing /> : <><Heading>{t('body')}</Heading><Waiting of={answer} /></>

  const choices: Choice[] = [
    ...list(p['doc']).map((v) => ({ key: 'doc', value: v, title: answer.data!.documents.find((x) => x.group[0]?.value === v)?.group[0]?.label ?? v, zh: true })),
    ...list(p['section']).map((v) => ({ key: 'section', value: v, title: edges.flatMap((e) => e.node.section.path).find((s) => s.id === v)?.heading ?? v, zh: true })),
    ...roles.map((v) => ({ key: 'roles', value: v, title: label('role', v) })),
  ]
  const all = partnersOf(edges, id)
  const folded = fold(edges, id)
  const lit = chosen ? bodiesOn([chosen], id) : []
  const shown = p['all'] ? all : all.filter((x, i) => i < firstPartners || lit.includes(x.id))
  const position = new Map<string, number[]>()
  folded.tasks.forEach((task, i) => task.partners.forEach((b) => position.set(b, [...(position.get(b) ?? []), i])))
  const partners = barycentre(shown, (x) => position.get(x.id) ?? [])
  const choose = (task: string) => change(folded.by ? { [folded.by === 'document' ? 'doc' : 'section']: task } : { sel: task === p['sel'] ? undefined : task })
  const at = chosen?.responsibility.evidence[0]
  const view = p['view'] === 'table' ? 'table' : 'picture'
  const tasksSheet: Sheet = {
    name: 'tasks', caption: t('tasks'),
    columns: [{ name: 'task', title: t('task') }, { name: 'role', title: t('role') }, { name: 'where', title: t('where') }, { name: 'document', title: t('document') }, { name: 'bodies', title: t('bodies'), number: true }, { name: 'passage', title: t('passage') }],
    rows: edges.map((e) => [cell({ id: e.node.id, name: e.node.title }, 'TASK'), label('role', e.role), { text: e.node.locator, zh: true }, cell({ id: e.node.document.id, name: e.node.document.title }, 'DOCUMENT'), new Set(e.node.departments.edges.map((x) => x.node.id)).size, passage(e.responsibility.evidence[0])]),
  }
  const partnersSheet: Sheet = {
    name: 'partners', caption: t('partners'),
    columns: [{ name: 'body', title: t('body') }, { name: 'shared', title: t('sharedTasks'), number: true }],
    rows: all.map((x) => [cell(x, 'DEPARTMENT'), x.shared]),
  }
  return (
    <>
      <Heading kind={t('body')}><Zh>{d.name}</Zh></Heading>
      <p class="numbers">
        <span>{t('tasks')} <b data-count="tasks">{number(d.all.totalCount)}</b></span> <span>{t('partners')} <b data-count="partners">{number(choices.length ? all.length : d.partners.totalCount)}</b></span> <span>{t('mentions')} <b data-count="mentions">{number(d.mentions.totalCount)}</b></span>
        <span>{label('departmentKind', d.kind)} · {label('level', d.level)}{d.jurisdiction ? <> · <EntityLink of={d.jurisdiction} type="CITY" /></> : null}</span>
      </p>
      {d.aliases.length ? <dl class="facts"><Line term={t('aliases')}><span data-aliases={d.aliases.length}><Zh>{d.aliases.join('、')}</Zh></span></Line></dl> : null}
      {answer.failure ? <Failed failure={answer.failure} /> : null}
      <Chosen choices={choices} shown={d.tasks.totalCount} of={d.all.totalCount} />
      {!edges.length ? <Nothing choices={choices} /> : (
        <div class="three">
          <Facets answer={answer.data} edges={edges} />
          <div class="middle">
            <Tabs param="view" now={view} tabs={[['picture', t('picture')], ['table', t('table')]]} />
            {d.tasks.totalCount > edges.length ? <p class="failure" role="status">{t('partOnly', { a: edges.length, b: number(d.tasks.totalCount) })}</p> : null}
            {folded.by ? <p class="faint">{t('foldedNote', { a: t(folded.by) })}</p> : null}
            {view === 'table' ? <><Table sheet={tasksSheet} /><Table sheet={partnersSheet} /></> : (
              <>
                {chosen ? <p class="faint" aria-live="polite" data-lit={lit.length + 1}>{t('lit', { a: lit.length + 1 })}</p> : null}
                <div class="wide" tabIndex={0} role="region" aria-label={t('picture')}><Layers name={d.name} tasks={folded.tasks} partners={partners} chosen={p['sel']} choose={choose} visit={(b) => go(viewOf(b, 'DEPARTMENT'))} svg={svg} title={`${d.name} – ${t('tasks')} – ${t('partners')}`} /></div>
                {all.length > firstPartners ? <p><button type="button" onClick={() => change({ all: p['all'] ? undefined : '1' })}>{p['all'] ? `${t('showFirst')} ${firstPartners}` : `${t('showAllPartners')} ${all.length} ${t('partnersUnit')}`}</button></p> : null}
              </>
            )}
          </div>
          {reading.data?.document ? (
            <Reader text={reading.data.document.text} marks={marks} heading={reading.data.document.title}
              at={at && at.document.id === document ? { start: at.span.utf16Start, end: at.span.utf16End, evidence: at.id } : undefined} onChoose={(m) => change({ sel: m.key })} />
          ) : <p class="faint">{t('noText')}</p>}
        </div>
      )}
      <Foot made={{ op: departmentOf, variables, data: answer.data, note: t('theNote'), sheets: [tasksSheet, partnersSheet], name: 'body', plain: server(d.permalink), picture: () => svg.current, files: [[`GEXF (${t('network')})`, server('export/network.gexf?spec={}')]] }} />
    </>
  )
}

function Facets({ answer, edges }: { answer: DepartmentQuery; edges: readonly Edge[] }) {
  const value = (title: (g: { value: string; label: string }) => string, zh: boolean, role = false) => (r: { count: number; group: readonly { value: string; label: string }[] }): FacetValue => ({ value: r.group[0]!.value, title: title(r.group[0]!), count: r.count, zh, role })
  // In the order of the text while all tasks are here; the counts of the API while choices leave some out.
  const sections = edges.length < answer.department!.all.totalCount && answer.documents.length === 1 && answer.sections.length > 1 ? answer.sections.filter((r) => r.group[0]?.value).map(value((g) => g.label, true)) : [...groupBy(edges, (e) => sectionOf(e)?.id ?? '')].filter(([id]) => id).map(([id, of]) => ({ value: id, title: (sectionOf(of[0]!)?.number ?? '') + (sectionOf(of[0]!)?.heading ?? ''), count: of.length, zh: true }))
  return (
    <div class="facets">
      <Facet param="roles" title={t('role')} values={answer.roles.map(value((g) => label('role', g.value), false, true))} />
      <Facet param="doc" title={t('document')} values={answer.documents.map(value((g) => g.label, true))} />
      {answer.documents.length === 1 || params.value['doc'] || params.value['section'] ? <Facet param="section" title={t('section')} values={sections.slice(0, 20)} total={sections.length} /> : null}
      <p><a href={href('path', { from: answer.department!.id })}>{t('pathTitle')}</a></p>
    </div>
  )
}

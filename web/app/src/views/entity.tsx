// Places, projects and cultural themes: what tasks say of them.
import type { ComponentChildren } from 'preact'
import { operation, useAsk } from '../api'
import type { CityQuery, CityQueryVariables, ProjectQuery, ProjectQueryVariables, ThemeQuery, ThemeQueryVariables } from '../gen'
import { label, number, t } from '../i18n'
import cityOps from '../ops/city.graphql?raw'
import projectOps from '../ops/project.graphql?raw'
import themeOps from '../ops/theme.graphql?raw'
import { server } from '../state'
import type { Sheet } from '../types'
import { cell, EntityLink, Failed, Foot, Heading, Line, Missing, passage, Table, Waiting, Zh } from '../ui'

const cityOf = operation<CityQuery, CityQueryVariables>(cityOps, 'City')
const projectOf = operation<ProjectQuery, ProjectQueryVariables>(projectOps, 'Project')
const themeOf = operation<ThemeQuery, ThemeQueryVariables>(themeOps, 'Theme')

function Aliases({ of }: { of: readonly string[] }) {
  return of.length ? <Line term={t('aliases')}><Zh>{of.join('、')}</Zh></Line> : null
}

function Numbers({ of }: { of: readonly (readonly [string, number])[] }) {
  return <p class="numbers">{of.map(([w, n]) => <span key={w}>{w} <b>{number(n)}</b></span>)}</p>
}

/** Bars draws counts beside the same figures in words. */
function Bars({ title, of }: { title: string; of: readonly (readonly [string, number])[] }) {
  if (of.length < 2) return null
  const most = Math.max(...of.map(([, n]) => n))
  return (
    <figure class="bars">
      <figcaption>{title}</figcaption>
      {of.map(([w, n]) => <div key={w}><span>{w}</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="bar" width={(100 * n) / most} height="10" /></svg><b>{number(n)}</b></div>)}
    </figure>
  )
}

function count<T>(of: readonly T[], word: (v: T) => string): [string, number][] {
  const n = new Map<string, number>()
  for (const v of of) n.set(word(v), (n.get(word(v)) ?? 0) + 1)
  return [...n].sort((a, b) => b[1] - a[1])
}

const tasksSheet = (rows: Sheet['rows']): Sheet => ({
  name: 'tasks', caption: t('tasks'),
  columns: [{ name: 'task', title: t('task') }, { name: 'where', title: t('where') }, { name: 'document', title: t('document') }, { name: 'passage', title: t('passage') }].slice(0, rows[0]?.length ?? 4),
  rows,
})

export function City({ id }: { id: string }) {
  const variables: CityQueryVariables = { id }
  const answer = useAsk(cityOf, variables)
  const c = answer.data?.city
  if (!c) return <Without answer={answer} word={t('place')} />
  const tasks = tasksSheet(c.tasks.edges.map((e) => [cell({ id: e.node.id, name: e.node.title }, 'TASK'), { text: e.node.locator, zh: true }, cell({ id: e.node.document.id, name: e.node.document.title }, 'DOCUMENT'), passage(e.fact.evidence[0])]))
  const projects: Sheet = {
    name: 'projects', caption: t('projects'), columns: [{ name: 'project', title: t('project') }, { name: 'kind', title: t('kind') }, { name: 'task', title: t('task') }],
    rows: c.projects.nodes.map((p) => [cell(p, 'PROJECT'), label('projectKind', p.kind), p.tasks.nodes[0] ? cell({ id: p.tasks.nodes[0].id, name: p.tasks.nodes[0].title }, 'TASK') : null]),
  }
  return (
    <>
      <Heading kind={t('place')}><Zh>{c.name}</Zh></Heading>
      <Numbers of={[[t('tasks'), c.tasks.totalCount], [t('projects'), c.projects.totalCount], [t('themes'), c.culturalThemes.totalCount], [t('mentions'), c.mentions.totalCount]]} />
      <dl class="facts">
        <Line term={t('level')}>{label('level', c.level)}</Line>
        {c.code ? <Line term={t('code')}>{c.code}</Line> : null}
        <Aliases of={c.aliases} />
        {c.parent ? <Line term={t('partOf')}><EntityLink of={c.parent} type="CITY" /></Line> : null}
        {c.government ? <Line term={t('government')}><EntityLink of={c.government} type="DEPARTMENT" /> ({t('tasks')} {number(c.government.tasks.totalCount)})</Line> : null}
        {c.children.nodes.length ? <Line term={t('children')}><span class="names">{c.children.nodes.map((x) => <EntityLink key={x.id} of={x} type="CITY" />)}</span></Line> : null}
        {c.culturalThemes.nodes.length ? <Line term={t('themes')}><span class="names">{c.culturalThemes.nodes.map((x) => <EntityLink key={x.id} of={x} type="CULTURAL_THEME" />)}</span></Line> : null}
      </dl>
      <div class="columns">
        <Table sheet={tasks} />
        <div><Bars title={t('projects')} of={count(c.projects.nodes, (p) => label('projectKind', p.kind))} />{projects.rows.length ? <Table sheet={projects} /> : null}</div>
      </div>
      <Foot made={{ op: cityOf, variables, data: answer.data, note: t('placeNote'), sheets: [tasks, projects], name: 'place', plain: server(c.permalink) }} />
    </>
  )
}

/** Without is what stands there before an entity, or instead of it. */
function Without({ answer, word }: { answer: ReturnType<typeof useAsk>; word: string }) {
  if (answer.data && !answer.failure) return <Missing />
  return <><Heading>{word}</Heading>{answer.failure ? <Failed failure={answer.failure} /> : <Waiting of={answer} />}</>
}

/** Said is what projects and themes have in common. */
interface Said {
  readonly name: string
  readonly aliases: readonly string[]
  readonly mentions: { readonly totalCount: number; readonly nodes: readonly { readonly surface: string; readonly evidence: { readonly id: string; readonly quote: string; readonly locator: string; readonly document: { readonly id: string; readonly title: string } } }[] }
  readonly tasks: { readonly totalCount: number; readonly nodes: readonly { readonly id: string; readonly title: string; readonly locator: string; readonly document: { readonly id: string; readonly title: string } }[] }
  readonly cities: { readonly totalCount: number; readonly nodes: readonly { readonly id: string; readonly name: string; readonly level: string }[] }
  readonly departments: { readonly totalCount: number; readonly nodes: readonly { readonly id: string; readonly name: string; readonly kind: string }[] }
}

function sheetsOf(s: Said): Sheet[] {
  return [
    tasksSheet(s.tasks.nodes.map((x) => [cell({ id: x.id, name: x.title }, 'TASK'), { text: x.locator, zh: true }, cell({ id: x.document.id, name: x.document.title }, 'DOCUMENT')])),
    { name: 'bodies', caption: t('bodies'), columns: [{ name: 'body', title: t('body') }, { name: 'kind', title: t('kind') }], rows: s.departments.nodes.map((b) => [cell(b, 'DEPARTMENT'), label('departmentKind', b.kind)]) },
    { name: 'places', caption: t('places'), columns: [{ name: 'place', title: t('place') }, { name: 'level', title: t('level') }], rows: s.cities.nodes.map((c) => [cell(c, 'CITY'), label('level', c.level)]) },
    {
      name: 'mentions', caption: t('mentions'), columns: [{ name: 'passage', title: t('passage') }, { name: 'where', title: t('where') }, { name: 'document', title: t('document') }],
      rows: s.mentions.nodes.map((m) => [{ text: m.surface, href: server('id/' + m.evidence.id), zh: true }, { text: m.evidence.locator, zh: true }, cell({ id: m.evidence.document.id, name: m.evidence.document.title }, 'DOCUMENT')]),
    },
  ]
}

function SaidView({ said, kind, extra, sheets }: { said: Said; kind: string; extra: ComponentChildren; sheets: readonly Sheet[] }) {
  const [tasks, bodies, places, mentions] = sheets
  return (
    <>
      <Heading kind={kind}><Zh>{said.name}</Zh></Heading>
      <Numbers of={[[t('tasks'), said.tasks.totalCount], [t('bodies'), said.departments.totalCount], [t('places'), said.cities.totalCount], [t('mentions'), said.mentions.totalCount]]} />
      <dl class="facts">{extra}<Aliases of={said.aliases} /></dl>
      <div class="columns">
        <div><Table sheet={tasks!} /><Table sheet={mentions!} /></div>
        <div>{bodies!.rows.length ? <Table sheet={bodies!} /> : null}<Bars title={t('places')} of={count(said.cities.nodes, (c) => label('level', c.level))} />{places!.rows.length ? <Table sheet={places!} /> : null}</div>
      </div>
    </>
  )
}

export function Project({ id }: { id: string }) {
  const variables: ProjectQueryVariables = { id }
  const answer = useAsk(projectOf, variables)
  const p = answer.data?.project
  if (!p) return <Without answer={answer} word={t('project')} />
  const sheets = sheetsOf(p)
  return <><SaidView said={p} kind={t('project')} sheets={sheets} extra={<Line term={t('kind')}>{label('projectKind', p.kind)}</Line>} /><Foot made={{ op: projectOf, variables, data: answer.data, note: t('placeNote'), sheets, name: 'project', plain: server(p.permalink) }} /></>
}

export function Theme({ id }: { id: string }) {
  const variables: ThemeQueryVariables = { id }
  const answer = useAsk(themeOf, variables)
  const th = answer.data?.culturalTheme
  if (!th) return <Without answer={answer} word={t('theme')} />
  const sheets = sheetsOf(th)
  return <><SaidView said={th} kind={t('theme')} sheets={sheets} extra={null} /><Foot made={{ op: themeOf, variables, data: answer.data, note: t('placeNote'), sheets, name: 'theme', plain: server(th.permalink) }} /></>
}

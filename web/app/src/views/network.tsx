import { useEffect, useState } from 'preact/hooks'
import { operation, useAsk } from '../api'
import type { DepartmentKind, NetworkActorOrderField, NetworkProjection, NetworkQuery, NetworkQueryVariables, NetworkSpec, RemovalQuery, RemovalQueryVariables, ResponsibilityRole, TieWeight } from '../gen'
import { label, number, t, values } from '../i18n'
import type { Word } from '../i18n'
import ops from '../ops/network.graphql?raw'
import { change, lang, list, params, server, unlist } from '../state'
import type { Cell, Sheet } from '../types'
import { cell, EntityLink, Failed, Foot, Heading, Nothing, Table, Tabs, Waiting, Zh } from '../ui'
import { Graph } from './graph'
import { Pairs } from './pairs'

const networkOf = operation<NetworkQuery, NetworkQueryVariables>(ops, 'Network')
const removalOf = operation<RemovalQuery, RemovalQueryVariables>(ops, 'Removal')

export type NetworkData = NetworkQuery['collaborationNetwork']

const ranked = ['DEGREE', 'STRENGTH', 'BETWEENNESS', 'CLOSENESS', 'EIGENVECTOR', 'PAGERANK', 'CONSTRAINT', 'EXCLUSIVE_TASKS', 'NAME'] as const satisfies readonly NetworkActorOrderField[]
const columnOf: Readonly<Record<string, NetworkActorOrderField>> = { actor: 'NAME', degree: 'DEGREE', strength: 'STRENGTH', betweenness: 'BETWEENNESS', closeness: 'CLOSENESS', eigenvector: 'EIGENVECTOR', pagerank: 'PAGERANK', constraint: 'CONSTRAINT', exclusiveTaskCount: 'EXCLUSIVE_TASKS' }

/** specOf reads the specification from the address; what is no JSON object counts as none. */
export function specOf(s: string | undefined): NetworkSpec {
  try {
    const v: unknown = JSON.parse(s ?? '{}')
    return v && typeof v === 'object' && !Array.isArray(v) ? (v as NetworkSpec) : {}
  } catch {
    return {}
  }
}

function setSpec(now: NetworkSpec, by: Partial<NetworkSpec>): void {
  const next = Object.fromEntries(Object.entries({ ...now, ...by }).filter(([, v]) => v !== null && v !== undefined && (!Array.isArray(v) || v.length)))
  change({ spec: Object.keys(next).length ? JSON.stringify(next) : undefined, out: undefined, sel: undefined })
}

/** methodNote is the half of the note that is in the language of the page; the server writes both, Chinese first. */
const methodNote = (both: string): string => {
  const cut = both.search(/(?<=。)\s+(?=[A-Z])/)
  return cut < 0 ? both : lang.value === 'zh' ? both.slice(0, cut) : both.slice(cut).trim()
}

function Options({ spec }: { spec: NetworkSpec }) {
  const flip = <T extends string>(all: readonly string[], now: readonly T[] | null | undefined, v: T): T[] | null => {
    const set = now?.length ? [...now] : ([...all] as T[])
    const next = set.includes(v) ? set.filter((x) => x !== v) : [...set, v]
    return next.length === all.length || !next.length ? null : next
  }
  const kinds = values('departmentKind')
  const usual = kinds.filter((k) => k !== 'GENERIC')
  const bodies = !spec.projection || spec.projection.startsWith('DEPARTMENT')
  const boxes = (title: string, all: readonly string[], on: readonly string[], name: (v: string) => string, act: (v: string) => void) => (
    <fieldset class="facet"><legend>{title}</legend>{all.map((v) => <label key={v} class="check"><input type="checkbox" checked={on.includes(v)} value={v} onChange={() => act(v)} /> {name(v)}</label>)}</fieldset>
  )
  return (
    <div class="facets">
      <label class="field">{t('projection')} <select value={spec.projection ?? 'DEPARTMENTS_BY_TASK'} onChange={(e) => setSpec(spec, { projection: e.currentTarget.value === 'DEPARTMENTS_BY_TASK' ? null : (e.currentTarget.value as NetworkProjection) })}>{values('projection').map((v) => <option key={v} value={v}>{label('projection', v)}</option>)}</select></label>
      <label class="field">{t('weight')} <select value={spec.weight ?? 'COUNT'} onChange={(e) => setSpec(spec, { weight: e.currentTarget.value === 'COUNT' ? null : (e.currentTarget.value as TieWeight) })}>{values('weight').map((v) => <option key={v} value={v}>{label('weight', v)}</option>)}</select></label>
      {bodies ? (
        <fieldset class="facet"><legend>{t('population')}</legend>
          <button type="button" aria-pressed={spec.departmentKinds?.length === 1 && spec.departmentKinds[0] === 'DEPARTMENT'} data-value="departments" onClick={() => setSpec(spec, { departmentKinds: spec.departmentKinds?.length === 1 ? null : ['DEPARTMENT'] })}><span class="facet-name">{lang.value === 'zh' ? '只看部门' : 'departments only'}</span></button>
          {kinds.map((v) => <label key={v} class="check"><input type="checkbox" checked={(spec.departmentKinds ?? usual).includes(v as never)} value={v} onChange={() => setSpec(spec, { departmentKinds: flip(kinds, spec.departmentKinds ?? (usual as DepartmentKind[]), v as DepartmentKind) })} /> {label('departmentKind', v)}</label>)}
        </fieldset>
      ) : null}
      {boxes(t('roles'), values('role'), spec.roles ?? values('role'), (v) => label('role', v), (v) => setSpec(spec, { roles: flip(values('role'), spec.roles, v as ResponsibilityRole) }))}
    </div>
  )
}

function actorsSheet(n: NetworkData): Sheet {
  const columns: readonly (readonly [string, Word])[] = [['degree', 'degree'], ['strength', 'strength'], ['betweenness', 'betweenness'], ['closeness', 'closeness'], ['eigenvector', 'eigenvector'], ['pagerank', 'pagerank'], ['constraint', 'constraint'], ['clustering', 'clustering'], ['coreness', 'coreness'], ['community', 'community'], ['taskCount', 'tasks'], ['exclusiveTaskCount', 'exclusive']]
  return {
    name: 'actors', caption: t('actors'),
    columns: [{ name: 'actor', title: t('actor') }, ...columns.map(([name, word]) => ({ name, title: t(word), number: true })), { name: 'isArticulationPoint', title: t('cutpoint') }],
    rows: n.actors.nodes.map((a) => [cell(a.entity, a.entity.entityType), ...columns.map(([name]) => (a[name as 'degree'] ?? null) as Cell), a.isArticulationPoint ? t('yes') : '']),
  }
}

export function Network() {
  const p = params.value
  const spec = specOf(p['spec'])
  const sort = ranked.find((f) => f === p['sort']) ?? 'BETWEENNESS'
  const view = p['view'] === 'matrix' || p['view'] === 'graph' ? p['view'] : 'table'
  const [light, setLight] = useState('') // the specification that is too large for measures of paths
  const full = light !== (p['spec'] ?? '{}')
  const by = view === 'table' && (full || sort === 'NAME' || sort === 'STRENGTH' || sort === 'EXCLUSIVE_TASKS') ? sort : 'DEGREE'
  const variables: NetworkQueryVariables = { full, spec, orderBy: [{ field: by, direction: by === 'NAME' || by === 'CONSTRAINT' ? 'ASC' : 'DESC' }], first: 1000, ties: view === 'table' ? 1 : 1000, drawn: view === 'graph' }
  const answer = useAsk(networkOf, variables)
  const n = answer.data?.collaborationNetwork
  useEffect(() => {
    if (full && answer.failure?.code === 'TOO_COMPLEX') setLight(p['spec'] ?? '{}')
  }, [answer.failure])
  const out = list(p['out'])
  const wrong = p['spec'] !== undefined && !/^\s*\{/.test(p['spec'])
  return (
    <>
      <Heading>{t('networkTitle')}</Heading>
      {wrong ? <p class="failure" role="alert">{t('badInput')}</p> : null}
      {answer.failure && !(full && answer.failure.code === 'TOO_COMPLEX') ? <Failed failure={answer.failure} /> : null}
      {!n ? <Waiting of={answer} /> : (
        <>
          <Measures of={n} />
          {full ? null : <p class="failure" role="status">{t('lightNetwork')}</p>}
          <div class="two">
            <Options spec={spec} />
            <div class="middle">
              {n.actorCount === 0 ? <Nothing choices={[{ key: 'spec', value: p['spec'] ?? '', title: t('population') }]} /> : (
                <>
                  <Tabs param="view" now={view} tabs={[['table', t('table')], ['matrix', t('bodyMatrix')], ['graph', t('graph')]]} />
                  {view === 'table' ? <><Table sheet={actorsSheet(n)} sort={{ param: 'sort', keys: columnOf, now: by }} /><Removal network={n} spec={spec} out={out} /></> : view === 'matrix' ? <Pairs network={n} /> : <Graph network={n} />}
                  {n.actorCount > n.actors.nodes.length ? <p class="faint">{t('fetchedOf', { a: number(n.actors.nodes.length), b: number(n.actorCount) })}</p> : null}
                </>
              )}
            </div>
          </div>
          <NetworkFoot variables={variables} data={answer.data} network={n} spec={spec} />
        </>
      )}
    </>
  )
}

function Measures({ of: n }: { of: NetworkData }) {
  const all: readonly (readonly [Word, number | null | undefined])[] = [
    ['actors', n.actorCount], ['ties', n.tieCount], ['density', n.density], ['communities', n.communityCount], ['modularity', n.modularity], ['components', n.componentCount], ['isolates', n.isolateCount], ['meanDegree', n.meanDegree],
    ['meanDistance', n.meanDistance], ['diameter', n.diameter], ['transitivity', n.transitivity], ['meanClustering', n.meanClustering], ['degreeCentralization', n.degreeCentralization], ['betweennessCentralization', n.betweennessCentralization],
  ]
  return <p class="numbers measures" aria-live="polite">{all.map(([w, v]) => <span key={w}>{t(w)} <b data-measure={w}>{number(v)}</b></span>)}</p>
}

function NetworkFoot({ variables, data, network: n, spec }: { variables: NetworkQueryVariables; data: NetworkQuery | undefined; network: NetworkData; spec: NetworkSpec }) {
  const file = (form: string) => server(`export/network.${form}?spec=` + encodeURIComponent(JSON.stringify(spec)))
  const picture = () => document.querySelector<HTMLCanvasElement>('canvas.network') ?? document.querySelector<SVGSVGElement>('svg.grid')
  return (
    <>
      <p class="faint">{t('network')} <code data-network={n.id}>{n.id}</code></p>
      <Foot made={{
        op: networkOf, variables, data, note: methodNote(n.methodNote), noteZh: lang.value === 'zh', sheets: [actorsSheet(n)], name: 'network-' + n.id, plain: server('plain/network?spec=' + encodeURIComponent(JSON.stringify(spec))), picture,
        files: ([['GEXF', 'gexf'], ['GraphML', 'graphml'], ['CSV (zip)', 'csv'], ['UCINET', 'matrix'], ['Pajek', 'pajek']] as const).map(([name, form]) => [name, file(form)] as const),
        citations: [['GB/T 7714', n.citation], ['BibTeX', n.bibtex]],
      }} />
    </>
  )
}

/** Removal shows what would be left without some actors. */
function Removal({ network, spec, out }: { network: NetworkData; spec: NetworkSpec; out: readonly string[] }) {
  const answer = useAsk(removalOf, out.length ? { spec, ids: [...out] } : undefined)
  const w = out.length ? answer.data?.collaborationNetwork.without : undefined
  const names = new Map(network.actors.nodes.map((a) => [a.entity.id, a.entity.name]))
  useEffect(() => {
    const unknown = out.filter((id) => !names.has(id))
    if (unknown.length) change({ out: unlist(out.filter((id) => names.has(id))) }, true)
  })
  const tasks = (title: string, of: { readonly totalCount: number; readonly nodes: readonly { readonly id: string; readonly title: string }[] }, key: string) => (
    <p data-removal={key}>{title} <b>{number(of.totalCount)}</b>{of.nodes.length ? '：' : ''} <span class="names">{of.nodes.map((x) => <EntityLink key={x.id} of={{ id: x.id, name: x.title }} type="TASK" />)}</span></p>
  )
  return (
    <section class="removal" aria-label={t('takeOut')}>
      <h2>{t('takeOut')}</h2>
      <p class="faint">{t('takeOutHint')}</p>
      <p class="checks">{network.actors.nodes.slice(0, 60).map((a) => <label key={a.entity.id} class="check"><input type="checkbox" value={a.entity.id} checked={out.includes(a.entity.id)} onChange={() => change({ out: unlist(out.includes(a.entity.id) ? out.filter((x) => x !== a.entity.id) : [...out, a.entity.id]) })} /> <Zh>{a.entity.name}</Zh></label>)}</p>
      {w ? <div role="status"><p data-removal="components">{t('componentsChange', { a: w.componentCountBefore, b: w.componentCountAfter })}</p>{tasks(t('orphaned'), w.orphanedTasks, 'orphaned')}{tasks(t('fragile'), w.fragileTasks, 'fragile')}</div> : answer.failure ? <Failed failure={answer.failure} /> : null}
    </section>
  )
}


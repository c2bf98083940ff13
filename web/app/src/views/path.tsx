import { operation, useAsk } from '../api'
import type { LinkKind, PathsQuery, PathsQueryVariables, ResponsibilityRole } from '../gen'
import { label, number, t, values } from '../i18n'
import ops from '../ops/path.graphql?raw'
import { change, list, params, server } from '../state'
import type { Sheet } from '../types'
import { Combobox } from '../shell'
import type { Choice } from '../ui'
import { cell, Chosen, EntityLink, Failed, Foot, Heading, Nothing, RoleMark, Tabs, Table, Waiting, Zh } from '../ui'

const pathsOf = operation<PathsQuery, PathsQueryVariables>(ops, 'Paths')

type Path = PathsQuery['shortestPaths']['paths'][number]
type Step = Path['steps'][number]

const role = (s: Step) => (s.kind === 'RESPONSIBILITY' && s.role ? label('role', s.role) : label('link', s.kind))

export function Paths() {
  const p = params.value
  const via = list(p['via']).filter((v) => values('link').includes(v)) as LinkKind[]
  const roles = list(p['roles']).filter((v) => values('role').includes(v)) as ResponsibilityRole[]
  const avoid = list(p['avoid'])
  const variables: PathsQueryVariables | undefined = p['from'] && p['to'] ? { from: p['from'], to: p['to'], via: via.length ? via : null, roles: roles.length ? roles : null, avoid: avoid.length ? avoid : null } : undefined
  const answer = useAsk(pathsOf, variables)
  const d = variables ? answer.data : undefined
  const [a, b] = [d?.a && 'name' in d.a ? d.a : undefined, d?.b && 'name' in d.b ? d.b : undefined]
  const r = d?.shortestPaths
  const names = new Map((r?.paths ?? []).flatMap((x) => x.entities.map((e) => [e.id, e.name] as const)))
  const choices: Choice[] = [
    ...via.map((v) => ({ key: 'via', value: v, title: label('link', v) })), ...roles.map((v) => ({ key: 'roles', value: v, title: label('role', v) })),
    ...avoid.map((v) => ({ key: 'avoid', value: v, title: `${t('avoid')} ${names.get(v) ?? v}`, zh: true })),
  ]
  const sheet: Sheet = {
    name: 'steps', caption: t('links'),
    columns: [{ name: 'path', title: t('path'), number: true }, { name: 'step', title: '#', number: true }, { name: 'from', title: t('from') }, { name: 'link', title: t('role') }, { name: 'to', title: t('to') }, { name: 'passage', title: t('passage') }],
    rows: (r?.paths ?? []).flatMap((x, i) => x.steps.map((s, j) => [i + 1, j + 1, cell(s.from, s.from.entityType), role(s), cell(s.to, s.to.entityType), s.fact?.evidence[0] ? { text: s.fact.evidence[0].quote, href: server('id/' + s.fact.evidence[0].id), zh: true } : null])),
  }
  const view = p['view'] === 'table' ? 'table' : 'list'
  return (
    <>
      <Heading>{t('pathTitle')}</Heading>
      <p class="lead">{t('pathHint')}</p>
      <div class="form">
        <div class="pick"><label for="from">{t('from')}</label> <Combobox id="from" title={t('from')} placeholder={t('search')} initial={a?.name ?? ''} choose={(e) => change({ from: e.id, avoid: undefined })} /></div>
        <div class="pick"><label for="to">{t('to')}</label> <Combobox id="to" title={t('to')} placeholder={t('search')} initial={b?.name ?? ''} choose={(e) => change({ to: e.id, avoid: undefined })} /></div>
        <label>{t('via')} <select value={via.length === 1 ? via[0] : ''} onChange={(e) => change({ via: e.currentTarget.value || undefined })}><option value="">{t('all')}</option>{values('link').map((v) => <option key={v} value={v}>{label('link', v)}</option>)}</select></label>
        <label>{t('role')} <select value={roles.length === 1 ? roles[0] : ''} onChange={(e) => change({ roles: e.currentTarget.value || undefined })}><option value="">{t('all')}</option>{values('role').map((v) => <option key={v} value={v}>{label('role', v)}</option>)}</select></label>
      </div>
      {variables && answer.failure ? <Failed failure={answer.failure} /> : null}
      {!variables ? null : !r ? <Waiting of={answer} /> : (
        <>
          <Chosen choices={choices} />
          {r.length === null ? <><p role="status">{t('noPath')}</p>{choices.length ? <Nothing choices={choices} /> : null}</> : (
            <>
              <p class="numbers" aria-live="polite" data-length={r.length} data-total={r.totalCount}>{t('pathLength', { a: r.length, b: number(r.totalCount) })}{r.paths.length < r.totalCount ? `，${t('pathsShown', { a: r.paths.length })}` : ''}</p>
              <Tabs param="view" now={view} tabs={[['list', t('picture')], ['table', t('table')]]} />
              {view === 'table' ? <Table sheet={sheet} /> : <ol class="paths">{r.paths.map((x, i) => <li key={i}><Line path={x} avoid={avoid} /></li>)}</ol>}
            </>
          )}
          <Foot made={{ op: pathsOf, variables, data: d, note: t('pathNote'), sheets: [sheet], name: 'paths' }} />
        </>
      )}
    </>
  )
}

/** Line is one path from left to right; every arrow leads to the passage that states it. */
function Line({ path, avoid }: { path: Path; avoid: readonly string[] }) {
  return (
    <>
      <span class="chain">
        {path.entities.map((e, i) => {
          const s = path.steps[i - 1]
          const evidence = s?.fact?.evidence[0]
          const arrow = s ? (s.kind === 'RESPONSIBILITY' && s.role ? <RoleMark role={s.role} /> : <span class="kind">{label('link', s.kind)}</span>) : null
          const inner = i > 0 && i < path.entities.length - 1
          return (
            <span key={e.id} class="step">
              {s ? <span class="arrow">─ {evidence ? <a href={server('id/' + evidence.id)} title={evidence.quote}>{arrow}</a> : arrow} ─</span> : null}
              <span class={'node type-' + e.entityType.toLowerCase()}><EntityLink of={e} type={e.entityType} />{inner ? <button type="button" class="quiet" title={t('avoid')} aria-label={`${t('avoid')} ${e.name}`} onClick={() => change({ avoid: [...avoid, e.id].join(',') })}>×</button> : null}</span>
            </span>
          )
        })}
      </span>
      <span class="quotes">{[...new Map(path.steps.flatMap((s) => s.fact?.evidence.slice(0, 1) ?? []).map((e) => [e.id, e])).values()].map((e) => <q key={e.id}><a href={server('id/' + e.id)}><Zh>{e.quote}</Zh></a> <span class="faint"><Zh>{e.locator}</Zh></span></q>)}</span>
    </>
  )
}


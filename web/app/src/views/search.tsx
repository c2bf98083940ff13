import { operation, useAsk } from '../api'
import type { DepartmentKind, EntityType, SearchQuery, SearchQueryVariables } from '../gen'
import { label, number, t, values } from '../i18n'
import ops from '../ops/search.graphql?raw'
import { change, href, list, params, server } from '../state'
import type { Sheet } from '../types'
import type { Choice } from '../ui'
import { cell, Chosen, EntityLink, Facet, Failed, Foot, Heading, Nothing, Tabs, Table, viewOf, Waiting, Zh } from '../ui'

const search = operation<SearchQuery, SearchQueryVariables>(ops, 'Search')
const pageSize = 20

type Edge = SearchQuery['search']['edges'][number]

/** namedLike are the bodies whose name or alias ends in the words: with several, none is chosen for the person. */
function namedLike(data: SearchQuery, q: string) {
  return data.bodies.filter((s) => s.matched.endsWith(q) || s.entity.name.endsWith(q))
}

export function SearchView() {
  const q = (params.value['q'] ?? '').trim()
  const types = list(params.value['type']).filter((v) => values('entityType').includes(v)) as EntityType[]
  const p = params.value
  const doc = p['doc']
  const kinds = list(p['kind']).filter((v) => values('departmentKind').includes(v)) as DepartmentKind[]
  const year = /^\d{4}$/.test(p['year'] ?? '') ? p['year'] : undefined
  const page = Math.max(1, Number(params.value['page'] ?? 1) || 1)
  const variables: SearchQueryVariables = {
    query: q, first: pageSize * page, after: null,
    filter: types.length || doc || kinds.length || year || p['section'] ? {
      types: types.length ? types : null, documents: doc ? { in: list(doc) } : null, section: p['section'] ? { in: list(p['section']) } : null,
      departmentKind: kinds.length ? { in: kinds } : null, issuedOn: year ? { from: `${year}-01-01`, to: `${year}-12-31` } : null,
    } : null,
  }
  const answer = useAsk(search, q ? variables : undefined)
  const d = answer.data
  const facet = (dimension: string) => d?.search.facets.find((f) => f.dimension === dimension)
  const named = (dimension: string, v: string) => facet(dimension)?.values.find((x) => x.value === v)?.label ?? v
  const choices: Choice[] = [
    ...types.map((v) => ({ key: 'type', value: v, title: label('entityType', v) })), ...kinds.map((v) => ({ key: 'kind', value: v, title: label('departmentKind', v) })),
    ...list(doc).map((v) => ({ key: 'doc', value: v, title: named('DOCUMENT', v), zh: true })), ...list(p['section']).map((v) => ({ key: 'section', value: v, title: named('SECTION', v), zh: true })),
    ...(year ? [{ key: 'year', value: year, title: year }] : []),
  ]
  const facets = (param: string, title: string, dimension: string, word: (v: string, l: string) => string, zh = false) => (
    <Facet param={param} title={title} total={facet(dimension)?.totalCount} single={param === 'year'} always={param === 'type'} values={(facet(dimension)?.values ?? []).map((v) => ({ value: v.value, title: word(v.value, v.label), count: v.count, zh }))} />
  )
  if (!q) return <><Heading>{t('searchLabel')}</Heading><p>{t('search')}</p></>
  const edges = d?.search.edges ?? []
  const sheet: Sheet = {
    name: 'hits', caption: t('results'),
    columns: [{ name: 'name', title: t('result') }, { name: 'type', title: t('type') }, { name: 'passage', title: t('passage') }, { name: 'where', title: t('where') }, { name: 'document', title: t('document') }],
    rows: edges.map((e) => {
      const s = e.snippets[0]
      return [cell(e.node, e.node.entityType), label('entityType', e.node.entityType), s ? { text: s.quote, href: server('id/' + s.id), zh: true } : null, s ? { text: s.locator, zh: true } : null, s ? cell({ id: s.document.id, name: s.document.title }, 'DOCUMENT') : null]
    }),
  }
  const bodies = d ? namedLike(d, q) : []
  const view = params.value['view'] === 'table' ? 'table' : 'list'
  return (
    <>
      <Heading kind={t('searchLabel')}><Zh>{q}</Zh></Heading>
      {answer.failure ? <Failed failure={answer.failure} /> : null}
      {!d ? <Waiting of={answer} /> : (
        <>
          {bodies.length > 1 ? <div class="offer"><p>{t('sameName')}</p><ul>{bodies.map((s) => <li key={s.entity.id}><EntityLink of={s.entity} type="DEPARTMENT" /></li>)}</ul></div> : null}
          <p class="count" aria-live="polite" data-total={d.search.totalCount}>{number(d.search.totalCount)} {d.search.totalCount === 1 ? t('result') : t('results')}</p>
          <Chosen choices={choices} />
          <div class="two">
            <div class="facets">
              {facets('type', t('type'), 'TYPE', (v) => label('entityType', v))}
              {facets('kind', t('kind'), 'DEPARTMENT_KIND', (v) => label('departmentKind', v))}
              {facets('doc', t('document'), 'DOCUMENT', (_, l) => l, true)}
              {facets('section', t('section'), 'SECTION', (_, l) => l, true)}
              {facets('year', t('year'), 'YEAR', (v) => v || t('unknownYear'))}
            </div>
            <div class="middle">
              {d.search.totalCount === 0 ? <Nothing choices={choices} /> : (
                <>
                  <Tabs param="view" now={view} tabs={[['list', t('list')], ['table', t('table')]]} />
                  {view === 'table' ? <Table sheet={sheet} /> : <ol class="hits">{edges.map((e) => <Hit key={e.node.id} of={e} />)}</ol>}
                  {d.search.pageInfo.hasNextPage ? <p><button type="button" onClick={() => change({ page: String(page + 1) })}>{t('more')}</button></p> : null}
                </>
              )}
            </div>
          </div>
          <Foot made={{ op: search, variables, data: d, note: t('searchNote'), sheets: [sheet], name: 'search' }} />
        </>
      )}
    </>
  )
}

function Hit({ of }: { of: Edge }) {
  const type = of.node.entityType
  return (
    <li>
      <a class="hit" href={viewOf(of.node.id, type)}><Zh>{of.node.name}</Zh></a> <span class="kind">{label('entityType', type)}</span>{of.matchedName && of.matchedName !== of.node.name ? <span class="faint"> {t('matchedAs')} <Zh>{of.matchedName}</Zh></span> : null}
      {of.snippets.map((s) => (
        <p key={s.id} class="snippet">
          <a href={href('document/' + s.document.id, { start: String(s.span.utf16Start), end: String(s.span.utf16End) })}><Zh>…{s.prefix.split('\n').at(-1)}<mark data-start={s.span.utf16Start} data-end={s.span.utf16End}>{s.quote}</mark>{s.suffix.split('\n')[0]}…</Zh></a>
          <span class="faint"> <Zh>{s.locator}</Zh></span>
        </p>
      ))}
    </li>
  )
}

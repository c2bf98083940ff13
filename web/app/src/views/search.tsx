import { operation, useAsk } from '../api'
import type { EntityType, SearchQuery, SearchQueryVariables } from '../gen'
import { label, number, t, values } from '../i18n'
import ops from '../ops/search.graphql?raw'
import { change, href, list, params, server } from '../state'
import type { Sheet } from '../types'
import type { Choice } from '../ui'
import { cell, Chosen, EntityLink, Failed, Foot, Heading, Nothing, Tabs, Table, viewOf, Waiting, Zh } from '../ui'

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
  const doc = params.value['doc']
  const page = Math.max(1, Number(params.value['page'] ?? 1) || 1)
  const variables: SearchQueryVariables = {
    query: q, first: pageSize * page, after: null,
    filter: types.length || doc ? { types: types.length ? types : null, documents: doc ? { in: list(doc) } : null } : null,
  }
  const answer = useAsk(search, q ? variables : undefined)
  const d = answer.data
  const choices: Choice[] = [...types.map((v) => ({ key: 'type', value: v, title: label('entityType', v) })), ...list(doc).map((v) => ({ key: 'doc', value: v, title: t('document') }))]
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
          {d.search.totalCount === 0 ? <Nothing choices={choices} /> : (
            <>
              <Tabs param="view" now={view} tabs={[['list', t('results')], ['table', t('table')]]} />
              {view === 'table' ? <Table sheet={sheet} /> : <ol class="hits">{edges.map((e) => <Hit key={e.node.id} of={e} />)}</ol>}
              {d.search.pageInfo.hasNextPage ? <p><button type="button" onClick={() => change({ page: String(page + 1) })}>{t('more')}</button></p> : null}
            </>
          )}
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
      <a class="hit" href={viewOf(of.node.id, type)}><Zh>{of.node.name}</Zh></a> <span class="kind">{label('entityType', type)}</span>
      {of.snippets.map((s) => (
        <p key={s.id} class="snippet">
          <a href={href('document/' + s.document.id, { start: String(s.span.utf16Start), end: String(s.span.utf16End) })}><Zh>…{s.prefix.split('\n').at(-1)}<mark data-start={s.span.utf16Start} data-end={s.span.utf16End}>{s.quote}</mark>{s.suffix.split('\n')[0]}…</Zh></a>
          <span class="faint"> <Zh>{s.locator}</Zh></span>
        </p>
      ))}
    </li>
  )
}

import { operation, useAsk } from '../api'
import type { HomeQuery, HomeQueryVariables } from '../gen'
import { label, number, t } from '../i18n'
import ops from '../ops/home.graphql?raw'
import { href } from '../state'
import type { Sheet } from '../types'
import { cell, EntityLink, Failed, Foot, Heading, Table, Waiting } from '../ui'

const home = operation<HomeQuery, HomeQueryVariables>(ops, 'Home')

export function Home() {
  const answer = useAsk(home, {})
  const d = answer.data
  const s = d?.stats
  const counts = s ? ([['documents', s.documentCount], ['tasks', s.taskCount], ['bodies', s.departmentCount], ['responsibilities', s.responsibilityCount], ['places', s.cityCount], ['projects', s.projectCount], ['themes', s.culturalThemeCount]] as const) : []
  const bodies: Sheet = {
    name: 'bodies', caption: t('topBodies'),
    columns: [{ name: 'body', title: t('body') }, { name: 'kind', title: t('kind') }, { name: 'tasks', title: t('tasks'), number: true }, { name: 'partners', title: t('partners'), number: true }],
    rows: (d?.departments.nodes ?? []).map((b) => [cell(b, 'DEPARTMENT'), label('departmentKind', b.kind), b.tasks.totalCount, b.partners.totalCount]),
  }
  const documents: Sheet = {
    name: 'documents', caption: t('newest'),
    columns: [{ name: 'document', title: t('document') }, { name: 'issued', title: t('issued') }, { name: 'tasks', title: t('tasks'), number: true }],
    rows: (d?.documents.nodes ?? []).map((x) => [cell({ id: x.id, name: x.title }, 'DOCUMENT'), x.issuedOn ?? t('unknownDay'), x.tasks.totalCount]),
  }
  const first = d?.departments.nodes[0]
  const plan = d?.documents.nodes[0]
  const questions = [
    [t('q1'), first ? href('department/' + first.id) : href('documents')], [t('q2'), href('matrix')], [t('q3'), href('network')],
    [t('q4'), href('path', d && d.departments.nodes.length > 1 ? { from: d.departments.nodes[0]!.id, to: d.departments.nodes.at(-1)!.id } : {})],
    ...(d && d.documents.totalCount > 1 ? [[t('q5'), href('compare', { a: d.documents.nodes[0]!.id, b: d.documents.nodes[1]!.id })] as const] : []),
    [t('q6'), plan ? href('document/' + plan.id) : href('documents')],
  ] as const
  return (
    <>
      <Heading>PolicyGraph</Heading>
      <p class="lead">{t('intro')}</p>
      {answer.failure ? <Failed failure={answer.failure} /> : null}
      {!d ? <Waiting of={answer} /> : (
        <>
          <ul class="counts" aria-label={t('total')}>{counts.map(([w, n]) => <li key={w} data-count={w}><b>{number(n)}</b> {t(w)}</li>)}</ul>
          <h2>{t('questions')}</h2>
          <ul class="questions">{questions.map(([q, to]) => <li key={q}><a href={to}>{q}</a></li>)}</ul>
          <div class="columns">
            <Table sheet={bodies} />
            <div>
              <Table sheet={documents} />
              {d.documents.totalCount > documents.rows.length ? <p><a href={href('documents')}>{t('allDocuments')} {number(d.documents.totalCount)}</a></p> : null}
              {d.culturalThemes.nodes.length ? <><h2>{t('themes')}</h2><p class="names">{d.culturalThemes.nodes.map((x) => <EntityLink key={x.id} of={x} type="CULTURAL_THEME" />)}</p></> : null}
            </div>
          </div>
          <Foot made={{ op: home, variables: {}, data: d, note: t('homeNote'), sheets: [bodies, documents], name: 'policygraph', files: [['GEXF', href('export/graph.gexf')], ['N-Quads', href('export/graph.nquads')]] }} />
        </>
      )}
    </>
  )
}


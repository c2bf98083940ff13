import { operation, useAsk } from '../api'
import type { DocumentsQuery, DocumentsQueryVariables } from '../gen'
import { t } from '../i18n'
import ops from '../ops/documents.graphql?raw'
import { change, params } from '../state'
import type { Sheet } from '../types'
import { cell, Failed, Foot, Heading, Nothing, Table, Waiting, zh } from '../ui'

const documents = operation<DocumentsQuery, DocumentsQueryVariables>(ops, 'Documents')

export function Documents() {
  const variables: DocumentsQueryVariables = { after: params.value['after'] ?? null }
  const answer = useAsk(documents, variables)
  const d = answer.data
  const sheet: Sheet = {
    name: 'documents', caption: t('documents'),
    columns: [
      { name: 'title', title: t('document') }, { name: 'number', title: t('number') }, { name: 'issuer', title: t('issuer') }, { name: 'issued', title: t('issued') },
      { name: 'tasks', title: t('tasks'), number: true }, { name: 'characters', title: t('length'), number: true }, { name: 'warnings', title: t('warnings'), number: true },
    ],
    rows: (d?.documents.nodes ?? []).map((x) => [
      cell({ id: x.id, name: x.title }, 'DOCUMENT'), x.docNumber ? zh(x.docNumber) : null, x.departments.nodes[0] ? cell(x.departments.nodes[0], 'DEPARTMENT') : null,
      x.issuedOn ?? t('unknownDay'), x.tasks.totalCount, x.textLength, x.warnings.length,
    ]),
  }
  return (
    <>
      <Heading>{t('documents')}</Heading>
      {answer.failure ? <Failed failure={answer.failure} /> : null}
      {!d ? <Waiting of={answer} /> : d.documents.totalCount === 0 ? <Nothing choices={[]} /> : (
        <>
          <Table sheet={sheet} />
          {d.documents.pageInfo.hasNextPage ? <p><button type="button" onClick={() => change({ after: d.documents.pageInfo.endCursor ?? undefined })}>{t('more')}</button></p> : null}
          <Foot made={{ op: documents, variables, data: d, note: t('docNote'), sheets: [sheet], name: 'documents' }} />
        </>
      )}
    </>
  )
}

// What must a body do, with whom, and which words say so? Every type below is generated from the schema of the server.
import { graphql } from './gql/index.js'
import type { TypedDocumentString } from './gql/graphql.js'

const Body = graphql(`
  query Body($name: String!) {
    department(name: $name) {
      name
      tasks(first: 3) {
        totalCount
        edges { role node { title locator } responsibility { evidence { quote permalink } } }
      }
      partners(first: 3) { totalCount edges { sharedTaskCount node { name } } }
    }
    snapshot { id }
  }
`)

const server = process.env['SERVER'] ?? 'http://127.0.0.1:8080'

interface Answer<T> {
  data?: T
  errors?: { message: string; extensions?: { code?: string; candidates?: { id: string; name: string }[] } }[]
}

/** ask sends an operation; its variables and its answer have the types of the operation. */
async function ask<T, V>(document: TypedDocumentString<T, V>, variables: V): Promise<T> {
  const response = await fetch(server + '/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query: document.toString(), variables }),
  })
  const answer = (await response.json()) as Answer<T>
  const first = answer.errors?.[0]
  if (first) {
    const names = first.extensions?.candidates?.map((c) => c.name).join(', ')
    throw new Error(`${first.extensions?.code ?? response.status}: ${first.message}${names ? ` (${names})` : ''}`)
  }
  if (!answer.data) throw new Error(`no data, status ${response.status}`)
  return answer.data
}

const { department, snapshot } = await ask(Body, { name: process.argv[2] ?? '省发改委' })
if (!department) throw new Error('no body has this name')
console.log(`${department.name}: ${department.tasks.totalCount} tasks, ${department.partners.totalCount} partners (snapshot ${snapshot.id})`)
for (const { role, node, responsibility } of department.tasks.edges) {
  console.log(`  ${role} ${node.locator} ${node.title}\n    ${responsibility.evidence[0]?.quote} ${responsibility.evidence[0]?.permalink}`)
}
for (const { sharedTaskCount, node } of department.partners.edges) console.log(`  with ${node.name}: ${sharedTaskCount}`)

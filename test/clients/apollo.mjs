import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import { allTasks, ask, assert, bodyName, bothWays, checkBody, departments, failing, pageSize, tasksPage, url } from './common.mjs';

const possibleTypes = Object.fromEntries(
  (await ask('{ __schema { types { name possibleTypes { name } } } }')).data.__schema.types
    .filter((type) => type.possibleTypes)
    .map((type) => [type.name, type.possibleTypes.map(({ name }) => name)]),
);
const cache = () => new InMemoryCache({ possibleTypes, typePolicies: { Query: { fields: { tasks: relayStylePagination() } } } });
const plain = () => new ApolloClient({ link: new HttpLink({ uri: url }), cache: cache() });

checkBody((await plain().query({ query: gql(departments), variables: { name: bodyName } })).data.department);

const one = plain();
await bothWays(async (variables) => (await one.query({ query: gql(tasksPage), variables, fetchPolicy: 'no-cache' })).data.tasks);

// The cache joins pages by their cursors, as it does for any Relay connection.
const query = gql(`query Tasks($first: Int, $after: String) {
  tasks(first: $first, after: $after) { edges { cursor node { id title } } pageInfo { endCursor hasNextPage startCursor hasPreviousPage } } }`);
const pages = plain();
const watched = pages.watchQuery({ query, variables: { first: pageSize } });
const subscription = watched.subscribe({});
for (let { pageInfo } = (await pages.query({ query, variables: { first: pageSize } })).data.tasks; pageInfo.hasNextPage; ) {
  ({ pageInfo } = (await watched.fetchMore({ variables: { first: pageSize, after: pageInfo.endCursor } })).data.tasks);
}
subscription.unsubscribe();
const joined = pages.cache.readQuery({ query, variables: { first: pageSize } });
assert.deepEqual(joined.tasks.edges.map(({ node }) => node.id), await allTasks(), 'the joined pages');

// Entities are kept by type and id, whatever they are reached by.
const shared = plain();
await shared.query({ query: gql(departments), variables: { name: bodyName } });
const { department } = (await shared.query({ query: gql('query($name: String!) { department(name: $name) { id } }'), variables: { name: bodyName } })).data;
const fragment = shared.cache.readFragment({ id: `Department:${department.id}`, fragment: gql('fragment N on Entity { name }') });
assert.ok(fragment.name, 'a fragment on an interface is read from the cache');

for (const { query: text, code, path, partial } of failing) {
  const { data, error } = await plain().query({ query: gql(text), errorPolicy: 'all' });
  assert.ok(CombinedGraphQLErrors.is(error), `${text}: ${error}`);
  assert.equal(error.errors[0].extensions.code, code);
  assert.deepEqual(error.errors[0].path, path);
  assert.equal(data?.stats?.taskCount > 0, partial === true, text);
}

// Automatic persisted queries: the first time the server does not know the hash, then it does.
const sent = [];
const spy = async (...args) => {
  const response = await fetch(...args);
  sent.push({ method: args[1].method, status: response.status, hasQuery: String(args[1].body ?? args[0]).includes('query') && /[?&"]query["=]/.test(String(args[1].body ?? args[0])) });
  return response;
};
const persisted = () => new ApolloClient({
  cache: cache(),
  link: ApolloLink.from([
    new PersistedQueryLink({ sha256: (text) => createHash('sha256').update(text).digest('hex'), useGETForHashedQueries: true }),
    new HttpLink({ uri: url, fetch: spy }),
  ]),
});
for (let i = 0; i < 2; i++) {
  checkBody((await persisted().query({ query: gql(departments), variables: { name: bodyName } })).data.department);
}
assert.deepEqual(sent.map(({ method }) => method), ['GET', 'POST', 'GET'], JSON.stringify(sent));
assert.deepEqual(sent.map(({ hasQuery }) => hasQuery), [false, true, false], JSON.stringify(sent));
console.log('Apollo Client: query, pages both ways, joined pages, cache, errors, persisted queries');

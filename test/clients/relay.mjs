// Relay's compiler checks the queries against the served SDL; its runtime runs what it made.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import relay from 'relay-runtime';
import { allTasks, ask, assert, bodyName, checkBody, failing, pageSize, url } from './common.mjs';

const { Environment, Network, RecordSource, Store, createOperationDescriptor, fetchQuery, getRequest, getFragment, getSelector } = relay;

const folder = path.join(path.dirname(new URL(import.meta.url).pathname), 'relay');
rmSync(path.join(folder, 'made'), { recursive: true, force: true });
mkdirSync(path.join(folder, 'made'));
writeFileSync(path.join(folder, 'schema.graphql'), await (await fetch(new URL('/schema.graphql', url))).text());
execFileSync(process.execPath, ['../node_modules/relay-compiler/cli.js', 'relay.config.json'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });

const require = createRequire(path.join(folder, 'made/'));
const made = (name) => require(`./${name}.graphql.js`);
const environment = new Environment({
  store: new Store(new RecordSource()),
  network: Network.create(({ text }, variables) => ask(text, variables)),
});
const get = (name, variables) => fetchQuery(environment, made(name), variables).toPromise();

checkBody((await get('relayBodyQuery', { name: bodyName })).department);

const want = await allTasks();
for (const direction of ['Forth', 'Back']) {
  const request = getRequest(made(`relay${direction}Query`));
  let keep, data, cursor = null;
  do { // the store joins what each page brings
    const operation = createOperationDescriptor(request, { count: pageSize, cursor });
    await get(`relay${direction}Query`, { count: pageSize, cursor });
    keep ??= environment.retain(operation);
    const root = environment.lookup(createOperationDescriptor(request, { count: pageSize, cursor }).fragment);
    data = environment.lookup(getSelector(getFragment(made(`relay${direction}`)), root.data)).data.tasks;
    cursor = direction === 'Forth' ? data.pageInfo.endCursor : data.pageInfo.startCursor;
  } while (direction === 'Forth' ? data.pageInfo.hasNextPage : data.pageInfo.hasPreviousPage);
  assert.deepEqual(data.edges.map(({ node }) => node.id), want, `paging ${direction}`);
  keep.dispose();
}

const refetched = await ask(made('relayOneRefetchQuery').params.text, { id: want[0] });
assert.ok(refetched.data.node.title, 'a fragment is fetched again by node(id:)');

const found = await get('relaySearchQuery', { text: '水' });
assert.ok(found.search.edges.every(({ node }) => node.__typename && (node.name || node.title)));

const refused = failing.find(({ partial, code }) => !partial && code === 'BAD_USER_INPUT');
await assert.rejects(get('relayTooManyQuery', {}), (error) => {
  assert.equal(error.source?.errors[0].extensions.code, refused.code, String(error));
  assert.deepEqual(error.source.errors[0].path, refused.path);
  return true;
});

// Data beside an error is kept; the error stands at its field.
const partly = createOperationDescriptor(getRequest(made('relayFailingQuery')), {});
assert.ok((await get('relayFailingQuery', {})).stats.taskCount > 0);
const { fieldErrors } = environment.lookup(partly.fragment);
const partial = failing.find((one) => one.partial);
assert.deepEqual(fieldErrors?.map(({ error }) => error.extensions.code), [partial.code]);
console.log('Relay: compiler, query, joined pages both ways, refetch by id, errors');

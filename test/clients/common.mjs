// What every client must see: the same tasks page by page in both directions, and errors with their codes.
import assert from 'node:assert/strict';

export { assert };
export const url = process.argv[2];
export const pageSize = 10;

/** Asks without any client, so that the expectations do not come from what is tested. */
export async function ask(query, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

/** The ids of all tasks in their order. */
export async function allTasks() {
  const { data } = await ask('{ tasks(first: 1000) { totalCount nodes { id } } }');
  assert.ok(data.tasks.totalCount > 2 * pageSize, 'the graph has more than two pages of tasks');
  return data.tasks.nodes.map((node) => node.id);
}

/** Collects ids page by page: forth with first/after, back with last/before. page(variables) gives a connection. */
export async function bothWays(page) {
  const want = await allTasks();
  const forth = [];
  for (let after = null, more = true; more; ) {
    const { nodes, pageInfo } = await page({ first: pageSize, after });
    forth.push(...nodes.map((node) => node.id));
    ({ endCursor: after, hasNextPage: more } = pageInfo);
  }
  assert.deepEqual(forth, want, 'paging forth');
  const back = [];
  for (let before = null, more = true; more; ) {
    const { nodes, pageInfo } = await page({ last: pageSize, before });
    back.unshift(...nodes.map((node) => node.id));
    ({ startCursor: before, hasPreviousPage: more } = pageInfo);
  }
  assert.deepEqual(back, want, 'paging back');
}

/** Requests that fail, with the code and path of their error; partial ones have data beside it. */
export const failing = [
  { query: '{ tasks(first: 5000) { totalCount } }', code: 'BAD_USER_INPUT', path: ['tasks'] },
  { query: '{ nothing }', code: 'VALIDATION_FAILED' },
  { query: '{ stats { taskCount } department(id: "x", name: "y") { id } }', code: 'BAD_USER_INPUT', path: ['department'], partial: true },
];

export const departments = `query Body($name: String!) {
  department(name: $name) { __typename id name aliases
    tasks(first: 3) { totalCount edges { role position node { __typename id title } } } } }`;

export const tasksPage = `query Tasks($first: Int, $after: String, $last: Int, $before: String) {
  tasks(first: $first, after: $after, last: $last, before: $before) {
    nodes { __typename id title } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`;

export const bodyName = '省发改委';

export function checkBody(body) {
  assert.equal(body.__typename, 'Department');
  assert.ok(body.name === bodyName || body.aliases.includes(bodyName), `${body.name} is called ${bodyName}`);
  assert.equal(body.tasks.totalCount, 22);
  assert.equal(body.tasks.edges.length, 3);
  assert.equal(body.tasks.edges[0].role, 'RESPONSIBLE');
}

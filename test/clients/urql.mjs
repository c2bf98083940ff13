import { Client, CombinedError, cacheExchange, fetchExchange, gql } from '@urql/core';
import { assert, bodyName, bothWays, checkBody, departments, failing, tasksPage, url } from './common.mjs';

for (const preferGetMethod of [false, 'force']) {
  const client = new Client({ url, preferGetMethod, exchanges: [cacheExchange, fetchExchange] });
  const query = async (text, variables) => {
    const { data, error } = await client.query(text, variables).toPromise();
    return { data, error };
  };
  const body = await query(departments, { name: bodyName });
  assert.equal(body.error, undefined);
  checkBody(body.data.department);
  await bothWays(async (variables) => {
    const { data, error } = await query(gql(tasksPage), variables);
    assert.equal(error, undefined);
    return data.tasks;
  });
  for (const { query: text, code, path, partial } of failing) {
    const { data, error } = await query(text);
    assert.ok(error instanceof CombinedError);
    assert.equal(error.networkError, undefined, text);
    assert.equal(error.graphQLErrors[0].extensions.code, code);
    assert.deepEqual(error.graphQLErrors[0].path, path);
    assert.equal(data?.stats?.taskCount > 0, partial === true, text);
  }
}
console.log('urql: query, pages both ways, errors; by POST and GET');

import { ClientError, GraphQLClient } from 'graphql-request';
import { assert, bodyName, bothWays, checkBody, departments, failing, tasksPage, url } from './common.mjs';

for (const method of ['POST', 'GET']) {
  const client = new GraphQLClient(url, { method });
  checkBody((await client.request(departments, { name: bodyName })).department);
  await bothWays(async (variables) => (await client.request(tasksPage, variables)).tasks);
  for (const { query, code, path, partial } of failing) {
    await assert.rejects(client.request(query), (error) => {
      assert.ok(error instanceof ClientError, query);
      assert.equal(error.response.errors[0].extensions.code, code);
      assert.deepEqual(error.response.errors[0].path, path);
      assert.equal(error.response.data?.stats?.taskCount > 0, partial === true, query);
      return true;
    });
  }
}
console.log('graphql-request: query, pages both ways, errors; by POST and GET');

// All audits of the npm package graphql-http (MUST, SHOULD and MAY of GraphQL over HTTP) against a live server.
import { serverAudits } from 'graphql-http';

const url = process.argv[2];
const expected = 61; // so that an audit that silently goes away is noticed
const audits = serverAudits({ url });
let failed = 0;
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status !== 'ok') {
    failed++;
    console.error(`${audit.id} ${audit.name}: ${result.status}: ${result.reason}`);
  }
}
console.log(`graphql-http: ${audits.length - failed} of ${audits.length} audits hold`);
if (failed > 0 || audits.length !== expected) {
  process.exit(1);
}

// Builds the schema from the answer to the introspection query, as every GraphQL client does, and prints the SDL again.
import { readFileSync } from 'node:fs';
import { buildClientSchema, buildSchema, printSchema } from 'graphql';

const read = (name) => readFileSync(`${process.argv[2]}/${name}`, 'utf8');
const answer = JSON.parse(read('introspection.json'));
const introspected = printSchema(buildClientSchema(answer.data)).split('\n');
const served = printSchema(buildSchema(read('schema.graphql'))).split('\n');
for (let i = 0; i < Math.max(introspected.length, served.length); i++) {
  if (introspected[i] !== served[i]) {
    console.error(`line ${i + 1}: introspection says\n  ${introspected[i]}\nthe SDL says\n  ${served[i]}`);
    process.exit(1);
  }
}
console.log(`introspection prints the SDL again: ${served.length} lines`);

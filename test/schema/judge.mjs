// graphql-js judges the answers of the plans: it runs the same operations over the values that the fields resolved to.
// Data must be the same, keys in the same order; errors must have the same message, path and locations.
import { readFileSync } from 'node:fs';
import { buildSchema, execute, parse, validate } from 'graphql';

const read = (name) => readFileSync(`${process.argv[2]}/${name}`, 'utf8');
const schema = buildSchema(read('schema.graphql'));

const pathOf = (path) => (path ? [...pathOf(path.prev), path.key] : []);
const resolveValue = (value) => {
  if (value !== null && typeof value === 'object' && 'error' in value) throw new Error(value.error);
  return value;
};
const fieldResolver = (_source, _args, { trace }, info) => {
  const key = pathOf(info.path).join('.');
  if (!(key in trace)) throw new Error(`the plan's twin did not resolve ${key}`);
  return resolveValue(trace[key]);
};
const shown = (errors) =>
  (errors ?? []).map(({ message, path, locations }) => JSON.stringify({ message, path, locations })).sort();
// graphql-js counts the columns of a line in UTF-16 units, we count characters: they differ behind 𬭎.
const byCharacters = (query, errors) => {
  const lines = query.split(/\r\n|\n|\r/);
  const place = ({ line, column }) => ({ line, column: [...lines[line - 1].slice(0, column - 1)].length + 1 });
  return (errors ?? []).map(({ message, path, locations }) => ({ message, path, locations: locations?.map(place) }));
};

let operations = 0;
let withErrors = 0;
let differences = 0;
for (const line of read('operations.jsonl').split('\n')) {
  if (line === '') continue;
  operations++;
  const { query, operationName, variables, answer, trace } = JSON.parse(line);
  const document = parse(query);
  const invalid = validate(schema, document);
  const judged =
    invalid.length > 0
      ? { errors: invalid }
      : execute({
          schema, document, operationName: operationName || undefined, variableValues: variables,
          contextValue: { trace }, fieldResolver, typeResolver: (value) => value.type,
        });
  const ours = JSON.parse(answer);
  if (ours.errors) withErrors++;
  const same = JSON.stringify(judged.data) === JSON.stringify(ours.data) &&
    JSON.stringify(shown(byCharacters(query, judged.errors))) === JSON.stringify(shown(ours.errors));
  if (!same && differences++ < 3) {
    console.error(`${query}\n${JSON.stringify(variables)}\nours:       ${answer}\ngraphql-js: ${JSON.stringify(judged)}\n`);
  }
}
console.log(`graphql-js agrees on ${operations - differences} of ${operations} operations, ${withErrors} of them with errors`);
process.exit(differences > 0 || operations === 0 ? 1 : 0);

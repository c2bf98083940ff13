// Types made by graphql-codegen from the live server's introspection are used by a strict TypeScript program.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { generate } from '@graphql-codegen/cli';
import { url } from './common.mjs';

const folder = path.join(path.dirname(new URL(import.meta.url).pathname), 'codegen');
const string = { input: 'string', output: 'string' };
await generate({
  cwd: folder,
  silent: true,
  schema: url,
  documents: 'operations.graphql',
  generates: {
    'made/types.ts': {
      plugins: ['typescript', 'typescript-operations'],
      config: {
        strictScalars: true, scalars: { Date: string, DateTime: string, URL: string }, enumsAsTypes: true,
        useTypeImports: true, skipTypename: false, nonOptionalTypename: false,
      },
    },
  },
}, true);
execFileSync(process.execPath, ['../node_modules/typescript/bin/tsc', '-p', '.'], { cwd: folder, stdio: 'inherit' });
console.log('graphql-codegen: types of operations hold in a strict program');

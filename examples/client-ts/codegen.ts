import type { CodegenConfig } from '@graphql-codegen/cli'

// The schema comes from a running server, so that the types fit what it serves.
const config: CodegenConfig = {
  schema: (process.env['SERVER'] ?? 'http://127.0.0.1:8080') + '/schema.graphql',
  documents: 'src/**/*.ts',
  ignoreNoDocuments: false,
  generates: {
    './src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { documentMode: 'string', enumsAsTypes: true, useTypeImports: true, importExtension: '.js', scalars: { Date: 'string', DateTime: 'string', URL: 'string' } },
    },
  },
}
export default config

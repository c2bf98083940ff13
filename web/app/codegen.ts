import type { CodegenConfig } from '@graphql-codegen/cli'

// The types of the explorer's operations come from the SDL that the server serves.
const config: CodegenConfig = {
  schema: '../../gql/schema.graphql',
  documents: 'src/ops/*.graphql',
  generates: {
    'src/gen.ts': {
      plugins: ['typescript-operations'],
      config: { useTypeImports: true, enumsAsTypes: true, skipTypename: true, immutableTypes: true, avoidOptionals: { field: true }, scalars: { Date: 'string', DateTime: 'string', URL: 'string', ID: 'string' } },
    },
  },
}
export default config

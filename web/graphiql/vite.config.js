import { defineConfig } from 'vite'

// As in ../app: names without hashes, everything in two files.
// The style sheet of GraphiQL carries web fonts as data: addresses, which the policy does not load and nobody needs.
const systemFonts = {
  name: 'system-fonts',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.fileName.endsWith('.css')) file.source = String(file.source).replace(/@font-face\s*\{[^}]*\}/g, '')
    }
  },
}

export default defineConfig({
  plugins: [systemFonts],
  base: './',
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: '../dist/graphiql',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    assetsDir: '',
    chunkSizeWarningLimit: 4000,
    rollupOptions: { output: { entryFileNames: 'graphiql.js', assetFileNames: 'graphiql[extname]', inlineDynamicImports: true } },
  },
})

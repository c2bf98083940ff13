import { defineConfig } from 'vite'

// Names carry no hashes, so that a rebuild without a change changes no file; Go makes ETags from the content.
export default defineConfig({
  base: './',
  publicDir: false,
  build: {
    outDir: '../dist/app',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    reportCompressedSize: false,
    assetsDir: 'assets',
    assetsInlineLimit: 0, // the policy allows no data: address
    rollupOptions: {
      output: { entryFileNames: 'assets/app.js', chunkFileNames: 'assets/[name].js', assetFileNames: 'assets/app[extname]' },
    },
  },
})

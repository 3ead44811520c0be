/** Builds the widget as one script that a site embeds: dist/widget.js. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    minify: true,
    lib: {
      entry: fileURLToPath(new URL('adapters/web/widget/index.ts', import.meta.url)),
      formats: ['iife'],
      name: 'michishirube',
      fileName: () => 'widget.js',
    },
  },
});

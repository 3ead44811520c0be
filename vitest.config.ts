import { defineConfig } from 'vitest/config';

/** `npm test`: everything under tests/. Properties run longer with LONG=1; `npm run accept` rewrites transcripts and diagrams. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/built.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // real servers, files and a browser: what one test leaves open must not reach the next file
    isolate: true,
  },
});

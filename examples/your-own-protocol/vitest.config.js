import { defineConfig } from 'vitest/config';

/** A cluster takes longer than vitest's 5 s for a test; what is built need not be transformed once more. */
export default defineConfig({ test: { testTimeout: 60_000, server: { deps: { external: [/\/dist\//] } } } });

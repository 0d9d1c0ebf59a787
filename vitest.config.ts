import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'threads',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    fileParallelism: true,
  },
});

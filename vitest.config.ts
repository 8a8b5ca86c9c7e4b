import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many tests drive real devices and processes by the wall clock; a busy machine may miss one beat, a broken promise misses twice.
    retry: process.env.CI ? 1 : 0,
  },
});

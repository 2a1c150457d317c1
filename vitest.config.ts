import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'
import { TEST_ENVIRONMENT as env } from './tests/harness/environment.ts'

/** Extensions that bring a configuration of their own (another JSX runtime, a browser document). */
const extensions = readdirSync('extensions')
  .map((name) => `extensions/${name}/vitest.config.ts`)
  .filter((path) => existsSync(path))

const ownConfiguration = extensions.map((path) => path.replace('vitest.config.ts', '**'))

export default defineConfig({
  test: {
    // The default leaves one core to whoever watches: on the two of a small machine that is half of them, and most tests wait for others.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{app,dev-store,extensions,scripts}/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, '**/*.db.test.ts', ...ownConfiguration],
          // Nothing here replaces a module or keeps state in one, so the files share their imports: a third of the time.
          isolate: false,
          // No test is about time: a busy machine must not fail one.
          testTimeout: 30_000,
          env,
        },
      },
      {
        test: {
          name: 'database',
          include: ['{app,scripts}/**/*.db.test.ts', 'tests/**/*.test.ts'],
          // Journeys need a browser and the running product; they have a runner of their own.
          exclude: [...configDefaults.exclude, 'tests/journeys/**'],
          env,
          globalSetup: ['tests/harness/server.ts'],
          setupFiles: ['tests/harness/own-database.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      ...extensions,
    ],
  },
})

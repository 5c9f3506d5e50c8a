// Tests run on the Node that npm installed; without it `node:sqlite` and type stripping would be missing.
import { existsSync } from 'node:fs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  throw new Error(`Node ${process.versions.node} is too old: use npm scripts; does node_modules/.bin/node exist?`);
}
const hasMongo = existsSync(new URL('.servers', import.meta.url)) || process.env.MONGODB_URI !== undefined;
const ON_MONGODB = '/test/(?:store/mongo[^/]*|servers/no-server)\\.test\\.ts$';

const project = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  setupFiles: ['<rootDir>/test/support/setup.mjs'],
  setupFilesAfterEnv: ['<rootDir>/test/support/second-try.mjs'],
};

/** @type {import('jest').Config} */
export default {
  projects: [
    { ...project, displayName: 'frontdesk', testMatch: ['**/*.test.ts'], testPathIgnorePatterns: [ON_MONGODB] },
    {
      ...project,
      displayName: 'mongodb',
      testMatch: hasMongo ? ['**/scenarios/*.test.ts', '**/store/mongo*.test.ts'] : ['**/servers/no-server.test.ts'],
      globals: { scenariosOnMongo: true },
      globalSetup: '<rootDir>/test/servers/setup.mjs',
      globalTeardown: '<rootDir>/test/servers/tear-down.mjs',
    },
  ],
  globalSetup: '<rootDir>/test/support/set-up.mjs',
  globalTeardown: '<rootDir>/test/support/tear-down.mjs',
  testTimeout: 180_000, // guards against hanging only: two cores may be busy with something else
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/support/side-by-side.mjs',
  collectCoverageFrom: ['src/**/*.ts', 'channels/**/*.ts', 'calendars/**/*.ts'],
  coverageProvider: 'v8',
  coverageReporters: ['text-summary', 'lcov'],
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.mjs'],
};

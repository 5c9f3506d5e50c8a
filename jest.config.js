// Tests run on the Node that npm installed; without it `node:sqlite` and type stripping would be missing.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  throw new Error(`Node ${process.versions.node} is too old: use npm scripts; does node_modules/.bin/node exist?`);
}
/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
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
  testTimeout: 20_000,
  maxWorkers: 2,
  setupFiles: ['<rootDir>/test/support/setup.mjs'],
  collectCoverageFrom: ['src/**/*.ts', 'channels/**/*.ts'],
  coverageProvider: 'v8',
  coverageReporters: ['text-summary', 'lcov'],
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.mjs'],
};

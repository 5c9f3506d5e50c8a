/** The encoder at work: many asking at once, the main thread free, and an end at any time. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isFailure } from '../../../src/domain/failure.ts';
import { createEncoder, type Encoder } from '../../../src/language/encoder/encoder.ts';
import { cosine } from './golden.ts';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-encoder-'));
let encoder: Encoder;

async function started(): Promise<Encoder> {
  const created = await createEncoder({ cacheDir: folder }, { log: { warn: () => undefined } });
  if ('absent' in created) throw new Error(created.absent);
  return created;
}

beforeAll(async () => {
  encoder = await started();
});
afterAll(async () => {
  await encoder.stop();
  rmSync(folder, { recursive: true });
});

/** Questions that no other test has asked. */
const corpusOf = (subject: string) =>
  Array.from({ length: 60 }, (_, at) => `Can I book ${subject} for ${at} on Friday evening at seven?`);

describe('many who ask at once', () => {
  it('each get their own answer, in their own order', async () => {
    const corpus = corpusOf('a table');
    const together = await Promise.all(corpus.map((text) => encoder.encode([text, 'hello'])));
    const apart = await encoder.encode(corpus, { keep: true });
    for (const [at, [own, hello]] of together.entries()) {
      expect(own).toEqual(apart[at]);
      expect(cosine(hello ?? [], together[0]?.[1] ?? [])).toBeCloseTo(1, 6);
    }
  });

  it('do not wait behind a whole corpus when they bring a single message', async () => {
    const ended: string[] = [];
    const long = encoder.encode(corpusOf('a room'), { keep: true }).then(() => ended.push('corpus'));
    const short = encoder.encode(['when do you open?']).then(() => ended.push('message'));
    await Promise.all([long, short]);
    expect(ended).toEqual(['message', 'corpus']);
  });

  it('leave the main thread free meanwhile', async () => {
    let turns = 0;
    let done = false;
    const corpus = corpusOf('a boat');
    const encoding = encoder.encode(corpus).finally(() => {
      done = true;
    });
    while (!done) {
      await new Promise((resolve) => setImmediate(resolve));
      turns++;
    }
    expect(await encoding).toHaveLength(corpus.length);
    expect(turns).toBeGreaterThan(corpus.length);
  });
});

describe('a message', () => {
  it('asked again gets the same vector, whatever the first asker did with it', async () => {
    const [first] = await encoder.encode(['do you take cards?']);
    const copy = first?.slice();
    first?.fill(0);
    expect(await encoder.encode(['do you take cards?'])).toEqual([copy]);
  });

  it('may be missing, empty, or a whole book', async () => {
    expect(await encoder.encode([])).toEqual([]);
    expect(await encoder.encode([], { keep: true })).toEqual([]);
    const [empty, book, part] = await encoder.encode(['', 'la '.repeat(1_000_000), 'la '.repeat(1_000)]);
    expect(empty).toHaveLength(encoder.size);
    expect(book).toEqual(part);
  });
});

describe('an encoder that is stopped', () => {
  it('while busy gives up what is under way with a failure, and says so for readiness', async () => {
    const own = await started();
    expect(own.state()).toBe('ready');
    const outcomes = Promise.allSettled([own.encode(corpusOf('a court')), own.encode(['hello'], { keep: true })]);
    await own.stop();
    for (const outcome of await outcomes) {
      expect(outcome.status === 'rejected' && isFailure(outcome.reason, 'language-unavailable')).toBe(true);
    }
    expect(own.state()).toEqual({ failed: 'it was stopped' });
  });

  it('answers nothing any more, at once, and may be stopped twice', async () => {
    const own = await started();
    await own.stop();
    await own.stop();
    await expect(own.encode(['hello'])).rejects.toThrow('it was stopped');
    await expect(own.encode(['hello'], { keep: true })).rejects.toThrow('it was stopped');
  });
});

describe('a process', () => {
  const url = new URL('../../../src/language/encoder/encoder.ts', import.meta.url).href;
  const run = (then: string) =>
    spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { createEncoder } from ${JSON.stringify(url)};
         const encoder = await createEncoder({ cacheDir: ${JSON.stringify(folder)} }, { log: console });
         ${then}`,
      ],
      { encoding: 'utf8', timeout: 120_000 },
    );

  it('ends by itself though its encoder was never stopped', () => {
    expect(run('console.log(encoder.state());')).toMatchObject({ status: 0, stdout: 'ready\n' });
  });

  it('waits for an answer that it asked for', () => {
    expect(run("console.log((await encoder.encode(['hello']))[0].length);")).toMatchObject({
      status: 0,
      stdout: '384\n',
    });
  });
});

/** Vectors must be those of a trusted implementation, and near when the meaning is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEncoder, type Encoder } from '../../../src/language/encoder/encoder.ts';
import { cosine, readGolden } from './golden.ts';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-vectors-'));
const golden = readGolden();
let encoder: Encoder;
let vectors: readonly Float32Array[];

beforeAll(async () => {
  const created = await createEncoder({ cacheDir: folder }, { log: { warn: () => undefined } });
  if ('absent' in created) throw new Error(created.absent);
  encoder = created;
  vectors = await encoder.encode(golden.map(({ text }) => text));
}, 240_000);

afterAll(async () => {
  await encoder.stop();
  rmSync(folder, { recursive: true });
});

const quantile = (sorted: readonly number[], share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;

describe('the vector of a text', () => {
  it('is what floats make of the same weights: whole numbers in between cost nothing', () => {
    const far = golden.filter(({ shipped }, at) => cosine(vectors[at] ?? [], shipped) < 0.9995);
    expect(far.map(({ text }) => text)).toEqual([]);
  });

  // The package's weights have one byte each and one scale a tensor: that, and nothing here, is what is lost. Measured
  // with floats throughout: 0.983 on average, 0.929 for "...", 0.987 for whole English sentences.
  it('stays near what the model gave before its weights were cut to one byte', () => {
    const near = golden.map(({ original }, at) => cosine(vectors[at] ?? [], original)).sort((a, b) => a - b);
    expect(quantile(near, 0)).toBeGreaterThan(0.92);
    expect(quantile(near, 0.5)).toBeGreaterThan(0.98);
  });

  it('has length 1, also for an empty text', () => {
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it('does not depend on what is encoded with it', async () => {
    const alone = await encoder.encode(['How long does delivery take?'], { keep: true });
    const [, among] = await encoder.encode(['ok', 'How long does delivery take?', 'word '.repeat(300)]);
    expect(among).toEqual(alone[0]);
  });
});

describe('questions that mean the same', () => {
  const pairs: readonly (readonly [string, string, string])[] = [
    ['When do you close?', 'what are your opening hours', 'When do you ship?'],
    ['My parcel never came', 'I have not received my order yet', 'do you cut hair for children'],
    ['How much is a haircut?', 'what do you charge for a trim', 'what time do you close'],
    ['I want my money back', 'can I get a refund please', 'can I pay with cash'],
    ['Can I move my appointment?', 'I need to reschedule my booking', 'I need a removal van'],
    ['It arrived broken', 'the item was damaged in the post', 'when will the item arrive'],
  ];

  it.each(pairs)('"%s" is nearer to "%s" than to "%s"', async (question, alike, unlike) => {
    const [a, b, c] = await encoder.encode([question, alike, unlike]);
    expect(cosine(a ?? [], b ?? [])).toBeGreaterThan(cosine(a ?? [], c ?? []));
  });
});

/** Vectors kept on disk save time at the next start; nothing that happens to the file changes an answer. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEncoder } from '../../../src/language/encoder/encoder.ts';
import { openVectorFile } from '../../../src/language/encoder/vector-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const examples = ['How do I change my booking?', 'Do you ship to Ireland?', 'Are you open on Sundays?'];

/** One start of the encoder: what it says of the texts, and what it warned of. */
async function oneStart(texts: readonly string[], { keep = true, cacheDir = folder } = {}) {
  const warned: string[] = [];
  const encoder = await createEncoder({ cacheDir }, { log: { warn: (fields) => warned.push(JSON.stringify(fields)) } });
  if ('absent' in encoder) throw new Error(encoder.absent);
  const vectors = await encoder.encode(texts, { keep });
  await encoder.stop();
  return { vectors, warned };
}

function keptFile(): string {
  const [name] = readdirSync(folder).filter((file) => file.endsWith('.vectors'));
  return join(folder, name ?? 'none');
}

const strange = new Float32Array(384).fill(0.5);

describe('vectors of examples', () => {
  it('come from the disk at the next start', async () => {
    const first = await oneStart(examples);
    const file = openVectorFile(keptFile(), 384, 100);
    expect(file.count).toBe(3);
    file.append([{ text: 'only on disk', vector: strange }]);
    file.close();
    const second = await oneStart([...examples, 'only on disk']);
    expect(second.vectors.slice(0, 3)).toEqual(first.vectors);
    expect(second.vectors[3]).toEqual(strange);
    expect(second.warned).toEqual([]);
  });

  it('are kept once, also when a text stands twice in a list', async () => {
    const { vectors } = await oneStart(['twice', 'twice']);
    expect(vectors[0]).toEqual(vectors[1]);
    const file = openVectorFile(keptFile(), 384, 100);
    expect(file.count).toBe(1);
    file.close();
  });

  it('of customers are not kept', async () => {
    await oneStart(['my secret question'], { keep: false });
    expect(readFileSync(keptFile())).toHaveLength('sentence vectors'.length);
  });

  it('made by another model are left alone', async () => {
    const other = openVectorFile(join(folder, 'minilm-000000000000-v1.vectors'), 384, 100);
    other.append([{ text: 'Do you ship to Ireland?', vector: strange }]);
    other.close();
    const { vectors } = await oneStart(['Do you ship to Ireland?']);
    expect(vectors[0]).not.toEqual(strange);
    expect(readdirSync(folder).filter((file) => file.endsWith('.vectors'))).toHaveLength(2);
  });

  it('are given without a folder that can be written to, with a warning', async () => {
    writeFileSync(join(folder, 'occupied'), '');
    const { vectors, warned } = await oneStart(examples, { cacheDir: join(folder, 'occupied') });
    expect(vectors).toHaveLength(3);
    expect(warned.join()).toContain('vectors are not kept between starts');
  });
});

describe('a damaged file', () => {
  const damages: readonly (readonly [string, (path: string) => void])[] = [
    [
      'with a changed bit',
      (path) => {
        const bytes = readFileSync(path);
        bytes[2_000] = (bytes[2_000] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
    ],
    ['with half a record at its end', (path) => appendFileSync(path, Buffer.alloc(700, 7))],
    ['with its last record torn', (path) => writeFileSync(path, readFileSync(path).subarray(0, -100))],
    ['that is something else', (path) => writeFileSync(path, 'not what it was before, but quite long enough')],
    ['that is empty', (path) => writeFileSync(path, '')],
  ];

  it.each(damages)('%s is mended, said once, and costs no answer', async (_, damage) => {
    const before = await oneStart(examples);
    damage(keptFile());
    const after = await oneStart(examples);
    expect(after.vectors).toEqual(before.vectors);
    expect(after.warned).toHaveLength(1);
    expect(after.warned[0]).toMatch(/was damaged|begun anew/);
    const third = await oneStart(examples);
    expect(third.vectors).toEqual(before.vectors);
    expect(third.warned).toEqual([]);
  });
});

describe('the file of vectors', () => {
  const open = (most = 100) => openVectorFile(join(folder, 'v'), 4, most);
  const entry = (text: string) => ({ text, vector: Float32Array.of(text.length, 2, 3, 4) });

  it('finds what was appended, now and later', () => {
    const file = open();
    file.append([entry('a'), entry('bb')]);
    expect(file.read('bb')).toEqual(Float32Array.of(2, 2, 3, 4));
    expect(file.read('c')).toBeUndefined();
    file.close();
    const again = open();
    expect(again.read('a')).toEqual(Float32Array.of(1, 2, 3, 4));
    again.close();
  });

  it('takes nothing from a record that changed under it', () => {
    const file = open();
    file.append([entry('a')]);
    writeFileSync(join(folder, 'v'), Buffer.alloc(100, 1));
    expect(file.read('a')).toBeUndefined();
    file.close();
  });

  it('shows two processes what each has written, after the next start', () => {
    const [one, two] = [open(), open()];
    one.append([entry('a')]);
    two.append([entry('bb')]);
    one.append([entry('ccc')]);
    expect(one.read('ccc')?.[0]).toBe(3);
    one.close();
    two.close();
    const later = open();
    expect([later.read('a')?.[0], later.read('bb')?.[0], later.read('ccc')?.[0]]).toEqual([1, 2, 3]);
    later.close();
  });

  it('begins anew when it holds too many', () => {
    const file = open();
    file.append([entry('a'), entry('bb'), entry('ccc')]);
    file.close();
    const full = open(2);
    expect([full.count, full.damage]).toEqual([0, expect.stringContaining('more than 2 vectors')]);
    full.close();
  });
});

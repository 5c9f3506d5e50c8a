/**
 * What was learned, on disk, under a hash of everything it was learned from: the next start takes it up in no time, and
 * any change of an example, a word or a vector learns anew. A file that cannot be read is as good as none.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { types } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import type { Lesson } from './intent-lesson.ts';
import type { Learned } from './intent-ranker.ts';

/** Counts up when the same lesson is learned or read differently than before. */
const LEARNING_VERSION = 3;
const NAME = /^learned-[0-9a-f]{32}\.bin$/u;
/** A shop has one for its own language by words, one by meaning, and one for each further language. */
const MOST_KEPT = 16;

export interface KeptLessons {
  read(key: string): Learned | undefined;
  /** Best effort: a full disk costs time at the next start, nothing else. */
  write(key: string, learned: Learned): void;
}

export function keyOf(lesson: Lesson, vectors: readonly Float32Array[] | undefined): string {
  const hash = createHash('sha256');
  const said = lesson.examples.map(({ text, label }) => [label, [...lesson.cut(text).word.keys()]]);
  const { taught, strangers, offTopic } = lesson;
  hash.update(JSON.stringify([LEARNING_VERSION, taught.map(({ id }) => id), said, strangers, offTopic]));
  for (const vector of vectors ?? []) hash.update(vector);
  return hash.digest('hex').slice(0, 32);
}

export function createKeptLessons(folder: string): KeptLessons {
  const fileOf = (key: string) => join(folder, `learned-${key}.bin`);
  return {
    read(key) {
      try {
        const { weights, confidence } = deserialize(readFileSync(fileOf(key))) as Learned;
        const whole = types.isFloat64Array(weights) && confidence.weights.every(Number.isFinite);
        return whole ? { weights, confidence } : undefined;
      } catch {
        return undefined;
      }
    },
    write(key, learned) {
      try {
        mkdirSync(folder, { recursive: true });
        const unfinished = `${fileOf(key)}.${process.pid}`;
        writeFileSync(unfinished, serialize(learned));
        renameSync(unfinished, fileOf(key)); // never half a file under the real name
        const old = readdirSync(folder)
          .filter((name) => NAME.test(name))
          .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
          .sort((a, b) => b.at - a.at)
          .slice(MOST_KEPT);
        for (const { path } of old) rmSync(path, { force: true });
      } catch {
        // learned again at the next start
      }
    },
  };
}

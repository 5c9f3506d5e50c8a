/**
 * What the embedded store writes for a message, counted by the system and not by the clock: the same whatever else is in
 * the file, and whatever else the machine does.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Store } from '../../src/ports.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { openSqliteParts } from '../../src/store/sqlite-parts.ts';
import { arrival, clock, fill, TAIL_ENTRIES } from '../bench/filled-stores.ts';

/** Bytes and calls of this process since it began, by proc(5); Linux only. */
const COUNTERS = '/proc/self/io';
const MESSAGES = 256;
/** In one group, as a burst comes in. */
const TOGETHER = 64;
const STRIDE = 7_919;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-writes-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function written(): number {
  return Number(/^wchar: (\d+)$/mu.exec(readFileSync(COUNTERS, 'utf8'))?.[1]);
}

/** Kilobytes written for each of many messages among so many conversations, all of which have been written to before. */
async function kilobytesAMessage(conversations: number): Promise<number> {
  const path = join(folder, `${conversations}.sqlite`);
  await fill(openSqliteParts(path, { create: true }), conversations);
  const store = createSqliteStore({ path, clock });
  const ids = Array.from({ length: MESSAGES }, (_, n) => `c${(n * STRIDE) % conversations}`);
  let bytes = 0;
  for (const round of [1, 2, 3]) {
    const before = written();
    for (let from = 0; from < MESSAGES; from += TOGETHER)
      await Promise.all(ids.slice(from, from + TOGETHER).map((id) => store.receive(arrival(id, `${id}.${round}`))));
    bytes = written() - before; // of the last round
    for (const id of ids) await answered(id, store);
  }
  await store.close();
  return bytes / MESSAGES / 1_024;
}

/** As small as before, so that every round finds what the one before it found. */
async function answered(id: string, store: Store): Promise<void> {
  const conversation = await store.load(id);
  if (!conversation) throw new Error(`expected conversation ${id}, found none`);
  await store.save({ ...conversation, entries: conversation.entries.slice(-TAIL_ENTRIES), agenda: [] });
}

if (existsSync(COUNTERS)) {
  it('a message among ten times the conversations costs no more writing, and not much more than its own pages', async () => {
    const few = await kilobytesAMessage(500);
    const many = await kilobytesAMessage(5_000);
    expect(many / few).toBeLessThan(1.2);
    expect(many).toBeLessThan(20);
  });
} else {
  // biome-ignore lint/suspicious/noSkippedTests: must show in the closing line, which CI reads
  it.skip(`what a message writes: expected ${COUNTERS} of Linux`, () => {});
}

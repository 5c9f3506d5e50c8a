import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSystemClock } from '../../src/clock.ts';
import { type FreshKnowledge, keepFresh } from '../../src/knowledge/keep-fresh.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { eventually } from '../support/eventually.ts';

const document = (answer: string, audience = 'customer') =>
  `---\ntitle: T\nowner: N\napprovedBy: N\napprovedOn: 2026-11-02\nreviewBy: 2099-05-01\naudience: ${audience}\n---\n\n## Parking?\n\n${answer}\n`;

let dir = '';
let stop = () => {};
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'frontdesk-fresh-'));
  await writeFile(join(dir, 'a.md'), document('In the yard.'));
});
afterEach(async () => {
  stop();
  await rm(dir, { recursive: true, force: true });
});

async function running(watch: boolean) {
  const clock = createSystemClock();
  const knowledge = await createKnowledge({ dir }, { clock });
  const warned: object[] = [];
  let hangUp = () => {};
  const fresh: FreshKnowledge = keepFresh(
    { dir, watch },
    {
      knowledge,
      clock,
      log: { info: () => {}, warn: (fields) => void warned.push(fields) },
      onHangUp: (run) => {
        hangUp = run;
        return () => {};
      },
    },
  );
  stop = fresh.stop;
  const answer = async () => (await knowledge.search('parking', 1))[0]?.passage.text;
  return { fresh, warned, answer, hangUp: () => hangUp() };
}

describe('a customer who asks after the owner has changed a document', () => {
  it('hears the new words without a restart, because the folder is watched', async () => {
    const { answer } = await running(true);
    await writeFile(join(dir, 'a.md'), document('In the street.'));
    expect(await eventually(async () => ((await answer()) === 'In the street.' ? 'heard' : undefined))).toBe('heard');
  });

  it('hears them after SIGHUP where nothing is watched', async () => {
    const { answer, hangUp } = await running(false);
    await writeFile(join(dir, 'a.md'), document('In the street.'));
    expect(await answer()).toBe('In the yard.');
    hangUp();
    expect(await eventually(async () => ((await answer()) === 'In the street.' ? 'heard' : undefined))).toBe('heard');
  });

  it('goes on hearing the old words while the document is broken, and the log says what is wrong', async () => {
    const { fresh, answer, warned } = await running(false);
    await writeFile(join(dir, 'a.md'), document('In the street.', 'everybody'));
    expect(await fresh.reload()).toEqual({ passages: 1, faults: 1 });
    expect(await answer()).toBe('In the yard.');
    expect(warned).toEqual([{ fault: expect.objectContaining({ path: 'a.md audience' }) }]);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/domain/failure.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { runKnowledgeDesk } from '../../src/knowledge/run-desk.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { createLog } from '../../src/observe/log.ts';
import type { Store } from '../../src/ports.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createMemoryDesk } from '../fakes/memory-desk.ts';
import { shop } from '../scenarios/world.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'frontdesk-run-desk-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What an owner reads in the log after one beat of the pulse with a store that answers every call with this. */
async function loggedAfterABeat(error: Error): Promise<readonly string[]> {
  const lines: string[] = [];
  const clock = createManualClock(Date.parse('2026-11-23T10:00:00Z'));
  const refuse = () => Promise.reject(error);
  const store = new Proxy({}, { get: () => refuse }) as Store;
  const log = createLog({ level: 'info', name: 'test' }, { write: (line) => void lines.push(JSON.parse(line).msg) });
  const desk = runKnowledgeDesk(
    { knowledgeDir: 'knowledge', watchKnowledge: false, dataDir: root },
    {
      store,
      clock,
      knowledge: await createKnowledge({ dir: 'knowledge', business: shop }, { clock }),
      business: shop,
      language: createLocalLanguage({ intents: [], business: shop }),
      connections: { channels: new Map(), desk: createMemoryDesk().desk },
      log,
    },
  );
  let beats = 0;
  desk.pulse(() => beats++);
  for (let turn = 0; turn < 20; turn++) await setImmediate();
  await desk.stop();
  expect(beats).toBe(1);
  return lines;
}

describe('the knowledge desk once a minute', () => {
  it('adds nothing to the log while the store is away: that is told once, elsewhere', async () => {
    expect(await loggedAfterABeat(new Failure('store-unavailable', 'nobody answers'))).toEqual([]);
  });

  it('says what else went wrong', async () => {
    expect(await loggedAfterABeat(new Error('a fault of ours'))).toContain(
      'knowledge: asking again what was corrected failed',
    );
  });
});

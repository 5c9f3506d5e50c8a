/**
 * The whole core over a copy of the shipped knowledge folder, with the knowledge desk joined to it as in `main.ts`: what
 * staff do teaches, and what is approved is answered. `close` ends it and removes the copy.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Card, StaffMember, Verdict } from '../../src/domain/approval.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { runKnowledgeDesk } from '../../src/knowledge/run-desk.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { createLog } from '../../src/observe/log.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createMemoryDesk } from '../fakes/memory-desk.ts';
import { openScenarioStore } from '../scenarios/scenario-store.ts';
import { createWorld, MONDAY_MORNING, shop, type WorldOptions } from '../scenarios/world.ts';

/** `files`: laid into the folder first, by their path. */
export async function openTaughtShop(
  files: Readonly<Record<string, string>> = {},
  options: Pick<WorldOptions, 'business' | 'capabilities'> = {},
) {
  const root = await mkdtemp(join(tmpdir(), 'frontdesk-taught-'));
  const [dir, dataDir] = [join(root, 'knowledge'), join(root, 'data')];
  await mkdir(dataDir);
  await cp('knowledge', dir, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  const clock = createManualClock(MONDAY_MORNING);
  const store = await openScenarioStore(clock);
  const business = { ...shop, ...options.business };
  const knowledge = await createKnowledge({ dir, business }, { clock });
  const staffRoom = createMemoryDesk();
  const taught = runKnowledgeDesk(
    { knowledgeDir: dir, watchKnowledge: false, dataDir },
    {
      store,
      clock,
      knowledge,
      business,
      language: createLocalLanguage({ intents: [], business }),
      connections: { channels: new Map(), desk: staffRoom.desk },
      log: createLog({ level: 'error', name: 'test' }),
    },
  );
  const world = await createWorld({ ...options, clock, store, knowledge: () => knowledge, watching: taught.watching });
  const actions = taught.learning(world.core.actions);
  return {
    world,
    clock,
    store,
    knowledge,
    desk: taught.desk,
    staffRoom,
    /** What the knowledge desk has told staff. */
    get told() {
      return staffRoom.lines.map(({ text }) => text);
    },
    /** What the evaluation would ask again, read from its file. */
    async cases(): Promise<readonly Record<string, unknown>[]> {
      const text = await readFile(join(dataDir, 'eval-cases.jsonl'), 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    casesFile: join(dataDir, 'eval-cases.jsonl'),
    knowledgeDir: dir,
    dataDir,
    read: (file: string) => readFile(join(dir, `${file}.md`), 'utf8'),
    /** A colleague decides about the newest card, or the one given, and all that follows has happened. */
    async decides(name: string, verdict: Verdict, seen?: Card) {
      const by: StaffMember = { id: `U-${name}`, name };
      const card = seen ?? (await world.card());
      const outcome = await actions.decide(card.approvalId, card.version, verdict, by);
      await world.settle();
      return outcome;
    },
    async close() {
      await taught.stop();
      await world.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

export type TaughtShop = Awaited<ReturnType<typeof openTaughtShop>>;

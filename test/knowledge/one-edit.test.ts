/**
 * One edit, three effects, over a copy of the shipped knowledge: a colleague corrects a draft, somebody approves what was
 * learned, and the next customer who asks hears it, with its source; the evaluation asks it again.
 */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createWorld, shop, type World } from '../scenarios/world.ts';
import { openTaughtShop, type TaughtShop } from './taught-shop.ts';

/** A shop where staff see every answer first. */
const careful = { intents: shop.intents.map((intent) => ({ ...intent, autonomy: 'draft' as const })) };

let team: TaughtShop;
let later: World;
beforeEach(async () => {
  team = await openTaughtShop({}, { business: careful });
  // The same store and the same knowledge, at a desk that lets sure answers go out by themselves.
  later = await createWorld({ clock: team.clock, store: team.store, knowledge: () => team.knowledge });
});
afterEach(async () => {
  expect(team.world.errors).toEqual([]);
  await team.close();
});

async function edits(question: string, change: (draft: string) => string): Promise<string> {
  await team.world.customer('Anastasia').asks(question);
  const { draft = '' } = await team.world.card();
  expect(draft).not.toBe('');
  expect((await team.decides('Ciarán', { kind: 'edit', text: change(draft) })).kind).toBe('done');
  return draft;
}

/** `npm run eval`, its part about what colleagues have corrected, as a process of its own. */
function evaluated(): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['test/evals/edits.ts', team.casesFile], {
    encoding: 'utf8',
    env: { ...process.env, KNOWLEDGE_DIR: team.knowledgeDir, DATA_DIR: team.dataDir, CONSOLE_TOKEN: '' },
  });
  return stdout + (stdout === '' ? stderr : '');
}

async function accepted(kind: string): Promise<void> {
  const { proposals } = await team.desk.view();
  expect(proposals.map(({ body }) => body.kind)).toEqual([kind]);
  expect((await team.desk.decideProposal(proposals[0]?.id ?? '', true, 'Niamh')).kind).toBe('done');
  expect((await team.desk.view()).proposals).toEqual([]);
}

describe('an edited draft', () => {
  it('that corrects a fact is the answer of the next customer, with its source, and is asked again', async () => {
    const question = 'How much is a puncture repair?';
    const draft = await edits(question, (text) => `Hi Anastasia, ${text.replace('€18', '€21')}`);
    expect(draft).toContain('€18');
    expect(team.world.channel.sent.at(-1)?.message.text).toContain('€21');
    expect(team.told).toEqual([expect.stringContaining('corrects what our documents say')]);
    expect(await later.customer('ben', 'other').asks(question)).toContain('€18'); // nothing changes by itself
    expect(evaluated()).toBe('edits: 0 right, 1 wrong, 0 left to the team\n');
    await accepted('fact');
    const cyd = later.customer('cyd', 'other');
    expect(await cyd.asks(question)).toBe('A puncture repair costs €21, and the new inner tube is included.');
    expect(await cyd.asks('Where does that come from?')).toBe(
      'That is from our own notes, “Workshop prices”, approved on Monday 23 November 2026.',
    );
    expect(await team.read('workshop-prices')).toContain('approvedBy: Niamh\n');
    expect(await team.cases()).toEqual([
      expect.objectContaining({ question, mustClaim: ['money:EUR:2100'], mustNotClaim: ['money:EUR:1800'] }),
    ]);
    expect(evaluated()).toBe('edits: 1 right, 0 wrong, 0 left to the team\n');
  });

  it('that lays down a rule makes it the answer of the next customer', async () => {
    const question = 'How much is a puncture repair?';
    const rule = 'You must book it in advance.';
    await edits(question, (text) => `${text} ${rule}`);
    expect(team.told).toEqual([expect.stringContaining('a rule of its own')]);
    expect(await later.customer('ben', 'other').asks(question)).not.toContain(rule);
    await accepted('policy');
    const cyd = later.customer('cyd', 'other');
    expect(await cyd.asks(question)).toContain(rule);
    expect(await cyd.asks('Where does that come from?')).toContain('Monday 23 November 2026');
    expect(await team.cases()).toEqual([expect.objectContaining({ question, kind: 'policy', mustSay: rule })]);
    expect(evaluated()).toBe('edits: 1 right, 0 wrong, 0 left to the team\n');
  });

  it('that only says it better can be said so from then on, and nobody is called for it', async () => {
    const question = 'Do your prices include VAT?';
    const better = 'Yes, of course: every price you see here includes VAT.';
    await edits(question, () => better);
    expect(team.told).toEqual([]);
    expect(await team.cases()).toEqual([]); // the old words are no mistake
    await accepted('tone');
    expect(await later.customer('cyd', 'other').asks(question)).toBe(better);
    expect(await team.cases()).toEqual([expect.objectContaining({ question, kind: 'tone', said: better })]);
    expect(evaluated()).toBe('edits: 1 right, 0 wrong, 0 left to the team\n');
  });

  it('that greets one customer teaches nothing', async () => {
    await edits('Do your prices include VAT?', (text) => `Hello Anastasia! ${text}`);
    expect((await team.desk.view()).proposals).toEqual([]);
  });

  it('never brings a customer’s name into a document', async () => {
    await edits('How much is a puncture repair?', (text) => `${text.replace('€18', '€21')} Anastasia knows the way.`);
    const [proposal] = (await team.desk.view()).proposals;
    expect(proposal?.proposed).toContain('[name] knows the way.');
    const refused = await team.desk.decideProposal(proposal?.id ?? '', true, 'Niamh');
    expect(refused).toEqual({ kind: 'refused', why: expect.stringContaining('personal data was taken out') });
    expect(await later.customer('cyd', 'other').asks('How much is a puncture repair?')).toContain('€18'); // still answered
  });
});

describe('what was corrected', () => {
  const HOUR_MS = 3_600_000;
  const QUESTION = 'How much is a puncture repair?';

  it('is asked again every night, and the team hears once when it has become wrong', async () => {
    await edits(QUESTION, (text) => text.replace('€18', '€21'));
    await accepted('fact');
    await team.desk.askAgain(); // ten in the morning
    expect((await team.desk.view()).night).toMatchObject({ on: '2026-11-23', right: 1, wrong: 0 });
    const heard = team.told.length;

    const prices = await team.read('workshop-prices');
    await writeFile(join(team.knowledgeDir, 'workshop-prices.md'), prices.replaceAll('€21', '€18'));
    await team.desk.reload();
    await team.desk.askAgain(); // the same day: once is enough
    expect(team.told).toHaveLength(heard);

    team.clock.advance(16 * HOUR_MS); // two at night
    await team.desk.askAgain();
    expect(team.told).toHaveLength(heard);
    team.clock.advance(2 * HOUR_MS);
    await team.desk.askAgain();
    expect(team.told.slice(heard)).toEqual([
      expect.stringMatching(/“How much is a puncture repair\?” was corrected by Ciarán and is now answered: “.*€18/u),
    ]);
    expect((await team.desk.view()).night).toMatchObject({ on: '2026-11-24', right: 0, wrong: 1 });

    team.clock.advance(24 * HOUR_MS);
    await team.desk.askAgain();
    expect(team.told).toHaveLength(heard + 1);
  });

  it('is told the next night when nobody could be told', async () => {
    await edits(QUESTION, (text) => text.replace('€18', '€21'));
    await accepted('fact');
    const prices = await team.read('workshop-prices');
    await writeFile(join(team.knowledgeDir, 'workshop-prices.md'), prices.replaceAll('€21', '€18'));
    await team.desk.reload();
    const heard = team.told.length;
    team.staffRoom.failNext('staff-desk-unavailable');
    await expect(team.desk.askAgain()).rejects.toThrow('told to fail');
    team.clock.advance(24 * HOUR_MS);
    await team.desk.askAgain();
    expect(team.told).toHaveLength(heard + 1);
  });
});

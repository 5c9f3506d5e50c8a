/** What the team does with the knowledge while customers write, over the real store and real files. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { createKnowledgeDesk } from '../../src/knowledge/knowledge-desk.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { openScenarioStore } from '../scenarios/scenario-store.ts';
import { createWorld, MONDAY_MORNING, shop, type World } from '../scenarios/world.ts';

let dir = '';
let world: World | undefined;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'frontdesk-desk-'));
  await cp('knowledge', dir, { recursive: true });
});
afterEach(async () => {
  await world?.close();
  world = undefined;
  await rm(dir, { recursive: true, force: true });
});

async function open(files: Record<string, string> = {}) {
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  const clock = createManualClock(MONDAY_MORNING);
  const store = await openScenarioStore(clock);
  const knowledge = await createKnowledge({ dir, business: shop }, { clock });
  world = await createWorld({ clock, store, knowledge: () => knowledge });
  const told: string[] = [];
  const deps = {
    store,
    clock,
    knowledge,
    business: shop,
    language: createLocalLanguage({ intents: [], business: shop }),
    fresh: { reload: async () => ({ ...(await knowledge.reload()), faults: 0 }) },
    desk: { tell: async ({ text }: { text: string }) => void told.push(text) },
  };
  const desk = createKnowledgeDesk({ dir, casesFile: join(dir, 'eval-cases.jsonl') }, deps);
  const answer = async (question: string) => (await knowledge.search(question, 1))[0]?.passage.text;
  return { world, clock, store, knowledge, desk, told, answer, deps };
}

const head = (...more: string[]) =>
  `---\ntitle: Offers\nowner: Aoife\napprovedBy: Niamh\napprovedOn: 2026-11-02\nreviewBy: 2027-05-01\naudience: customer\n${more.map((line) => `${line}\n`).join('')}---\n\n`;
const OFFER = `${head()}## How much is a chain scrub?\n\nQuestions: Chain scrub price?\nValid until: 2026-11-30 (Aoife)\n\nA chain scrub costs €45.\n\n## Do you sell bells?\n\nYes, bells are €5.\n`;

describe('a fact that ends soon', () => {
  it('is asked about once, and "yes" lets customers hear it longer', async () => {
    const { desk, told, clock, answer, store } = await open({ 'offers.md': OFFER });
    await desk.askDue();
    await desk.askDue();
    expect(told).toEqual([expect.stringContaining('“How much is a chain scrub?”: still €45?')]);
    const [asked] = (await desk.view()).renewals;
    expect(asked?.body).toMatchObject({ owner: 'Aoife', validUntil: '2026-11-30', proposedUntil: '2026-12-30' });
    expect(await desk.answer(asked?.id ?? '', { answer: 'yes' }, 'Aoife')).toEqual({ kind: 'done', file: 'offers' });
    expect((await desk.answer(asked?.id ?? '', { answer: 'pause' }, 'Ben')).kind).toBe('refused');
    clock.advance(20 * 86_400_000);
    expect(await answer('how much is a chain scrub')).toBe('A chain scrub costs €45.');
    expect((await store.audits({ limit: 5 })).map(({ who, what }) => `${who} ${what}`)).toEqual([
      'Aoife knowledge: yes to “How much is a chain scrub?” (offers.md)',
    ]);
  });

  it('says the new price at once after "change", with the approval of whoever changed it, and nothing else moves', async () => {
    const { desk, answer } = await open({ 'offers.md': OFFER });
    await desk.askDue();
    const [asked] = (await desk.view()).renewals;
    await desk.answer(asked?.id ?? '', { answer: 'change', text: 'A chain scrub costs €49.' }, 'Aoife');
    expect(await answer('how much is a chain scrub')).toBe('A chain scrub costs €49.');
    expect(await readFile(join(dir, 'offers.md'), 'utf8')).toBe(
      OFFER.replace('€45', '€49')
        .replace('approvedBy: Niamh\napprovedOn: 2026-11-02', 'approvedBy: Aoife\napprovedOn: 2026-11-23')
        .replace('Valid until: 2026-11-30', 'Valid until: 2026-12-30')
        .replace('price?\nValid', 'price?\nValid'),
    );
  });

  it('is not spoken any more after "pause", and not asked about again', async () => {
    const { desk, told, answer } = await open({ 'offers.md': OFFER });
    await desk.askDue();
    const [asked] = (await desk.view()).renewals;
    await desk.answer(asked?.id ?? '', { answer: 'pause' }, 'Aoife');
    expect(await answer('how much is a chain scrub')).not.toBe('A chain scrub costs €45.');
    await desk.askDue();
    expect(told).toHaveLength(1);
  });

  it('is asked about again when the team could not be told', async () => {
    const { deps, told } = await open({ 'offers.md': OFFER });
    const down = createKnowledgeDesk({ dir }, { ...deps, desk: { tell: () => Promise.reject(new Error('down')) } });
    await expect(down.askDue()).rejects.toThrow('down');
    await createKnowledgeDesk({ dir }, deps).askDue();
    expect(told).toHaveLength(1);
  });

  it('can be a whole document', async () => {
    const { desk, answer } = await open({
      'offers.md': `${head('validUntil: 2026-12-01')}## Do you sell gnomes?\n\nYes.\n`,
    });
    await desk.askDue();
    const [asked] = (await desk.view()).renewals;
    await desk.answer(asked?.id ?? '', { answer: 'pause' }, 'Aoife');
    expect(await answer('do you sell gnomes')).not.toBe('Yes.');
  });
});

describe('a question that nothing answers', () => {
  it('is counted by meaning, becomes a draft with one click, and is answered once somebody approved it', async () => {
    const { world: shopWorld, desk, answer } = await open();
    for (const [name, words] of [
      ['ana', 'Do you ship unicycles to Malta?'],
      ['ben', 'can you ship a unicycle to malta'],
      ['cyd', 'Do you repair violins?'],
    ] as const) {
      const customer = shopWorld.customer(name);
      await customer.asks(words);
      for (const turn of await customer.turns()) await desk.noticed(turn);
    }
    const { gaps } = await desk.view();
    expect(gaps.map(({ thisWeek, body }) => [thisWeek, body.question])).toEqual([
      [2, 'Do you ship unicycles to Malta?'],
      [1, 'Do you repair violins?'],
    ]);
    const drafted = await desk.draftGap(gaps[0]?.id ?? '', 'Niamh');
    expect(drafted).toEqual({ kind: 'done', file: 'drafts/do-you-ship-unicycles-to-malta' });
    const file = drafted.kind === 'done' ? drafted.file : '';
    expect(await desk.approveDraft(file, 'Niamh')).toEqual({
      kind: 'refused',
      why: expect.stringContaining('only questions'),
    });
    const body = '## Do you ship unicycles to Malta?\n\nYes, for €40.';
    expect(await desk.approveDraft(file, 'Niamh', { body })).toEqual({ kind: 'done', file });
    expect(await answer('Do you ship unicycles to Malta?')).toBe('Yes, for €40.');
    expect((await desk.view()).gaps.map(({ body: { question } }) => question)).toEqual(['Do you repair violins?']);
  });

  it('is kept without the customer’s data', async () => {
    const { world: shopWorld, desk } = await open();
    const ana = shopWorld.customer('ana');
    await ana.asks('Do you ship unicycles to ana@mail.example or call 087 123 4567?');
    for (const turn of await ana.turns()) await desk.noticed(turn);
    expect(JSON.stringify((await desk.view()).gaps)).not.toMatch(/ana@|123 4567/);
  });
});

describe('a draft that a colleague has corrected', () => {
  const card = (draft: string) => ({
    approvalId: 'c1.a1',
    customerWords: ['How much is a puncture?'],
    draft,
    sources: [{ id: 'workshop-prices#how-much-is-a-puncture-repair', title: 'Prices', text: draft }],
  });

  it('becomes a proposed change with what contradicts it, and the answer once it is taken over', async () => {
    const { desk, answer } = await open();
    const before = 'A puncture repair costs €18, and the new inner tube is included.';
    await desk.edited(card(before) as never, before.replace('€18', '€21'), 'Ciarán');
    await desk.edited(card(before) as never, before.replace('€18', '€21'), 'Ciarán'); // a second click teaches nothing new
    const { proposals } = await desk.view();
    expect(proposals).toHaveLength(1);
    expect(proposals[0]?.body).toMatchObject({
      kind: 'fact',
      by: 'Ciarán',
      added: ['money:EUR:2100'],
      removed: ['money:EUR:1800'],
    });
    expect(proposals[0]?.body.conflicts.map(({ id }) => id)).toEqual([
      'workshop-prices#what-do-your-repairs-and-services-cost',
    ]);
    expect((await desk.decideProposal(proposals[0]?.id ?? '', true, 'Niamh')).kind).toBe('done');
    expect((await desk.decideProposal(proposals[0]?.id ?? '', false, 'Ben')).kind).toBe('refused');
    expect(await answer('how much is a puncture repair')).toContain('€21');
  });

  it('takes a rule over as well, in the words that the person settles on', async () => {
    const { desk, answer } = await open();
    const before = 'A puncture repair costs €18, and the new inner tube is included.';
    await desk.edited(card(before) as never, `${before} You must book it in advance.`, 'Ciarán');
    const [proposal] = (await desk.view()).proposals;
    expect(proposal).toMatchObject({ body: { kind: 'policy' }, proposed: `${before} You must book it in advance.` });
    const text = `${before} Please book it in advance.`;
    expect((await desk.decideProposal(proposal?.id ?? '', true, 'Niamh', text)).kind).toBe('done');
    expect(await answer('how much is a puncture repair')).toContain('Please book it in advance.');
  });

  it('can be finished by hand when the draft was no part of its passage', async () => {
    const { desk, answer } = await open();
    await desk.edited(card('Something about €18.') as never, 'Something about €21.', 'Ciarán');
    const [proposal] = (await desk.view()).proposals;
    expect((await desk.decideProposal(proposal?.id ?? '', true, 'Niamh')).kind).toBe('refused');
    const given = 'A puncture repair costs €21, tube included.';
    expect((await desk.decideProposal(proposal?.id ?? '', true, 'Niamh', given)).kind).toBe('done');
    expect(await answer('how much is a puncture repair')).toContain('€21');
    const [kept] = (await readFile(join(dir, 'eval-cases.jsonl'), 'utf8')).trim().split('\n');
    expect(JSON.parse(kept ?? '')).toMatchObject({
      mustClaim: ['money:EUR:2100'],
      mustNotClaim: ['money:EUR:1800'],
      said: given,
    });
  });

  it.each([
    [
      'a policy',
      'You can return it within 30 days.',
      'You can return it within 30 days, but only with the receipt.',
      1,
    ],
    ['the tone', 'You can bring it in.', 'Of course, just bring it in whenever it suits you!', 0],
    ['a typo', 'Bring your recipt along.', 'Bring your receipt along.', 0],
  ])('teaches %s for what it is', async (_, before, after, proposals) => {
    const { desk } = await open();
    await desk.edited(card(before) as never, after, 'Ciarán');
    expect((await desk.view()).proposals).toHaveLength(proposals);
  });
});

describe('a customer who asks where that comes from', () => {
  it('hears the document and the day it was approved', async () => {
    const { world: shopWorld } = await open();
    const ana = shopWorld.customer('ana');
    await ana.asks('How much is a puncture repair?');
    expect(await ana.asks('Where does that come from?')).toBe(
      'That is from our own notes, “Workshop prices”, approved on Monday 2 November 2026.',
    );
    const turn = (await ana.turns()).at(-1);
    expect(turn?.review).toEqual({ kind: 'allow' });
  });

  it('hears the same when it is asked twice', async () => {
    const { world: shopWorld } = await open();
    const ana = shopWorld.customer('ana');
    await ana.asks('How much is a puncture repair?');
    const said = await ana.asks('Where does that come from?');
    expect(await ana.asks('Are you sure?')).toBe(said);
  });

  it('is asked back when nothing was said before, and nobody is called', async () => {
    const { world: shopWorld } = await open();
    const ana = shopWorld.customer('ana');
    expect(await ana.asks('Where does that come from?')).toBe(shop.texts['sourceWhich']);
    expect(shopWorld.desk.cards).toEqual([]);
  });

  it('is told honestly when it was no document', async () => {
    const { world: shopWorld } = await open();
    const ana = shopWorld.customer('ana');
    await ana.asks('Hello');
    expect(await ana.asks('says who?')).toBe(shop.texts['sourceUnknown']);
  });

  it('is still answered about a bike', async () => {
    const { world: shopWorld } = await open();
    const ana = shopWorld.customer('ana');
    await ana.asks('How much is a puncture repair?');
    expect(await ana.asks('Where do your bikes come from and who makes them?')).not.toContain('our own notes');
  });
});

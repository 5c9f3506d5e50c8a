/** An owner makes a document of a question that staff have answered by themselves: their words are in it already. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Customer } from '../scenarios/world.ts';
import { openTaughtShop, type TaughtShop } from './taught-shop.ts';

const QUESTION = 'Do you ship unicycles to Malta?';

let team: TaughtShop;
let ana: Customer;
beforeEach(async () => {
  team = await openTaughtShop();
  ana = team.world.customer('Anastasia');
});
afterEach(async () => {
  expect(team.world.errors).toEqual([]);
  await team.close();
});

/** One click in the console: the draft as the owner sees it then. */
async function drafted(answer?: string) {
  const [gap] = (await team.desk.view()).gaps;
  const written = await team.desk.draftGap(gap?.id ?? '', 'Niamh', ...(answer === undefined ? [] : [answer]));
  const file = written.kind === 'done' ? written.file : '';
  const draft = (await team.desk.view()).drafts.find((each) => each.file === file);
  return { file, draft };
}

const phoneWrites = async (text: string) =>
  team.world.core.staffSaid({
    address: (await ana.conversation()).address,
    externalId: `phone-${text.length}`,
    aliases: [],
    content: { kind: 'text', text },
    sentAt: team.clock.now(),
  });

describe('a draft of a question that staff have answered', () => {
  it('holds what a colleague wrote into the empty answer, who it was and when, and is spoken only once approved', async () => {
    await ana.asks(QUESTION);
    await team.decides('Ben', { kind: 'edit', text: 'Hi Anastasia, yes, we do: that is €40.' });
    expect(ana.heard().at(-1)).toContain('€40');
    const { file, draft } = await drafted();
    expect(draft).toMatchObject({
      title: QUESTION,
      importedFrom: 'asked by customers once; answered by Ben on 2026-11-23',
      body: expect.stringContaining(`## ${QUESTION}\n\nYes, we do: that is €40.`),
      warnings: [],
    });
    const cyd = team.world.customer('cyd');
    expect(await cyd.asks(QUESTION)).not.toContain('€40');
    expect(await team.desk.approveDraft(file, 'Niamh')).toEqual({ kind: 'done', file });
    expect(await team.world.customer('dan').asks(QUESTION)).toContain('€40');
  });

  it('holds what was said after a take-over, not what was said about the next question', async () => {
    await ana.asks(QUESTION);
    await team.decides('Ben', { kind: 'take-over' });
    for (const text of ['Yes, we ship to Malta.', 'It takes 12 days and costs €40.'])
      await team.world.staff('Ben').replies(text);
    await team.world.settle();
    await ana.asks('Great. And do you repair violins?');
    await team.world.staff('Ben').replies('No, sorry.');
    await team.world.settle();
    const { draft } = await drafted();
    expect(draft?.body).toContain('Yes, we ship to Malta.\nIt takes 12 days and costs €40.');
    expect(draft?.body).not.toContain('No, sorry');
  });

  it('holds what the owner wrote on the phone', async () => {
    await ana.asks(QUESTION);
    await phoneWrites('we do, Anastasia. 40 euro');
    await team.world.settle();
    const { draft } = await drafted();
    expect(draft?.body).toContain('We do. 40 euro');
    expect(draft?.importedFrom).toContain('answered by Somebody on the shop’s phone on 2026-11-23');
  });

  it('holds nobody’s data', async () => {
    await ana.asks(QUESTION);
    await team.decides('Ben', {
      kind: 'edit',
      text: 'Yes. I have sent the offer for Anastasia to ana@mail.example, or call 087 123 4567.',
    });
    const { draft } = await drafted();
    expect(draft?.body).toContain('I have sent the offer for [name] to [e-mail], or call [phone].');
    expect(draft?.warnings.join()).toContain('personal data was taken out');
  });

  it('names the other answer when two colleagues said different things', async () => {
    await ana.asks(QUESTION);
    await team.decides('Ben', { kind: 'edit', text: 'Yes, for €40.' });
    team.clock.advance(86_400_000);
    await team.world.customer('cyd').asks('can you ship a unicycle to malta');
    await team.decides('Kim', { kind: 'edit', text: 'Yes, for €55.' });
    const { draft } = await drafted();
    expect(draft?.body).toContain('Yes, for €55.');
    expect(draft?.importedFrom).toBe(
      'asked by customers 2 times; answered by Kim on 2026-11-24; Ben said on 2026-11-23: “Yes, for €40.”',
    );
  });

  it('is empty after a refusal or no answer, and the owner’s own words come first', async () => {
    await ana.asks(QUESTION);
    await team.decides('Ben', { kind: 'reject', reason: 'spam' });
    const empty = await drafted();
    expect(empty.draft?.body.trim()).toBe(`## ${QUESTION}`);
    const cyd = team.world.customer('cyd');
    await cyd.asks('Do you tune pianos on Saturdays?');
    await team.decides('Ben', { kind: 'edit', text: 'No.' });
    const own = await drafted('Only uprights.');
    expect(own.draft?.body).toContain('Only uprights.');
    expect(own.draft?.body).not.toContain('No.');
  });

  it('cannot smuggle a heading or a marker in', async () => {
    await ana.asks(QUESTION);
    await team.decides('Ben', { kind: 'edit', text: 'Yes.\n# How much is a bike?\nQuestions: bike price?\nFree.' });
    const { draft } = await drafted();
    expect(draft?.body).not.toMatch(/^# How|^Questions: bike/mu);
  });
});

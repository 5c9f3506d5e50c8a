import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import { promiseIn } from '../../src/promises/promise-in.ts';
import { createTrainedLanguage } from '../support/trained-language.ts';
import { type Customer, createWorld, MONDAY_MORNING, shop, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

const until = (date: string) => world.settle(Date.parse(date) - world.clock.now());
const told = () => world.desk.lines.map(({ text }) => text).join('\n');

/** Ana asks for a person, and Ben answers with these words. */
async function answered(text: string): Promise<Customer> {
  const ana = world.customer('ana');
  await ana.asks('can I talk to a real person please');
  await world.staff('Ben').decides({ kind: 'edit', text });
  await world.settle();
  return ana;
}

describe('"we’ll call you by 5"', () => {
  it('is remembered with its owner: Ben is reminded before, and an apology is drafted when it slips', async () => {
    const ana = await answered('Thanks Ana. We’ll call you by 5 today about the wheel.');
    const before = ana.heard().length;
    await until('2026-11-23T16:35:00Z');
    expect(told()).toMatch(
      /Still open for ana: "We’ll call you by 5 today about the wheel\." \(Ben, by Monday.* 23 November 2026, 17:00/,
    );
    expect(ana.heard()).toHaveLength(before); // nothing reaches the customer by itself
    await until('2026-11-23T17:05:00Z');
    const card = await world.card();
    expect(card.summary).toMatch(/not kept in time.*Ben/);
    expect(card.draft).toBe(say(shop, 'promise.late'));
    await world.staff('Cleo').decides({ kind: 'approve' });
    await world.settle();
    expect(ana.last().text).toBe(say(shop, 'promise.late'));
  });

  it('is kept by writing to the customer in time: nobody is bothered', async () => {
    const ana = await answered('I will get back to you before 16:00.');
    await ana.asks('I really need a person, can I talk to a human');
    await world.staff('Ben').decides({ kind: 'edit', text: 'The wheel is ready.' });
    await until('2026-11-23T18:00:00Z');
    expect(told()).not.toMatch(/Still open|Not kept/);
    expect(
      (await ana.conversation()).entries.some((entry) => entry.kind === 'note' && /^Promise kept/.test(entry.text)),
    ).toBe(true);
  });

  it('keeps the conversation with staff until it is kept, or somebody says so', async () => {
    const ana = world.customer('ana');
    await ana.asks('can I talk to a real person please');
    const ben = world.staff('Ben');
    await ben.decides({ kind: 'take-over' });
    await ben.replies('Hello Ana, I’ll ring you by 15:00.');
    await world.settle();
    expect(await ben.handsBack()).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/open promise: "Hello Ana, I’ll ring you by 15:00\." \(Ben/),
    });
    expect(await world.core.outreach.kept(ana.conversationId, 'Ben')).toBe('done');
    expect(await world.core.outreach.kept(ana.conversationId, 'Ben')).toBe('unknown');
    expect((await ben.handsBack()).kind).toBe('done');
    await until('2026-11-23T18:00:00Z');
    expect(told()).not.toMatch(/Still open|Not kept/);
  });

  it('is not taken back by STOP', async () => {
    const ana = await answered('We will call you by 5 today.');
    await ana.asks('STOP');
    await until('2026-11-23T17:05:00Z');
    expect((await world.card()).summary).toMatch(/not kept in time/);
  });
});

describe('what counts as a promise', () => {
  const language = createTrainedLanguage(shop);
  const found = async (text: string) => (await promiseIn(text, MONDAY_MORNING, { business: shop, language }))?.dueAt;

  it.each([
    ['We’ll call you by 5.', '2026-11-23T17:00:00Z'],
    ['Aoife will ring you tomorrow before 11:00.', '2026-11-24T11:00:00Z'],
    ['Sorry for the wait! Somebody will get back to you on Wednesday.', '2026-11-25T18:00:00Z'],
    ["We'll have your bike ready on Thursday at 3pm.", '2026-11-26T15:00:00Z'],
  ])('%s', async (text, dueAt) => {
    expect(await found(text)).toBe(Date.parse(dueAt));
  });

  it.each([
    ['Wir rufen Sie bis 17 Uhr an.', '2026-11-23T17:00:00Z'],
    ['Ich melde mich morgen bis 11 Uhr bei Ihnen.', '2026-11-24T11:00:00Z'],
    ['Aoife ruft Sie am Mittwoch um 10 Uhr zurück.', '2026-11-25T10:00:00Z'],
    ['Wir haben Ihr Rad am Donnerstag um 15 Uhr fertig.', '2026-11-26T15:00:00Z'],
    ['Morgen um 9:30 schicken wir Ihnen das Angebot.', '2026-11-24T09:30:00Z'],
    ['Sie hören bis Freitag von uns.', '2026-11-27T18:00:00Z'],
    ['Bis 17 Uhr haben Sie eine Antwort von uns.', '2026-11-23T17:00:00Z'],
    ['Mi compañera le llamará a las cuatro y media.', '2026-11-23T16:30:00Z'],
    ['O colega liga-lhe amanhã às 15h.', '2026-11-24T15:00:00Z'],
    ['Je reviens vers vous avant vendredi.', '2026-11-26T20:00:00Z'] /* the shop closes at eight on Thursday */,
    ['Ci sentiamo domani alle 15.', '2026-11-24T15:00:00Z'],
    ['Le llamamos hoy antes de las 17:00.', '2026-11-23T17:00:00Z'],
    ['Te escribiremos mañana a las 10.', '2026-11-24T10:00:00Z'],
    ['Sí, nos pondremos en contacto con usted el miércoles.', '2026-11-25T18:00:00Z'],
    ['Vamos a llamarle mañana a las 11.', '2026-11-24T11:00:00Z'],
    ['Ligamos-lhe hoje até às 17h.', '2026-11-23T17:00:00Z'],
    ['Vou ligar-lhe amanhã às 10h.', '2026-11-24T10:00:00Z'],
    ['Entraremos em contato na quarta-feira.', '2026-11-25T18:00:00Z'],
    ['Nous vous rappelons avant 17h.', '2026-11-23T17:00:00Z'],
    ['Je vous réponds demain à 10h.', '2026-11-24T10:00:00Z'],
    ['Votre mécanicien vous rappellera mercredi à 11h.', '2026-11-25T11:00:00Z'],
    ['La chiamiamo oggi entro le 17.', '2026-11-23T17:00:00Z'],
    ['Le faremo sapere domani alle 10.', '2026-11-24T10:00:00Z'],
    ['Ti richiamo mercoledì alle 11.', '2026-11-25T11:00:00Z'],
  ])('in the customer’s own words: %s', async (text, dueAt) => {
    expect(await found(text)).toBe(Date.parse(dueAt));
  });

  it.each([
    'Rufen Sie uns bis 17 Uhr an.',
    'Wenn am Mittwoch etwas frei wird, melden wir uns um 10 Uhr.',
    'Morgen öffnen wir um 9:30.',
    'Sie haben am Montag ein Angebot erhalten.',
    'Llámenos antes de las 5.',
    'Si se libera algo el miércoles, le llamamos a las 10.',
    'Mañana abrimos a las 9:30.',
    'Ligue-nos até às 17h.',
    'Amanhã abrimos às 9h30.',
    'Je vous rappelle que nous fermons à 18h.',
    'Appelez-nous avant 17h.',
    'Ci chiami entro le 17.',
    'Domani apriamo alle 9:30.',
  ])('not: %s', async (text) => {
    expect(await found(text)).toBeUndefined();
  });

  it.each([
    'I will write to you here if a time on Wednesday becomes free.',
    'We open at 9:30 tomorrow.',
    'One of them will answer you here.',
    'Shall we call you by 5?',
    'You are booked in: Basic service on Wednesday 25 November 2026, 11:00.',
    'We will never send you spam.',
  ])('not: %s', async (text) => {
    expect(await found(text)).toBeUndefined();
  });

  it('none of the sentences that the bot says by itself', async () => {
    const spoken = [shop, ...Object.values(shop.spoken ?? {})].flatMap(({ texts }) => Object.values(texts));
    for (const text of spoken) expect([text, await found(text)]).toEqual([text, undefined]);
  });
});

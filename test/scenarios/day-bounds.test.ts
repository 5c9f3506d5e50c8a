/** "Before Friday", "not before Wednesday", "by the weekend" in all six languages, from the customer's first words to the times that are offered. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { promiseIn } from '../../src/promises/promise-in.ts';
import { localDate } from '../../src/time.ts';
import { createWorld, MONDAY_MORNING, shop, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

/** The days of the times that were offered, by what their buttons mean. */
async function daysOffered(words: string): Promise<readonly string[]> {
  const ana = world.customer('ana');
  await ana.asks(words);
  const message = ana.last();
  const choices = message.kind === 'text' ? message.choices : [];
  return choices.flatMap(({ id }) => {
    const at = Number(/\d{13}/.exec(id)?.[0]);
    return at > 0 ? [localDate(at, shop.timeZone)] : [];
  });
}

describe('times are offered only before the day that is named', () => {
  it.each([
    'Can I book a basic service before Thursday?',
    'Quería pedir cita para una revisión básica antes del jueves',
    'Queria marcar uma revisão básica antes de quinta-feira',
    'Je voudrais un rendez-vous pour une révision de base avant jeudi',
    'Ich hätte gerne einen Termin für die kleine Inspektion vor Donnerstag',
    'Vorrei prenotare una revisione base prima di giovedì',
  ])('%s', async (words) => {
    const days = await daysOffered(words);
    expect(days.length).toBeGreaterThan(0);
    expect(days.filter((day) => day >= '2026-11-26')).toEqual([]);
  });
});

describe('times are offered only from the day on that is named', () => {
  it.each([
    'Can I book a basic service, but not before Thursday?',
    'Quería pedir cita para una revisión básica, antes del jueves no puedo',
    'Queria marcar uma revisão básica, mas não antes de quinta-feira',
    'Je voudrais un rendez-vous pour une révision de base, mais pas avant jeudi',
    'Ich hätte gerne einen Termin für die kleine Inspektion, aber nicht vor Donnerstag',
    'Vorrei prenotare una revisione base, ma non prima di giovedì',
  ])('%s', async (words) => {
    const days = await daysOffered(words);
    expect(days.length).toBeGreaterThan(0);
    expect(days.filter((day) => day < '2026-11-26')).toEqual([]);
  });
});

describe('a promise with such a day', () => {
  const language = createLocalLanguage({ intents: [], business: shop });
  it.each([
    ['We’ll call you by Wednesday.', '2026-11-25T18:00:00Z'],
    ['We’ll call you before Wednesday.', '2026-11-24T18:00:00Z'],
    ['We’ll call you by Wednesday at 3pm.', '2026-11-25T15:00:00Z'],
    ['We’ll call you after the weekend.', '2026-11-30T18:00:00Z'],
    ['Wir rufen Sie bis Mittwoch an.', '2026-11-25T18:00:00Z'],
    ['Wir rufen Sie vor Mittwoch an.', '2026-11-24T18:00:00Z'],
    ['Le llamaremos antes del miércoles.', '2026-11-24T18:00:00Z'],
    ['Ligamos-lhe até quarta-feira.', '2026-11-25T18:00:00Z'],
    ["Nous vous appellerons d'ici mercredi.", '2026-11-25T18:00:00Z'],
    ['La richiamiamo entro mercoledì.', '2026-11-25T18:00:00Z'],
  ])('is due when it says: %s', async (text, dueAt) => {
    const found = await promiseIn(text, MONDAY_MORNING, { business: shop, language });
    expect(found && new Date(found.dueAt).toISOString()).toBe(new Date(dueAt).toISOString());
  });
});

describe('"are you open before Christmas?"', () => {
  it.each(['Are you open before Christmas?', 'Haben Sie vor Weihnachten geöffnet?', 'Siete aperti prima di Natale?'])(
    'is not answered for Christmas Day: %s',
    async (words) => {
      expect(await world.customer('ana').asks(words)).not.toMatch(/25/);
    },
  );
});

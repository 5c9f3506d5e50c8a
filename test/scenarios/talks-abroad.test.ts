/** Bookings as customers of five languages hold them on a phone: vague, put right half way, without accents. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Customer, createWorld, type World } from './world.ts';

let world: World;
let ana: Customer;
beforeEach(async () => {
  world = await createWorld();
  ana = world.customer('ana');
});
afterEach(() => world.close());

/** Says all but the last and gives what the last was answered. */
async function talk(...words: readonly string[]): Promise<string> {
  let answer = '';
  for (const said of words) answer = await ana.asks(said);
  return answer;
}

function choices(): string {
  const last = ana.last();
  return last.kind === 'text' ? last.choices.map(({ label }) => label).join(' · ') : '';
}

describe('a service named without its accents', () => {
  it.each([
    ['quiero una revision basica mañana a las 10', /Martes, 24 de noviembre.*10:00/],
    ['queria marcar uma revisao completa amanha as 10', /Terça-feira, 24 de novembro.*10:00/],
    ['je voudrais une revision complete demain à 10h', /Mardi 24 novembre.*10:00/],
    ['ich brauche morgen um 10 eine grosse inspektion', /Dienstag, 24\. November.*10:00/],
  ])('"%s" needs no question back', async (said, answer) => {
    expect(await talk(said)).toMatch(answer);
  });

  it('is the one that was named, not the one whose name it holds', async () => {
    await talk('ich brauche morgen um 10 eine grosse inspektion');
    expect(await talk('Jonas Weber')).toMatch(/^Große Inspektion/);
  });
});

describe('a price that a small sentence follows', () => {
  it.each([
    ['Preciso de marcar um furo para sábado às 11', 'sou o Rui', /Rui, .*18/],
    ['ich brauche einen Termin für einen Platten am Dienstag um 10', 'Anna', /Anna, 18/],
  ])('is told with the booking, and is no date: "%s"', async (wish, name, answer) => {
    expect(await talk(wish, name)).toMatch(answer);
    expect(world.desk.cards).toHaveLength(0);
  });
});

describe('a day said by its bare name', () => {
  it.each([
    ['es', 'quiero una revisión básica la semana que viene por la tarde', 'no, mejor el jueves', /jue 3 dic, 1[2-7]:/],
    ['de', 'große Inspektion bitte, nächste Woche nachmittags', 'nein lieber freitag', /Fr 4 Dez, 1[2-7]:/],
    ['fr', "une révision complète la semaine prochaine l'après-midi svp", 'non plutôt mardi', /mar 1 déc, 1[2-7]:/],
  ])('is looked for in the week that was talked of (%s)', async (_, first, then, offered) => {
    await talk(first, then);
    expect(choices()).toMatch(offered);
  });

  it('is a day of the month that was talked of', async () => {
    expect(await talk('book a full service on the 31st of December', '30th then at 10')).toContain(
      'Wednesday 30 December 2026, 10:00',
    );
  });

  it('keeps the day of "anything later?"', async () => {
    expect(await talk('bike fit on Thursday at 10', 'nah, later', '2ish')).toContain(
      'Thursday 26 November 2026, 14:00',
    );
  });
});

describe('what is put right before the yes', () => {
  it.each([
    ['es', 'revisión completa el martes a las 11', 'Lucía Fernández', 'no, mejor la básica', /^Revisión básica.*59/],
    ['pt', 'quero agendar revisão básica terça às 11', 'Lúcia', 'não, melhor a completa', /^Revisão completa.*119/],
    ['de', 'kleine Inspektion am Samstag um 11', 'Lukas', 'nein, doch lieber die große', /^Große Inspektion.*119/],
    ['it', 'revisione base sabato alle 11', 'Lucia', 'no meglio la completa', /^Revisione completa.*119/],
  ])('is what is asked about then (%s)', async (_, wish, name, rather, answer) => {
    expect(await talk(wish, name, rather)).toMatch(answer);
  });

  it('a yes to something else books nothing', async () => {
    await talk('wheel truing friday 12', 'Dave', 'do ye sell kayaks as well as the bikes');
    expect(await talk('yes')).toMatch(/^Wheel truing on Friday 27 November 2026, 12:00.*Shall I book it/);
  });

  it.each([
    ['somos dos bicis', 'me llamo Javier', 'frenos mañana a las 10 por favor', /^Ajuste de frenos.*a nombre de Javier/],
    [
      'sao duas bicicletas',
      'Rafael Souza',
      'ajuste de travões amanhã às 10, pode ser?',
      /^Ajuste de travões.*Rafael Souza/,
    ],
    ['on a deux vélos', 'Camille Martin', 'réglage des freins demain à 10h svp', /^Réglage des freins.*Camille Martin/],
    [
      'siamo due bici',
      'Giulia Bianchi',
      'vorrei prenotare i freni domani alle 10',
      /^Regolazione freni.*Giulia Bianchi/,
    ],
  ])('"%s" is neither a name nor another service', async (howMany, name, wish, answer) => {
    expect(await talk(wish, howMany, name)).toMatch(answer);
  });
});

describe('"later" is later, and honest about the day', () => {
  it.each(['no, más tarde', 'no, mas tarde'])('"%s" is no afternoon', async (later) => {
    expect(await talk('un pinchazo hoy a las 17, por favor', later)).toMatch(/hor/);
    expect(choices()).toMatch(/^lun 23 nov, 17:30/);
  });

  it('says so when the day has nothing later', async () => {
    expect(await talk('quiero revisión completa el sábado a las 15', 'no, más tarde')).toMatch(/no hay nada libre/);
  });
});

describe('a request the classifier hesitates at', () => {
  it.each([
    ['nächsten Donnerstag halb drei kleine Inspektion bitte', /26\. November 2026, 14:30/],
    ['Guten Abend, ginge der 3. Dezember um halb eins für die E-Bike Inspektion?', /3\. Dezember 2026, 12:30/],
    ['Dá pra arrumar os freios amanha por volta das 10?', /24 de novembro de 2026, 10:00/],
    ['bonsoir, possible le 3 décembre à midi et demi pour la revision du velo electrique ?', /3 décembre 2026, 12:30/],
    ['si può fare il 3 dicembre a mezzogiorno e mezzo per la revisione e-bike?', /3 dicembre 2026, 12:30/],
    ['boa tarde, pode ser dia 3 de dezembro ao meio-dia e meia pra revisao da e-bike', /3 de dezembro de 2026, 12:30/],
    ['ok resérvame unos frenos para el miercoles q viene sobre las 4', /25 de noviembre de 2026, 16:00/],
  ])('"%s" is a booking by what it names', async (said, answer) => {
    expect(await talk(said)).toMatch(answer);
  });

  it.each([
    [
      'es',
      'frenos mañana a las 10 por favor',
      'me llamo Ana Gil',
      'sí',
      '¿puedo cambiarla al viernes a las 11?',
      /27 de noviembre/,
    ],
    [
      'fr',
      'réglage des freins demain à 10h svp',
      'Camille Martin',
      'oui',
      'je peux décaler à vendredi 11h ?',
      /27 novembre/,
    ],
    [
      'it',
      'vorrei prenotare i freni domani alle 10',
      'Giulia Bianchi',
      'sì',
      'posso spostarlo a venerdì alle 11?',
      /27 novembre/,
    ],
    [
      'pt',
      'ajuste de travões amanhã às 10 por favor',
      'Rafael Souza',
      'sim',
      'preciso remarcar para sexta às 11',
      /27 de novembro/,
    ],
    ['en', 'wheel truing tomorrow at 10', 'Dave', 'yes', 'move it to friday at 11', /27 November/],
  ])('moves what was just booked (%s)', async (_, wish, name, yes, move, answer) => {
    await talk(wish, name, yes);
    const moved = await talk(move);
    expect(moved).toMatch(answer);
    expect(moved).toMatch(/HC-/);
  });
});

describe('the first word', () => {
  it.each([
    ['holaa', /^Hola/],
    ['oiii', /Harbour Cycles|percebido/],
  ])('"%s" is answered in its own language', async (said, answer) => {
    expect(await talk(said)).toMatch(answer);
  });
});

describe('right after the booking', () => {
  it.each([
    [
      'it',
      'regolazione cambio mercoledì alle 9:30, per favore',
      'Elisa Conti',
      'sì',
      'anzi no giovedì',
      /26 novembre 2026, 09:30/,
    ],
    [
      'en',
      'brake service on wednesday at 10',
      'Kate',
      'yes',
      'oh no, not wed, i meant thurs',
      /26 November 2026, 10:00/,
    ],
  ])('a slip put right moves it and books no second one (%s)', async (_, wish, name, yes, rather, answer) => {
    const moved = await talk(wish, name, yes, rather);
    expect(moved).toMatch(answer);
    expect(moved).toMatch(/HC-/);
  });

  it('"could it be later?" offers what is later that day', async () => {
    await talk('Schaltung am Samstag um 12 bitte', 'Müller', 'ja passt', 'könnte ich auch etwas später kommen?');
    expect(choices()).toMatch(/^Sa 28 Nov, 12:30/);
  });
});

/** From "can I get a quote" to a lead that staff can work with, on the shipped shop. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import type { Lead } from '../../src/leads/lead.ts';
import { createLeads } from '../../src/leads/leads.ts';
import { createWorld, shop, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

async function lead(): Promise<Lead> {
  const { leads } = await world.core.leads.list();
  expect(leads).toHaveLength(1);
  return leads[0] as Lead;
}

describe('a customer who wants a quote', () => {
  it('is asked one thing at a time, and nothing that was said already', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('Can I get a quote for a guided tour for 6 people?')).toBe('Which day would you like to go?');
    expect(await ana.asks('next Tuesday')).toBe('Half a day or a full day?');
    await ana.taps('Full day');
    expect(ana.last().text).toBe(say(shop, 'askedTeam'));
    const card = await world.card();
    expect(card.draft).toMatch(/^Guided tour for 6 people: 6 × €35 = €210, plus a fixed €150: €360 in total\./);
    expect(await lead()).toMatchObject({
      status: 'qualified',
      owner: 'Niamh',
      channel: 'memory',
      offerId: 'guided-tour',
      answers: { people: '6', day: '2026-12-01', length: 'Full day' },
    });
  });

  it('names what it is about in passing, and is not asked', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('our office wants 10 electric bikes for employees')).toBe('What will they be used for?');
    expect((await lead()).answers).toMatchObject({ bikes: '10' });
  });

  it('may use other forms of the words an offer has', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks("I'd like a quote for servicing 12 bikes for our company")).toBe(
      'What kind of bikes are they?',
    );
  });

  it('is asked which offer when the words fit two, and what was said before the tap counts', async () => {
    const ana = world.customer('ana');
    await ana.asks('I run a hotel and want to rent 12 bikes for a weekend in June, could you give me a price?');
    expect(ana.last().text).toMatch(/What is it about/);
    await ana.taps('Group rental');
    expect(ana.last().text).toMatch(/Which day do you need them/);
    expect((await lead()).answers).toMatchObject({ people: '12' });
  });

  it('may put right what was said before', async () => {
    const ana = world.customer('ana');
    await ana.asks('I need a quote for company fleet service, we have 12 bikes');
    expect(await ana.asks('actually 15 bikes, not 12')).toMatch(/What kind of bikes/);
    expect(await ana.asks('Mixed')).toMatch(/Where are the bikes kept/);
    expect(await ana.asks('sorry, make it 10, not 15')).toMatch(/Where are the bikes kept/);
    expect((await lead()).answers).toMatchObject({ bikes: '10', kind: 'Mixed' });
  });

  it.each(['half day', 'the half one please', 'the first'])('may type "%s" instead of tapping', async (words) => {
    const ana = world.customer('ana');
    await ana.asks('quote for a guided tour for 4 people please');
    expect(await ana.asks('12 December')).toBe('Half a day or a full day?');
    await ana.asks(words);
    expect((await world.card()).draft).toMatch(/€290/);
  });

  it('may keep an answer to themselves, and still gets a quote', async () => {
    const ana = world.customer('ana');
    await ana.asks('quote for a guided tour for 4 people please');
    expect(await ana.asks("I'd rather not say")).toBe('Half a day or a full day?');
    await ana.asks('half a day');
    expect((await world.card()).draft).toMatch(/€290/);
  });

  it('hears from the team when the price cannot be worked out', async () => {
    const ana = world.customer('ana');
    await ana.asks('quote for a guided tour please');
    await ana.asks('no idea');
    await ana.asks('not sure yet');
    expect(await ana.asks('half a day')).toBe(say(shop, 'sales.toTeam'));
    expect((await world.card()).summary).toMatch(/How many people will ride\? \(not said\)/);
    expect(await lead()).toMatchObject({ status: 'unqualified' });
  });

  it('hears from the team when the rules are not met', async () => {
    const ana = world.customer('ana');
    await ana.asks('can I get a quote for a guided tour for 40 people?');
    await ana.asks('on 5 December');
    expect(await ana.asks('full day')).toBe(say(shop, 'sales.toTeam'));
    expect((await world.card()).summary).toMatch(/people at most 12: no/);
  });
});

describe('a booked call', () => {
  async function fleet(bikes: string) {
    const ana = world.customer('ana');
    await ana.asks(`We would like a quote to buy a fleet of ${bikes} e-bikes for our company`);
    if (/What will they/.test(ana.last().text)) await ana.asks('Deliveries');
    if (/When do you need/.test(ana.last().text)) await ana.asks('in January');
    return ana;
  }

  it('is offered only to those who meet the rules, and is noted on the lead', async () => {
    const ana = await fleet('8');
    expect(ana.last().text).toBe(say(shop, 'sales.offerCall', { minutes: '30' }));
    await ana.taps(/Tue 24 Nov/);
    expect(ana.last().text).toMatch(/Thank you, ana\. Your call .* Tuesday 24 November 2026, 09:30 .*HC-/);
    expect(await lead()).toMatchObject({
      status: 'call-booked',
      nextAction: 'Call the customer',
      deadline: Date.parse('2026-11-24T09:30:00Z'),
      answers: { phone: '+35320000ana' },
    });
  });

  it('is picked in words too', async () => {
    const ana = await fleet('8');
    await ana.asks('Thursday at 3pm would be better');
    expect(ana.last().text).toMatch(/Thursday 26 November 2026, 15:00/);
  });

  it('is offered again to whoever says yes to several times', async () => {
    const ana = world.customer('ana');
    await ana.asks('our office wants 10 electric bikes for employees');
    await ana.asks('Commuting');
    await ana.asks('in March');
    const offered = ana.last();
    await ana.asks('yes please');
    expect(ana.last()).toEqual(offered);
  });

  it('may be refused: then the quote is drafted', async () => {
    const ana = await fleet('8');
    await ana.taps('Just the quote');
    expect((await world.card()).draft).toMatch(/€17,200/);
    expect(await lead()).toMatchObject({ status: 'qualified' });
  });

  it('is not offered to those who do not meet them: they get a quote', async () => {
    await fleet('2');
    expect((await world.card()).draft).toMatch(/€4,300/);
    expect(await lead()).toMatchObject({ status: 'unqualified' });
  });
});

describe('a lead', () => {
  async function quoted() {
    const ana = world.customer('ana');
    await ana.asks('quote for a guided tour for 6 people next Tuesday');
    await ana.asks('full day');
    return ana;
  }

  it('is quoted once staff have let the quote go, and not before', async () => {
    const ana = await quoted();
    expect((await lead()).status).toBe('qualified');
    expect(await ana.asks('ok')).not.toBe(say(shop, 'sales.accepted'));
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    expect(await lead()).toMatchObject({ status: 'quoted', quote: '€360', nextAction: 'Ask whether the quote suits' });
  });

  it('is for the team to confirm when the customer says yes, and lost when they say no', async () => {
    const ana = await quoted();
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    expect(await ana.asks('ok thanks')).not.toBe(say(shop, 'sales.accepted'));
    expect(await ana.asks('yes, go ahead')).toBe(say(shop, 'sales.accepted'));
    expect(await lead()).toMatchObject({ nextAction: 'Confirm the order' });
    const ben = world.customer('ben');
    await ben.asks('quote for a guided tour for 6 people next Tuesday, full day');
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    expect(await ben.asks('no thanks, too expensive')).toBe(say(shop, 'sales.declined'));
    const { leads } = await world.core.leads.list();
    expect(leads.find(({ name }) => name === 'ben')).toMatchObject({ status: 'lost' });
  });

  it('is quoted anew when the customer asks for other figures, and only then', async () => {
    const ana = await quoted();
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    await ana.asks('and if we are 8?');
    expect((await world.card()).draft).toMatch(/Guided tour for 8 people: 8 × €35 = €280/);
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    expect(await ana.asks('what about your opening hours on Saturday?')).toMatch(/10:00 to 17:00/);
    expect((await lead()).answers).toMatchObject({ people: '8', day: '2026-12-01' });
  });

  it.each([
    ['de', 'Ein Angebot bitte: geführte Tour für 6 Personen', 'am 12. Juni', 'ganzer Tag', 'und wenn wir 8 sind?'],
    [
      'es',
      'Quería un presupuesto para una ruta guiada para 6 personas',
      'el 12 de junio',
      'medio día',
      '¿y si somos ocho?',
    ],
    [
      'fr',
      'Un devis pour une balade guidée pour 6 personnes',
      'le 12 juin',
      'journée entière',
      'et si nous sommes 8 ?',
    ],
    [
      'it',
      'Vorrei un preventivo per un tour guidato per 6 persone',
      'il 12 giugno',
      'giornata intera',
      'e se siamo in 8?',
    ],
    ['pt', 'Queria um orçamento para um passeio guiado para 6 pessoas', '12 de junho', 'dia inteiro', 'e se formos 8?'],
  ])('is quoted anew in %s too', async (_, wish, day, length, other) => {
    const ana = world.customer('ana');
    await ana.asks(wish);
    await ana.asks(day);
    await ana.asks(length);
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    await ana.asks(other);
    expect((await world.card()).draft).toMatch(/8 × (?:35\s€|€\s35) = (?:280\s€|€\s280)/u);
  });

  it('notes a discount once it is approved', async () => {
    const ana = await quoted();
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    await ana.asks('could you do 10% off?');
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    expect((await lead()).history.map(({ what }) => what)).toContain('Discount approved: 10%');
  });

  it('is the same when one of its events comes twice', async () => {
    await quoted();
    const before = await lead();
    const leads = createLeads({ business: shop }, world);
    const change = { leadId: before.id, event: { kind: 'declined' }, eventId: 'once', who: 'Ben' } as const;
    await leads.change(change);
    await leads.change(change);
    expect((await lead()).history.length).toBe(before.history.length + 1);
  });

  it('whose next action is overdue is told to staff, once', async () => {
    await quoted();
    await world.settle(25 * 60 * 60_000);
    await world.settle(48 * 60 * 60_000);
    const told = world.desk.lines.filter(({ text }) => /^Overdue since Tuesday 24 November/.test(text));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toMatch(/ana, Guided tour; Niamh/);
    const { id } = await lead();
    await world.core.leads.edit(id, { owner: 'Ben' }, 'Ben', 'click-1');
    await world.settle(48 * 60 * 60_000);
    expect(world.desk.lines.filter(({ text }) => /^Overdue/.test(text))).toHaveLength(1);
  });

  it('is told anew when staff set a new deadline and it passes', async () => {
    await quoted();
    const deadline = world.clock.now() + 60_000;
    await world.core.leads.edit((await lead()).id, { nextAction: 'Ring Ana', deadline }, 'Ben', 'click-1');
    await world.settle(120_000);
    expect(world.desk.lines.map(({ text }) => text).join()).toMatch(/Ring Ana/);
  });
});

describe('"can you deliver by Friday?"', () => {
  it.each([
    'Can you deliver the bike by Friday?',
    'Could you have them ready before Thursday?',
    'will the helmet arrive by next Tuesday?',
    '¿Pueden entregar la bici antes del viernes?',
    'Können Sie das Rad bis Freitag liefern?',
  ])('is for the team to answer: %s', async (words) => {
    const ana = world.customer('ana');
    const answer = await ana.asks(words);
    expect(answer).not.toMatch(/\byes\b|viernes|Freitag|Friday|Thursday|Tuesday/i);
    expect((await world.card()).state.kind).toBe('pending');
  });
});

describe('a call that was booked', () => {
  it('can be looked at, moved and cancelled like any booking, and is reminded of', async () => {
    const ana = world.customer('ana');
    await ana.asks('We would like a quote to buy a fleet of 8 e-bikes for our company');
    await ana.asks('Deliveries');
    await ana.asks('in January');
    await ana.taps(/Wed 25 Nov/);
    expect(await ana.asks('when is my booking?')).toMatch(/Sales call on Wednesday 25 November 2026, 09:30/);
    expect(await ana.asks('can I move my booking to Thursday at 10?')).toMatch(/Sales call/);
    await ana.asks('yes please');
    expect(ana.last().text).toMatch(/Thursday 26 November 2026, 10:00/);
    await world.settle(2 * 24 * 60 * 60_000);
    expect(ana.heard().some((text) => /reminder.*Sales call on Thursday 26/.test(text))).toBe(true);
  });

  it('is never on the list of what anybody can book', async () => {
    const ana = world.customer('ana');
    await ana.asks('I would like to book an appointment');
    const last = ana.last();
    expect(last.kind === 'text' && last.choices.map(({ label }) => label).join()).not.toMatch(/call/i);
  });
});

describe('a customer of the web page, whose name and number nobody knows', () => {
  it('is asked for both before a call is booked, and rung on that number', async () => {
    const address = { channel: 'memory', account: 'shop', key: 'nora' };
    let n = 0;
    const heard = () =>
      world.channel.sent.filter((sent) => sent.address.key === 'nora').map(({ message }) => message.text);
    const says = async (text: string) => {
      const content = { kind: 'text', text } as const;
      await world.core.intake.message({
        address,
        externalId: `w${++n}`,
        aliases: [],
        content,
        sentAt: world.clock.now(),
      });
      await world.settle();
      return heard().at(-1);
    };
    await says('Hi, we would like a quote to buy a fleet of 8 e-bikes for our company');
    await says('for deliveries');
    expect(await says('actually 9, not 8')).toBe('When do you need them?');
    await says('in January');
    expect(await says('Tuesday at 11 would be great')).toBe(say(shop, 'booking.askName'));
    expect(await says('My name is Nora Quinn')).toBe(say(shop, 'sales.askPhone'));
    expect(await says('087 123 4567')).toMatch(/Thank you, Nora Quinn\. .*Tuesday 24 November 2026, 11:00/);
    expect(await lead()).toMatchObject({
      name: 'Nora Quinn',
      status: 'call-booked',
      answers: { bikes: '9', when: 'in January', phone: '+353871234567' },
    });
  });

  it('may talk of something else while a call is on offer', async () => {
    const ana = world.customer('ana');
    await ana.asks('We would like a quote to buy a fleet of 8 e-bikes for our company');
    await ana.asks('Deliveries');
    await ana.asks('in January');
    expect(await ana.asks('what time do you close on Thursday?')).toMatch(/20:00/);
    expect(await ana.asks('book me a puncture repair on Wednesday at 12')).not.toMatch(/Your call/);
  });
});

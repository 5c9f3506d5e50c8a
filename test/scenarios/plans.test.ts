/** What takes several writes: shown step by step, confirmed once, done in order, taken back when one of them fails. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import type { ToolAnswered } from '../../src/domain/conversation.ts';
import { type Customer, createWorld, shop, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

const TWO = "I'd like a brake service and a gear tune on Tuesday at 10";

const TUESDAY_10 = 'Tuesday 24 November 2026, 10:00 (Ireland Time)';
const THURSDAY_3 = 'Thursday 26 November 2026, 15:00 (Ireland Time)';

async function takesElevenOClock(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const other = world.customer(name, 'other');
    await other.asks('book a gear tune on Tuesday at 11:00');
    await other.asks(`${name} Walsh`);
    await other.asks('yes');
  }
}

/** Asks for the one bike fit on Thursday at three: nobody but Niamh does them. */
async function asksForThursdayAt3(ben: Customer): Promise<'free' | 'busy'> {
  await ben.asks('book a bike fit on Thursday at 15:00');
  const { text } = ben.last();
  if (text.includes(`${THURSDAY_3} is free`)) return 'free';
  expect(text).toBe(say(shop, 'booking.busy', { service: 'Bike fit', when: THURSDAY_3 }));
  return 'busy';
}

async function bookings(): Promise<
  readonly { serviceId: string; status: string; startAt: number; reference: string }[]
> {
  const records = await world.store.listRecords('booking', { limit: 50 });
  return records
    .map(({ body }) => body as { serviceId: string; status: string; startAt: number; reference: string })
    .toSorted((a, b) => a.startAt - b.startAt);
}

async function booked(ana: Customer, service = 'basic service'): Promise<string> {
  await ana.asks(`book me a ${service} on Wednesday at 11`);
  await ana.asks('Ana Byrne');
  await ana.asks('yes please');
  const [booking] = await bookings();
  expect(booking).toMatchObject({ status: 'booked', serviceId: service.replace(' ', '-') });
  return booking?.reference ?? '';
}

describe('two services one after the other', () => {
  it('are shown step by step and booked with one yes', async () => {
    const ana = world.customer('ana');
    const shown = await ana.asks(TWO);
    expect(shown).toMatch(
      /1\. Brake service on Tuesday 24 November 2026, 10:00 .*€39\n2\. Gear tune on Tuesday 24 November 2026, 11:00/,
    );
    expect(await bookings()).toEqual([]);
    await ana.taps('Yes, please');
    expect(ana.last().text).toMatch(/All done.*\n1\. Brake service .*HC-.*\n2\. Gear tune .*HC-/);
    expect((await bookings()).map(({ serviceId, status }) => [serviceId, status])).toEqual([
      ['brake-service', 'booked'],
      ['gear-tune', 'booked'],
    ]);
  });

  it('are not booked when the customer says no', async () => {
    const ana = world.customer('ana');
    await ana.asks(TWO);
    expect(await ana.asks('no thanks')).toBe(say(shop, 'booking.ended'));
    expect(await bookings()).toEqual([]);
  });

  it('are asked about when the day is missing, and offered at free times', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('can I book a brake service and a gear tune please')).toBe(
      say(shop, 'plans.askWhen', { services: 'Brake service and Gear tune' }),
    );
    await ana.asks('Thursday morning');
    expect(ana.last().text).toBe(say(shop, 'plans.offer', { services: 'Brake service and Gear tune' }));
    await ana.taps(/Thu 26 Nov/);
    expect(ana.last().text).toMatch(/Shall I go ahead/);
  });

  it('stay one booking when the customer says "or"', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('I need a brake service or a gear tune on Tuesday at 10')).not.toMatch(/1\./);
  });

  it('are kept while the customer thinks, and given back when they say no', async () => {
    const ana = world.customer('ana');
    await ana.asks("I'd like a bike fit and a gear tune on Tuesday at 10");
    const ben = world.customer('ben', 'other');
    await ben.asks('book a bike fit on Tuesday at 10:00');
    expect(ben.last().text).toBe(say(shop, 'booking.busy', { service: 'Bike fit', when: TUESDAY_10 }));
    await ana.asks('no thanks');
    await ben.asks('Tuesday at 10:00');
    expect(ben.last().text).toContain(`${TUESDAY_10} is free`);
  });

  it('are offered at other times when the customer took too long and somebody was faster', async () => {
    const ana = world.customer('ana');
    await ana.asks(TWO);
    await world.settle(11 * 60_000);
    await takesElevenOClock('ben', 'cleo');
    await ana.taps('Yes, please');
    expect(ana.last().text).toBe(say(shop, 'booking.taken'));
    expect((await bookings()).filter(({ serviceId }) => serviceId === 'brake-service')).toEqual([]);
    await ana.taps(/Tue 24 Nov/);
    expect(ana.last().text).toMatch(/1\. Brake service on Tuesday 24 November 2026, (?!10:00)/);
    await ana.taps('Yes, please');
    expect(ana.last().text).toMatch(/All done/);
  });

  it('are both taken back when the second one cannot be booked any more', async () => {
    const ana = world.customer('ana');
    const phone = world.customer('ana', 'other');
    await ana.asks(TWO);
    for (const day of ['Wednesday', 'Thursday']) {
      await phone.asks(`book a basic service on ${day} at 11:00`);
      await phone.asks('Ana Byrne');
      await phone.asks('yes');
    }
    await ana.taps('Yes, please');
    expect(ana.last().text).toBe(say(shop, 'plans.undone'));
    const mine = (await bookings()).filter(({ serviceId }) => serviceId === 'brake-service');
    expect(mine.map(({ status }) => status)).toEqual(['cancelled']);
    const { entries } = await ana.conversation();
    const notes = entries.flatMap((entry) => (entry.kind === 'note' ? [entry.text] : []));
    expect(notes).toEqual([
      expect.stringMatching(/^Plan: step 1 of 2 done: Brake service/),
      expect.stringMatching(/^Plan: step 2 of 2 could not be done: Gear tune/),
      expect.stringMatching(/^Plan: step 1 taken back: Brake service/),
    ]);
  });

  it('are spoken of in the language of the customer', async () => {
    const ana = world.customer('ana');
    const shown = await ana.asks('Ich hätte gern einen Termin für Bremsen und Schaltung am Dienstag um 10 Uhr');
    expect(shown).toMatch(/1\. .*Dienstag, 24\. November 2026.*\n2\. /s);
    await ana.asks('ja bitte');
    expect((await bookings()).filter(({ status }) => status === 'booked')).toHaveLength(2);
  });

  it('leave a trace of every step', async () => {
    const ana = world.customer('ana');
    await ana.asks(TWO);
    await ana.taps('Yes, please');
    const plan = (await ana.turns()).flatMap(({ steps }) => steps.filter(({ name }) => name === 'plan'));
    expect(JSON.stringify(plan)).toMatch(/brake-service|Brake service/i);
    const end = (await ana.conversation()).entries.filter(
      (entry): entry is ToolAnswered => entry.kind === 'tool-answered' && entry.tool === 'run-plan',
    );
    expect(end).toHaveLength(1);
    expect(end[0]?.result).toMatchObject({ state: 'done' });
  });
});

describe('a cancellation with the deposit back', () => {
  const WORDS = 'I want to cancel my booking and get my deposit back';

  it('waits for the yes of staff, who see every step, and does nothing before', async () => {
    const ana = world.customer('ana');
    const reference = await booked(ana);
    expect(await ana.asks(WORDS)).toMatch(
      new RegExp(`1\\. Cancel Basic service .*${reference}.*\\n2\\. Ask the team .*${reference}`),
    );
    await ana.taps('Yes, please');
    expect(ana.last().text).toBe(say(shop, 'plans.askedTeam'));
    expect((await bookings())[0]).toMatchObject({ status: 'booked' });
    const card = await world.card();
    expect(card.why.join('\n')).toMatch(/1\. Cancel Basic service[\s\S]*2\. Ask the team to give back the deposit/);
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    expect((await bookings())[0]).toMatchObject({ status: 'cancelled' });
    expect(ana.last().text).toBe(say(shop, 'plans.cancelled', { reference }));
    const told = world.desk.lines.filter(({ text }) => /^Please refund the deposit/.test(text));
    expect(told).toHaveLength(1);
    const history = (await world.card()).history.map(({ text }) => text);
    expect(history).toEqual(
      expect.arrayContaining([
        'Approved by Ben',
        expect.stringMatching(/^Plan: step 1 of 2 done/),
        expect.stringMatching(/^Plan: step 2 of 2 done/),
      ]),
    );
  });

  it('is not begun when staff say no: the booking stays', async () => {
    const ana = world.customer('ana');
    await booked(ana);
    await ana.asks(WORDS);
    await ana.taps('Yes, please');
    await world.staff('Ben').decides({ kind: 'reject', reason: 'No deposit was paid' });
    await world.settle();
    expect((await bookings())[0]).toMatchObject({ status: 'booked' });
    expect(world.desk.lines.some(({ text }) => /refund/i.test(text))).toBe(false);
    expect(ana.last().text).toBe(say(shop, 'rejected'));
  });

  it('is dropped when nobody decides, and the customer hears so', async () => {
    const ana = world.customer('ana');
    await booked(ana);
    await ana.asks(WORDS);
    await ana.taps('Yes, please');
    await world.settle(20 * 60 * 60_000);
    expect((await bookings())[0]).toMatchObject({ status: 'booked' });
    expect(ana.heard().join('\n')).toContain(say(shop, 'lapsed'));
  });

  it('is not refunded when the booking has begun by the time staff say yes', async () => {
    const ana = world.customer('ana');
    await booked(ana);
    await ana.asks(WORDS);
    await ana.taps('Yes, please');
    world.clock.set(Date.parse('2026-11-25T11:05:00Z'));
    const card = await world.card();
    if (card.state.kind === 'pending') await world.staff('Ben').decides({ kind: 'approve' }, card);
    await world.settle();
    expect(world.desk.lines.some(({ text }) => /^Please refund/.test(text))).toBe(false);
    expect(ana.last().text).toBe(say(shop, 'plans.undone'));
  });
});

describe('a move with the deposit back', () => {
  it('is one plan: moved and refunded after the yes of staff', async () => {
    const ana = world.customer('ana');
    const reference = await booked(ana);
    expect(await ana.asks('please move my booking to Thursday at 15:00 and refund the deposit')).toMatch(
      /1\. Move Basic service .* from Wednesday 25 November 2026, 11:00 .* to Thursday 26 November 2026, 15:00.*\n2\. Ask the team/,
    );
    await ana.taps('Yes, please');
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    expect(ana.last().text).toMatch(/is now on Thursday 26 November 2026, 15:00 .*The team has agreed/);
    expect(await bookings()).toEqual([
      expect.objectContaining({ reference, status: 'booked', startAt: Date.parse('2026-11-26T15:00:00Z') }),
    ]);
  });

  const MOVE = 'please move my booking to Thursday at 15:00 and refund the deposit';

  it('keeps the new time while the customer thinks, and gives it back when they say no', async () => {
    const ana = world.customer('ana');
    await booked(ana, 'bike fit');
    await ana.asks(MOVE);
    const ben = world.customer('ben', 'other');
    expect(await asksForThursdayAt3(ben)).toBe('busy');
    await ana.asks('no, leave it');
    expect(ana.last().text).toMatch(/it stays as it is: Bike fit on Wednesday/);
    expect(await asksForThursdayAt3(world.customer('cleo', 'other'))).toBe('free');
    expect(await bookings()).toEqual([expect.objectContaining({ status: 'booked', serviceId: 'bike-fit' })]);
  });

  it('keeps it for staff as long as they may take, and gives it back when they say no', async () => {
    const ana = world.customer('ana');
    await booked(ana, 'bike fit');
    await ana.asks(MOVE);
    await ana.taps('Yes, please');
    const { approval } = await ana.conversation();
    expect(approval?.act?.heldUntil).toBeGreaterThan(world.clock.now() + 60 * 60_000);
    await world.settle(60 * 60_000);
    expect(await asksForThursdayAt3(world.customer('ben', 'other'))).toBe('busy');
    await world.staff('Ben').decides({ kind: 'reject', reason: 'No deposit was paid' });
    await world.settle();
    expect(ana.last().text).toBe(say(shop, 'rejected'));
    expect(await asksForThursdayAt3(world.customer('cleo', 'other'))).toBe('free');
  });

  it('gives it back when nobody decides', async () => {
    const ana = world.customer('ana');
    await booked(ana, 'bike fit');
    await ana.asks(MOVE);
    await ana.taps('Yes, please');
    await world.settle(20 * 60 * 60_000);
    expect(ana.heard()).toContain(say(shop, 'booking.requestLapsed'));
    expect(await asksForThursdayAt3(world.customer('ben', 'other'))).toBe('free');
  });

  it('says so and offers others when the customer took too long and somebody was faster', async () => {
    const ana = world.customer('ana');
    const reference = await booked(ana, 'bike fit');
    await ana.asks(MOVE);
    await world.settle(11 * 60_000);
    const ben = world.customer('ben', 'other');
    expect(await asksForThursdayAt3(ben)).toBe('free');
    await ben.asks('Ben Walsh');
    await ben.asks('yes');
    await ana.taps('Yes, please');
    expect(ana.last().text).toBe(say(shop, 'booking.taken'));
    await ana.taps(/Thu 26 Nov/);
    expect(ana.last().text).toMatch(/1\. Move Bike fit .* to Thursday 26 November 2026, (?!15:00)/);
    await ana.taps('Yes, please');
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    expect(ana.last().text).toMatch(/is now on Thursday 26 November 2026/);
    const mine = (await bookings()).filter((booking) => booking.reference === reference);
    expect(mine).toEqual([expect.objectContaining({ status: 'booked' })]);
    expect(mine[0]?.startAt).not.toBe(Date.parse('2026-11-26T15:00:00Z'));
  });

  it('goes to the team when the time is not free or was not told', async () => {
    const ana = world.customer('ana');
    await booked(ana);
    expect(await ana.asks('move my booking to another day and give me back my deposit')).toBe(say(shop, 'askedTeam'));
    expect((await world.card()).summary).toMatch(/move booking HC-.* and have the deposit back/);
  });

  it('leaves everything as it is when the customer says no', async () => {
    const ana = world.customer('ana');
    const reference = await booked(ana);
    await ana.asks('I want to cancel my booking and get my deposit back');
    expect(await ana.asks('no, leave it')).toMatch(new RegExp(`it stays as it is: Basic service .*${reference}`));
    expect((await bookings())[0]).toMatchObject({ status: 'booked' });
  });
});

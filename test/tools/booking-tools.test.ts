import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CalendarDay } from '../../src/calendar/spans.ts';
import { createCalendar } from '../../src/calendar.ts';
import type { Booking, Slot } from '../../src/domain/booking.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import { createTools } from '../../src/tools/list.ts';
import { referenceFor, referenceIn } from '../../src/tools/reference.ts';
import type { ToolBox } from '../../src/tools/tool.ts';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.ts';
import { testShop } from '../fixtures/business.ts';
import { createMemoryRecords, type MemoryRecords } from './memory-records.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TUESDAY_10 = Date.parse('2026-11-24T10:00:00Z');

let clock: ManualClock;
let store: MemoryRecords;
let tools: ToolBox;
let tasks = 0;
beforeEach(() => {
  clock = createManualClock(Date.parse('2026-11-23T10:00:00Z'));
  store = createMemoryRecords();
  tools = createTools({
    business: testShop,
    calendar: createCalendar({ business: testShop }, { store, clock }),
    store,
    clock,
  });
});

/** What the tools answer, as loosely as tests need it. */
interface Answer {
  readonly outcome: string;
  readonly booking: Booking;
  readonly bookings: readonly Booking[];
  readonly slots: readonly Slot[];
  readonly holdId: string;
}

function run(tool: string, input: JsonObject, { customer = 'ana', task = `t${++tasks}` } = {}): Promise<Answer> {
  return tools.run(
    { tool, input },
    { customerId: customer, conversationId: `on-${customer}`, taskId: task, now: clock.now() },
  ) as Promise<unknown> as Promise<Answer>;
}

const bikeFit = (startAt: number) => ({ serviceId: 'bike-fit', staffId: 'niamh', startAt });
const basic = (startAt: number, staffId = 'aoife') => ({ serviceId: 'basic-service', staffId, startAt });
const book = (slot: JsonObject, options?: { customer?: string; task?: string }) =>
  run('book-slot', { ...slot, name: 'Ana' }, options);

function spans() {
  return store.all('calendar-day').flatMap((record) => (record.body as unknown as CalendarDay).spans);
}
function bookings() {
  return store.all('booking').map((record) => record.body as unknown as Booking);
}

/** Lets the n-th write pass and breaks before the next, like a process that is killed there. */
function crashAfterWrites(n: number): void {
  let left = n;
  store.before = (operation) => {
    if (operation === 'put' && left-- <= 0) throw new Error('killed');
  };
}
function restart(): void {
  store.before = () => {};
}

describe('booking', () => {
  it('gives a reference that can be read out: prefix, dash, four clear signs', async () => {
    const { outcome, booking } = await book(bikeFit(TUESDAY_10));
    expect(outcome).toBe('booked');
    expect(booking.reference).toMatch(/^TS-[2-9A-HJ-KM-NP-TV-Z]{4}$/);
    expect(bookings()).toMatchObject([
      {
        reference: booking.reference,
        customerId: 'ana',
        conversationId: 'on-ana',
        status: 'booked',
        endAt: TUESDAY_10 + 90 * MINUTE,
        version: 1,
      },
    ]);
  });

  it('the same task twice is one booking with one reference', async () => {
    const first = await book(bikeFit(TUESDAY_10), { task: 'same' });
    expect(await book(bikeFit(TUESDAY_10), { task: 'same' })).toEqual(first);
    expect(bookings()).toHaveLength(1);
    expect(spans()).toHaveLength(1);
  });

  it('with a hold confirmed twice by two taps is one booking too', async () => {
    const { holdId } = await run('hold-slot', bikeFit(TUESDAY_10));
    const first = await book({ ...bikeFit(TUESDAY_10), holdId });
    const second = await book({ ...bikeFit(TUESDAY_10), holdId });
    expect(second.booking.reference).toBe(first.booking.reference);
    expect(bookings()).toHaveLength(1);
  });

  it.each([0, 1])(
    'that dies after %i of its writes is completed by the retry, and nobody gets in between',
    async (writes) => {
      crashAfterWrites(writes);
      await expect(book(bikeFit(TUESDAY_10), { task: 'mine' })).rejects.toThrow('killed');
      restart();
      if (writes === 1)
        expect(await book(bikeFit(TUESDAY_10), { customer: 'bob' })).toMatchObject({ outcome: 'taken' });
      expect(await book(bikeFit(TUESDAY_10), { task: 'mine' })).toMatchObject({ outcome: 'booked' });
      expect(bookings()).toHaveLength(1);
      expect(spans()).toHaveLength(1);
    },
  );

  it('for fifty customers who want the last slot at once: one books, 49 are told it is taken', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => book(bikeFit(TUESDAY_10), { customer: `c${n}` })),
    );
    expect(answers.filter(({ outcome }) => outcome === 'booked')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'taken')).toHaveLength(49);
    expect(bookings()).toHaveLength(1);
  });

  it('never reuses a reference that somebody else has, and finds its own again', async () => {
    const taken = referenceFor('TS', 'mine', 0);
    await store.putRecord('booking', {
      id: taken,
      version: 0,
      key: 'bob',
      at: 0,
      body: {
        reference: taken,
        version: 1,
        customerId: 'bob',
        conversationId: 'c',
        name: 'Bob',
        status: 'booked',
        bookedAt: 0,
        spanId: 's',
        taskId: 'other',
        ...basic(TUESDAY_10),
        endAt: TUESDAY_10 + HOUR,
      },
    });
    const first = await book(bikeFit(TUESDAY_10), { task: 'mine' });
    expect(first.booking.reference).toBe(referenceFor('TS', 'mine', 1));
    expect(await book(bikeFit(TUESDAY_10), { task: 'mine' })).toEqual(first);
  });

  it('says so when the hold ran out and somebody was faster', async () => {
    const { holdId } = await run('hold-slot', bikeFit(TUESDAY_10));
    clock.advance(11 * MINUTE);
    await book(bikeFit(TUESDAY_10), { customer: 'bob' });
    expect(await book({ ...bikeFit(TUESDAY_10), holdId })).toMatchObject({ outcome: 'expired' });
  });

  it('stops at the number of open bookings one customer may have', async () => {
    await book(basic(TUESDAY_10));
    await book(basic(TUESDAY_10 + 2 * HOUR));
    expect(await book(basic(TUESDAY_10 + 4 * HOUR))).toEqual({ outcome: 'too-many', count: 2 });
    expect(await book(basic(TUESDAY_10 + 4 * HOUR), { customer: 'bob' })).toMatchObject({ outcome: 'booked' });
    clock.set(TUESDAY_10 + HOUR);
    expect(await book(basic(TUESDAY_10 + 4 * HOUR, 'ben'))).toMatchObject({ outcome: 'booked' }); // the first has begun
  });
});

describe('holding', () => {
  it('another time instead gives the first one back, also when the two overlap', async () => {
    const first = await run('hold-slot', bikeFit(TUESDAY_10));
    const instead = { holdId: first.holdId, ...bikeFit(TUESDAY_10) };
    const second = await run('hold-slot', { ...bikeFit(TUESDAY_10 + 30 * MINUTE), instead });
    expect(second).toMatchObject({ outcome: 'held', slot: { startAt: TUESDAY_10 + 30 * MINUTE } });
    expect(spans()).toMatchObject([{ startAt: TUESDAY_10 + 30 * MINUTE }]);
  });

  it('never releases what another customer holds', async () => {
    const theirs = await run('hold-slot', bikeFit(TUESDAY_10), { customer: 'bob' });
    await run('hold-slot', { ...basic(TUESDAY_10), instead: { holdId: theirs.holdId, ...bikeFit(TUESDAY_10) } });
    expect(spans()).toHaveLength(2);
    expect(await book({ ...bikeFit(TUESDAY_10), holdId: theirs.holdId })).toMatchObject({ outcome: 'taken' });
  });

  it('never releases what has become a booking', async () => {
    const { holdId } = await run('hold-slot', bikeFit(TUESDAY_10));
    await book({ ...bikeFit(TUESDAY_10), holdId });
    await run('hold-slot', { ...bikeFit(TUESDAY_10 + 3 * HOUR), instead: { holdId, ...bikeFit(TUESDAY_10) } });
    expect(await book(bikeFit(TUESDAY_10), { customer: 'bob' })).toMatchObject({ outcome: 'taken' });
  });

  it('a taken or made up slot is an answer, not an error', async () => {
    await book(bikeFit(TUESDAY_10), { customer: 'bob' });
    expect(await run('hold-slot', bikeFit(TUESDAY_10))).toEqual({
      outcome: 'taken',
      serviceId: 'bike-fit',
      startAt: TUESDAY_10,
    });
    expect(await run('hold-slot', { ...bikeFit(TUESDAY_10), staffId: 'ben' })).toMatchObject({ outcome: 'taken' });
  });
});

describe('cancelling', () => {
  it('frees the time, and once more changes nothing', async () => {
    const { booking } = await book(bikeFit(TUESDAY_10));
    expect(await run('cancel-booking', { reference: booking.reference })).toMatchObject({ outcome: 'cancelled' });
    expect(spans()).toEqual([]);
    expect(await run('cancel-booking', { reference: booking.reference })).toMatchObject({ outcome: 'cancelled' });
    expect(await book(bikeFit(TUESDAY_10), { customer: 'bob' })).toMatchObject({ outcome: 'booked' });
    await run('cancel-booking', { reference: booking.reference }); // late retry: must not free Bob's time
    expect(spans()).toMatchObject([{ customerId: 'bob' }]);
  });

  it('that dies before the time is free is completed by the retry', async () => {
    const { booking } = await book(bikeFit(TUESDAY_10));
    crashAfterWrites(1);
    await expect(run('cancel-booking', { reference: booking.reference }, { task: 'c' })).rejects.toThrow('killed');
    expect(bookings()).toMatchObject([{ status: 'cancelled' }]);
    expect(spans()).toHaveLength(1);
    restart();
    expect(await run('cancel-booking', { reference: booking.reference }, { task: 'c' })).toMatchObject({
      outcome: 'cancelled',
    });
    expect(spans()).toEqual([]);
  });

  it('reaches only the customer’s own bookings: a stranger’s reference is as unknown as none', async () => {
    const { booking } = await book(bikeFit(TUESDAY_10));
    expect(await run('cancel-booking', { reference: booking.reference }, { customer: 'bob' })).toEqual({
      outcome: 'not-found',
      reference: booking.reference,
    });
    expect(await run('cancel-booking', { reference: 'TS-NONE' }, { customer: 'bob' })).toEqual({
      outcome: 'not-found',
      reference: 'TS-NONE',
    });
    expect(await run('find-bookings', {}, { customer: 'bob' })).toEqual({ bookings: [] });
    expect(bookings()).toMatchObject([{ status: 'booked' }]);
  });

  it('comes too late once the appointment has begun', async () => {
    const { booking } = await book(bikeFit(TUESDAY_10));
    clock.set(TUESDAY_10);
    expect(await run('cancel-booking', { reference: booking.reference })).toMatchObject({ outcome: 'too-late' });
  });
});

describe('moving', () => {
  it('takes the new time, keeps the reference and gives the old time back', async () => {
    const { booking } = await book(bikeFit(TUESDAY_10));
    const answer = await run('move-booking', { reference: booking.reference, ...bikeFit(TUESDAY_10 + 3 * HOUR) });
    expect(answer).toMatchObject({
      outcome: 'moved',
      booking: { reference: booking.reference, startAt: TUESDAY_10 + 3 * HOUR },
    });
    expect(spans()).toMatchObject([{ startAt: TUESDAY_10 + 3 * HOUR }]);
  });

  it('by half its own length is possible, and so is another service at the same time', async () => {
    const { booking } = await book(bikeFit(TUESDAY_10));
    await run('hold-slot', { ...bikeFit(TUESDAY_10 + 30 * MINUTE), moving: booking.reference });
    expect(
      await run('move-booking', { reference: booking.reference, ...bikeFit(TUESDAY_10 + 30 * MINUTE) }),
    ).toMatchObject({ outcome: 'moved' });
    expect(
      await run('move-booking', { reference: booking.reference, ...basic(TUESDAY_10 + 30 * MINUTE) }),
    ).toMatchObject({ outcome: 'moved', booking: { serviceId: 'basic-service' } });
    expect(spans()).toMatchObject([{ startAt: TUESDAY_10 + 30 * MINUTE, endAt: TUESDAY_10 + 90 * MINUTE }]);
  });

  it('to where somebody else is leaves everything as it was', async () => {
    const { booking } = await book(bikeFit(TUESDAY_10));
    await book(bikeFit(TUESDAY_10 + 3 * HOUR), { customer: 'bob' });
    expect(
      await run('move-booking', { reference: booking.reference, ...bikeFit(TUESDAY_10 + 3 * HOUR) }),
    ).toMatchObject({
      outcome: 'taken',
    });
    expect(bookings()[0]).toMatchObject({ startAt: TUESDAY_10 });
    expect(spans()).toHaveLength(2);
  });

  it.each([0, 1, 2])(
    'that dies after %i of its writes is completed by the retry with one span left',
    async (writes) => {
      const { booking } = await book(bikeFit(TUESDAY_10));
      const move = () =>
        run('move-booking', { reference: booking.reference, ...bikeFit(TUESDAY_10 + 24 * HOUR) }, { task: 'm' });
      crashAfterWrites(writes);
      await expect(move()).rejects.toThrow('killed');
      expect(spans().length).toBeGreaterThan(0); // at no moment does the customer have neither time
      restart();
      expect(await move()).toMatchObject({ outcome: 'moved' });
      expect(spans()).toMatchObject([{ startAt: TUESDAY_10 + 24 * HOUR }]);
      expect(await move()).toMatchObject({ outcome: 'moved' });
      expect(spans()).toHaveLength(1);
    },
  );

  it('somebody else’s booking, or a cancelled one, is not found', async () => {
    const { booking } = await book(bikeFit(TUESDAY_10));
    const move = { reference: booking.reference, ...bikeFit(TUESDAY_10 + 3 * HOUR) };
    expect(await run('move-booking', move, { customer: 'bob' })).toMatchObject({ outcome: 'not-found' });
    expect(
      await run('hold-slot', { ...bikeFit(TUESDAY_10 + 3 * HOUR), moving: booking.reference }, { customer: 'bob' }),
    ).toMatchObject({ outcome: 'not-found' });
    await run('cancel-booking', { reference: booking.reference });
    expect(await run('move-booking', move)).toMatchObject({ outcome: 'not-found' });
    expect(spans()).toEqual([]);
  });
});

describe('looking up', () => {
  it('finds free slots, and only open bookings, earliest first', async () => {
    await book(basic(TUESDAY_10 + 24 * HOUR));
    await book(basic(TUESDAY_10));
    const { bookings: open } = await run('find-bookings', {});
    expect(open.map(({ startAt }: Booking) => startAt)).toEqual([TUESDAY_10, TUESDAY_10 + 24 * HOUR]);
    clock.set(TUESDAY_10 + 1);
    expect((await run('find-bookings', {})).bookings).toHaveLength(1);
    const { slots } = await run('find-slots', {
      serviceId: 'bike-fit',
      from: TUESDAY_10,
      to: TUESDAY_10 + 24 * HOUR,
      limit: 2,
    });
    expect(slots).toHaveLength(2);
  });

  it('knows a reference in the customer’s own writing', () => {
    expect(referenceIn('TS', 'please cancel ts-7k3m, thanks')).toBe('TS-7K3M');
    expect(referenceIn('TS', 'it is TS 7K3M')).toBe('TS-7K3M');
    expect(referenceIn('TS', 'booking ts7k3m')).toBe('TS-7K3M');
    expect(referenceIn('TS', 'ts that right?')).toBeUndefined();
    expect(referenceIn('TS', 'no reference here')).toBeUndefined();
  });
});

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import ICAL from 'ical.js';
import { createCalendarFeed } from '../../src/calendar-feed/calendar-feed.ts';
import type { Booking } from '../../src/domain/booking.ts';
import type { Json } from '../../src/domain/json.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { testShop } from '../fixtures/business.ts';
import { createMemoryRecords } from '../tools/memory-records.ts';

const store = createMemoryRecords();
const feed = createCalendarFeed({ business: testShop }, { store, clock: createManualClock() });
let server: Server;
let url: string;
beforeEach(async () => {
  server = express().use(feed.router).listen(0);
  await once(server, 'listening');
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterEach(() => void server.close());

async function keep(booking: Partial<Booking>): Promise<Booking> {
  const whole: Booking = {
    reference: 'TS-7K3M',
    version: 1,
    serviceId: 'bike-fit',
    staffId: 'niamh',
    startAt: Date.parse('2027-03-29T10:00:00Z'),
    endAt: Date.parse('2027-03-29T11:30:00Z'),
    customerId: 'c1',
    conversationId: 'v1',
    name: 'Ana; "Sou,za" 🚲\nX',
    status: 'booked',
    bookedAt: 0,
    ...booking,
  };
  const version = (await store.getRecord('booking', whole.reference))?.version ?? 0;
  await store.putRecord('booking', { id: whole.reference, version, at: 0, body: whole as unknown as Json });
  return whole;
}

/** Read by another program than the one that wrote it. */
async function read(path: string): Promise<readonly ICAL.Event[]> {
  const answer = await fetch(`${url}${path}`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/calendar/);
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

describe("a customer's calendar file", () => {
  it('holds the appointment at the right instant, and moves it when it is read again', async () => {
    const booking = await keep({});
    const path = await feed.pathOf(booking.reference);
    const [event] = await read(path);
    expect(event?.startDate.toJSDate().getTime()).toBe(booking.startAt);
    expect(event?.endDate.toJSDate().getTime()).toBe(booking.endAt);
    expect([event?.uid, event?.sequence, event?.summary]).toEqual(['TS-7K3M@frontdesk', 1, 'Bike fit, Test Shop']);
    await keep({ version: 2, startAt: booking.startAt + 3_600_000, endAt: booking.endAt + 3_600_000 });
    const [moved] = await read(path);
    expect([moved?.uid, moved?.sequence]).toEqual(['TS-7K3M@frontdesk', 2]);
    expect(moved?.startDate.toJSDate().getTime()).toBe(booking.startAt + 3_600_000);
  });

  it('says cancelled once it is', async () => {
    await keep({ status: 'cancelled', version: 3 });
    const [event] = await read(await feed.pathOf('TS-7K3M'));
    expect(event?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  it('cannot be guessed from the reference', async () => {
    await keep({});
    const key = (await feed.pathOf('TS-7K3M')).split('/').at(-1);
    expect((await fetch(`${url}/calendar/booking/TS-7K3M/${'a'.repeat(22)}.ics`)).status).toBe(404);
    expect((await fetch(`${url}/calendar/booking/TS-9999/${key}`)).status).toBe(404);
    expect((await fetch(`${url}/calendar/staff/niamh/${key}`)).status).toBe(404);
  });
});

describe("a colleague's feed", () => {
  it('holds their own booked appointments with the names as they were given, and nobody else’s', async () => {
    await keep({});
    await keep({ reference: 'TS-BEN1', staffId: 'ben', serviceId: 'basic-service' });
    await keep({ reference: 'TS-GONE', status: 'cancelled' });
    const niamh = (await feed.feeds()).find(({ staffId }) => staffId === 'niamh');
    const events = await read(niamh?.path ?? '');
    expect(events.map(({ summary }) => summary)).toEqual(['Bike fit: Ana; "Sou,za" 🚲\nX']);
  });
});

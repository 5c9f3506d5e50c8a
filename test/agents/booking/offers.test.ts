import { describe, expect, it } from '@jest/globals';
import type { CalendarDay } from '../../../src/calendar/spans.ts';
import { testShop } from '../../fixtures/business.ts';
import { createShop, type Shop } from './customer.ts';

const MINUTE = 60_000;
const booking = { ...testShop.booking, offerMinutes: 3 };

const spans = (shop: Shop) =>
  shop.store.all('calendar-day').flatMap(({ body }) => (body as unknown as CalendarDay).spans);
const times = (labels: readonly string[]) => labels.filter((label) => /\d{2}:\d{2}/.test(label));

/** The shop's customers may write as many as they like. */
async function offered(shop: Shop, name: string) {
  const customer = shop.customer(name, name);
  await customer.says('I would like to book a bike fit');
  await customer.says('tomorrow');
  return { customer, labels: times(customer.choices()) };
}

describe('times on offer', () => {
  it('are kept for who was asked to choose: nobody else is offered them', async () => {
    const shop = createShop({ booking });
    const ana = await offered(shop, 'ana');
    const ben = await offered(shop, 'ben');
    expect(ana.labels.length).toBeGreaterThan(0);
    expect(ben.labels.length).toBeGreaterThan(0);
    expect(ben.labels.filter((label) => ana.labels.includes(label))).toEqual([]);
  });

  it('are given back when one of them is chosen', async () => {
    const shop = createShop({ booking });
    const { customer, labels } = await offered(shop, 'ana');
    expect(spans(shop)).toHaveLength(labels.length);
    await customer.taps(new RegExp(labels[0] ?? ''));
    expect(spans(shop)).toHaveLength(1);
    await customer.taps(/Book as/);
    await customer.taps(/yes/i);
    expect(shop.bookings()).toHaveLength(1);
    expect(spans(shop)).toMatchObject([{ startAt: shop.bookings()[0]?.startAt }]);
  });

  it('are free again after the minutes of the config, and may still be chosen when nobody came', async () => {
    const shop = createShop({ booking });
    const ana = await offered(shop, 'ana');
    shop.clock.advance(3 * MINUTE);
    const ben = await offered(shop, 'ben');
    expect(ben.labels).toEqual(ana.labels);
    shop.clock.advance(3 * MINUTE);
    await ana.customer.taps(new RegExp(ana.labels[0] ?? ''));
    await ana.customer.taps(/Book as/);
    await ana.customer.taps(/yes/i);
    expect(shop.bookings()).toHaveLength(1);
  });

  it('are not in the way of the customer’s own next wish', async () => {
    const shop = createShop({ booking });
    const { customer, labels } = await offered(shop, 'ana');
    await customer.says('tomorrow');
    expect(times(customer.choices())).toEqual(labels);
  });

  it('are only kept while plenty of others remain, so that nobody is left without any', async () => {
    const openingHours = Object.fromEntries(
      Object.keys(testShop.openingHours).map((day) => [day, day === 'tuesday' ? [{ from: '09:00', to: '12:00' }] : []]),
    ) as unknown as typeof testShop.openingHours;
    const shop = createShop({ booking, openingHours });
    const ana = await offered(shop, 'ana');
    const ben = await offered(shop, 'ben');
    expect(ana.labels.length).toBeGreaterThan(0);
    expect(ben.labels).toEqual(ana.labels);
    expect(spans(shop)).toEqual([]);
  });

  it('are only said, not kept, where the config keeps none', async () => {
    const shop = createShop();
    const { labels } = await offered(shop, 'ana');
    expect(labels.length).toBeGreaterThan(0);
    expect(spans(shop)).toEqual([]);
  });
});

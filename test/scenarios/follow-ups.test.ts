import { afterEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import type { FollowUpKind, FollowUpKindName, FollowUpRules } from '../../src/follow-ups/rules.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import {
  type Customer,
  createWorld,
  followUpRules,
  MONDAY_MORNING,
  shop,
  type World,
  type WorldOptions,
} from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let world: World;
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

const open = async (options: WorldOptions = {}) => {
  world = await createWorld(options);
  return world;
};

function rulesWith(
  kinds: Partial<Record<FollowUpKindName, Partial<FollowUpKind>>>,
  more: Partial<FollowUpRules> = {},
): FollowUpRules {
  const all = Object.entries(followUpRules.kinds).map(([name, kind]) => [
    name,
    { ...kind, ...kinds[name as FollowUpKindName] },
  ]);
  return { ...followUpRules, ...more, kinds: Object.fromEntries(all) as FollowUpRules['kinds'] };
}

/** Books for a customer and returns the reference. */
async function book(customer: Customer, wish: string, service = 'a basic service'): Promise<string> {
  await customer.asks('I would like to book an appointment');
  await customer.asks(service);
  await customer.asks(wish);
  await customer.asks('Ana Souza');
  await customer.taps(/yes/i);
  const reference = /HC-\w+/.exec(customer.last().text)?.[0];
  if (!reference) throw new Error(customer.heard().join(' / '));
  return reference;
}

const until = (date: string) => world.settle(Date.parse(date) - world.clock.now());
const told = () => world.desk.lines.map(({ text }) => text).join('\n');

describe('a reminder', () => {
  it('is not cancelled by a "thanks"', async () => {
    await open();
    const ana = world.customer('ana');
    await book(ana, 'on Thursday at 15:00');
    await ana.asks('thanks!');
    const before = ana.heard().length;
    await until('2026-11-26T14:00:00Z');
    expect(ana.heard().slice(before)).toEqual([expect.stringMatching(/reminder.*Thursday/)]);
  });

  it('waits until the customer is awake in their own country, not in ours', async () => {
    await open();
    const ana = world.customer('ana');
    await ana.says('hello');
    await world.store.load(ana.conversationId);
    await world.core.intake.message({
      address: { channel: 'memory', account: 'shop', key: 'kim' },
      externalId: 'kim1',
      aliases: [{ kind: 'phone', value: '+14155550132' }],
      displayName: 'kim',
      content: { kind: 'text', text: 'I would like to book an appointment' },
      sentAt: world.clock.now(),
    });
    const kim = world.customer('kim');
    await world.settle();
    await kim.asks('a basic service');
    await kim.asks('on Thursday at 10:00');
    await kim.asks('Kim Lee');
    await kim.taps(/yes/i);
    const before = kim.heard().length;
    await until('2026-11-25T17:00:00Z'); // 10:00 in Galway was 02:00 in San Francisco
    expect(kim.heard()).toHaveLength(before);
    await until('2026-11-25T23:00:00Z');
    expect(kim.heard().slice(before)).toEqual([expect.stringMatching(/reminder/)]);
  });

  it('is told to staff instead when the window has closed and there is no template', async () => {
    await open({ capabilities: { replyWindowMs: DAY } });
    const ana = world.customer('ana');
    await book(ana, 'on Thursday at 15:00');
    const before = ana.heard().length;
    await until('2026-11-26T14:00:00Z');
    expect(ana.heard()).toHaveLength(before);
    expect(told()).toMatch(/booking reminder \(HC-\w+\) was not sent: the reply window has closed/);
  });

  it('goes out as the approved template after the window, with its blanks filled', async () => {
    const templates = [
      {
        id: 'reminder',
        name: 'booking_reminder',
        language: 'en',
        text: 'Hello {customerName}: {service} on {when} ({reference}).',
      },
    ];
    await open({
      capabilities: { replyWindowMs: DAY },
      business: { templates },
      followUps: rulesWith({ 'booking-reminder': { template: 'reminder' } }),
    });
    const ana = world.customer('ana');
    const reference = await book(ana, 'on Thursday at 15:00');
    await until('2026-11-26T14:00:00Z');
    const last = ana.last();
    expect(last).toMatchObject({ kind: 'template', name: 'booking_reminder' });
    expect(last.kind === 'template' && last.values).toEqual([
      'ana',
      'Basic service',
      expect.stringMatching(/Thursday 26 November 2026, 15:00/),
      reference,
    ]);
  });

  it('apologises when we were away, and is not sent once the appointment has begun', async () => {
    await open();
    const [ana, ben] = [world.customer('ana'), world.customer('ben')];
    await book(ana, 'on Thursday at 15:00');
    await book(ben, 'on Thursday at 10:00');
    const before = [ana.heard().length, ben.heard().length];
    world.clock.set(Date.parse('2026-11-26T10:30:00Z')); // nobody worked since Monday
    await world.settle();
    expect(ana.heard().slice(before[0])).toEqual([
      expect.stringMatching(new RegExp(`^${say(shop, 'followUp.late')} .*Thursday`)),
    ]);
    expect(ben.heard().slice(before[1])).toEqual([]);
    expect(told()).toMatch(/booking reminder \(HC-\w+\) was not sent: .* has begun/);
  });

  it('of a kind that was switched off meanwhile stays silent', async () => {
    await open();
    const ana = world.customer('ana');
    await book(ana, 'on Thursday at 15:00');
    const before = ana.heard().length;
    const { store, clock } = world;
    const later = await createWorld({ store, clock, followUps: rulesWith({ 'booking-reminder': { enabled: false } }) });
    await later.settle(4 * DAY);
    expect(later.channel.sent).toEqual([]);
    expect(ana.heard()).toHaveLength(before);
  });
});

describe('a customer has had enough for now', () => {
  it('after so many a day, the next one waits for tomorrow', async () => {
    await open({ followUps: { ...followUpRules, limits: { perDay: 1, perWeek: 6, perMinute: 30 } } });
    const ana = world.customer('ana');
    await book(ana, 'on Friday at 15:00');
    await book(ana, 'on Friday at 16:00', 'a puncture repair');
    const before = ana.heard().length;
    await until('2026-11-26T23:00:00Z');
    expect(ana.heard().slice(before)).toEqual([expect.stringMatching(/Basic service/)]);
    await until('2026-11-27T09:00:00Z');
    expect(ana.heard().slice(before)).toEqual([
      expect.stringMatching(/Basic service/),
      expect.stringMatching(/Puncture repair/),
    ]);
  });
});

describe('a nudge about a quote', () => {
  async function quoted(): Promise<Customer> {
    const ana = world.customer('ana');
    await ana.asks('Could I get a quote for servicing our company fleet?');
    await ana.asks('12 bikes');
    for (let step = 0; step < 4 && world.desk.cards.length === 0; step++) {
      const last = ana.last();
      if (last.kind === 'text' && last.choices.length > 0) await ana.taps(last.choices[0]?.label ?? '');
      else await ana.asks(/where/i.test(last.text) ? 'at our hotel in Salthill' : 'next Tuesday');
    }
    return ana;
  }

  it('comes while we may still write freely, though it was planned for later', async () => {
    await open({ capabilities: { replyWindowMs: DAY } });
    const ana = await quoted();
    await world.settle(3.8 * HOUR); // twenty hours from then the window is about to close
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    const before = ana.heard().length;
    await world.settle(3 * DAY);
    expect(ana.heard().slice(before)).toEqual([say(shop, 'sales.nudge')]);
    const sentAt = (await ana.conversation()).entries.findLast(({ kind }) => kind === 'bot-said')?.at ?? 0;
    expect(sentAt).toBeLessThan(MONDAY_MORNING + DAY);
    expect(told()).not.toMatch(/not sent/);
  });

  it('waits for a day on which the shop opens', async () => {
    await open({ clock: createManualClock(Date.parse('2026-11-28T11:00:00Z')) }); // Saturday
    const ana = await quoted();
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    const before = ana.heard().length;
    await until('2026-11-30T08:00:00Z');
    expect(ana.heard()).toHaveLength(before);
    await until('2026-11-30T12:00:00Z');
    expect(ana.heard()).toHaveLength(before + 1);
  });

  it('is dropped, and staff hear of it, when it comes too late to be of use', async () => {
    await open();
    const ana = await quoted();
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    const before = ana.heard().length;
    world.clock.set(world.clock.now() + 4 * DAY);
    await world.settle();
    expect(ana.heard()).toHaveLength(before);
    expect(told()).toMatch(/quote nudge .* was not sent: it comes too late/);
  });
});

describe('after the appointment', () => {
  const following = rulesWith({ 'review-request': { enabled: true }, 're-engagement': { enabled: true } });

  it('the customer is asked once how it was, and again after half a year if they have not booked', async () => {
    await open({ followUps: following });
    const ana = world.customer('ana');
    await book(ana, 'on Wednesday at 15:00');
    const before = ana.heard().length;
    await world.settle(7 * DAY);
    expect(ana.heard().slice(before)).toEqual([
      expect.stringMatching(/reminder/),
      say(shop, 'followUp.review', { service: 'Basic service' }),
    ]);
    await world.settle(200 * DAY);
    expect(ana.last().text).toBe(say(shop, 'followUp.again', { service: 'Basic service' }));
  });

  it('who said no to offers still gets the reminder, and nothing else', async () => {
    await open({ followUps: following });
    const ana = world.customer('ana');
    await book(ana, 'on Wednesday at 15:00');
    expect(await ana.asks('stop offers')).toBe(say(shop, 'stopOffersConfirmed'));
    const before = ana.heard().length;
    await world.settle(220 * DAY);
    expect(ana.heard().slice(before)).toEqual([expect.stringMatching(/reminder/)]);
  });

  it('who did not come is asked kindly, once, and not how it was', async () => {
    await open({ followUps: following });
    const ana = world.customer('ana');
    const reference = await book(ana, 'on Wednesday at 15:00');
    expect(await world.core.outreach.missed(reference, 'Ben')).toBe('not-begun');
    await until('2026-11-25T16:30:00Z');
    const before = ana.heard().length;
    expect(await world.core.outreach.missed(reference, 'Ben')).toBe('done');
    await world.settle(2 * HOUR);
    expect(await world.core.outreach.missed(reference, 'Ben')).toBe('done');
    await world.settle(30 * DAY);
    expect(ana.heard().slice(before)).toEqual([
      expect.stringMatching(/^We missed you at the Basic service on Wednesday/),
    ]);
    expect(await world.core.outreach.missed('HC-NONE', 'Ben')).toBe('unknown');
  });
});

describe('consent', () => {
  it('given or refused in WhatsApp itself binds offers on every channel, and is answered by nothing', async () => {
    await open({ followUps: rulesWith({ 'review-request': { enabled: true } }) });
    const ana = world.customer('ana');
    await book(ana, 'on Wednesday at 15:00');
    const other = world.customer('ana', 'other'); // the same phone number on another channel
    await other.says('ping 1');
    await world.settle();
    const before = [ana.heard().length, other.heard().length];
    await other.sends({ kind: 'event', description: 'stopped marketing messages in WhatsApp', offers: false });
    await world.settle(7 * DAY);
    expect(ana.heard().slice(before[0])).toEqual([expect.stringMatching(/reminder/)]);
    expect(other.heard()).toHaveLength(before[1] ?? 0);
    const audit = await world.store.audits({ conversationId: other.conversationId, limit: 10 });
    expect(audit.map(({ what, detail }) => [what, detail])).toContainEqual([
      'refused offers',
      { n: expect.any(Number), words: '[stopped marketing messages in WhatsApp]' },
    ]);
  });

  it('START gives back what STOP and STOP OFFERS took', async () => {
    await open({ followUps: rulesWith({ 'review-request': { enabled: true } }) });
    const ana = world.customer('ana');
    await ana.asks('stop offers');
    await ana.asks('STOP');
    await ana.asks('start');
    await book(ana, 'on Wednesday at 15:00');
    const before = ana.heard().length;
    await world.settle(7 * DAY);
    expect(ana.heard()).toHaveLength(before + 2);
  });

  it('is not read into a sentence: "stop offers me a better price"', async () => {
    await open();
    const ana = world.customer('ana');
    expect(await ana.asks('stop offers of the e-bikes from last year, are there any?')).not.toBe(
      say(shop, 'stopOffersConfirmed'),
    );
  });
});

describe('the breaker', () => {
  it('stops what nobody asked for at its limit, tells staff once, and goes on when they let it', async () => {
    const rules = { ...followUpRules, breaker: { timesLargestDay: 3, floor: 2 } };
    await open({ followUps: rules });
    const names = ['ana', 'ben', 'cleo', 'dan'];
    for (const [n, name] of names.entries()) await book(world.customer(name), `on Thursday at ${11 + n}:00`);
    const count = () => world.channel.sent.filter(({ message }) => /reminder/.test(message.text)).length;
    await until('2026-11-25T20:00:00Z');
    expect(count()).toBe(2);
    expect(told().match(/have stopped/g)).toHaveLength(1);
    expect(await world.core.outreach.state()).toMatchObject({ latched: { why: expect.stringMatching(/more than 2/) } });
    expect(await world.core.outreach.unlatch('Ben')).toBe(true);
    expect(await world.core.outreach.unlatch('Ben')).toBe(false);
    await until('2026-11-26T09:30:00Z');
    expect(count()).toBe(4);
  });
});

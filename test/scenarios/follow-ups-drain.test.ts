import { describe, expect, it } from '@jest/globals';
import { item } from '../../src/domain/agenda.ts';
import { newConversation, withAgenda } from '../../src/domain/conversation.ts';
import type { FollowUp } from '../../src/domain/decision.ts';
import { conversationIdOf } from '../../src/identity.ts';
import { createWorld, followUpRules, MONDAY_MORNING } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Every one is a dozen durable writes: on a server that is shared with other tests forty must do. */
const onServer = (globalThis as { scenariosOnMongo?: boolean }).scenariosOnMongo === true;
const ALL = process.env['FRONTDESK_TEST_SCALE'] === 'full' ? 10_000 : onServer ? 40 : 500;
const PER_MINUTE = 600;

const say = {
  text: 'Have you had a look?',
  choices: [],
  sources: [{ kind: 'business', id: 'texts.x', title: 'Configured text', text: 'Have you had a look?' }],
} as const;

describe('after an outage of six hours', () => {
  it(`${ALL} follow-ups that are due leave in the order of their times, so many a minute, none twice`, async () => {
    const limits = { perDay: 1, perWeek: 6, perMinute: PER_MINUTE };
    const world = await createWorld({
      followUps: { ...followUpRules, limits, breaker: { timesLargestDay: 3, floor: 2 * ALL } },
    });
    const from = MONDAY_MORNING - 6 * HOUR;
    const step = (5 * HOUR) / ALL;
    // Stored in another order than they are due.
    const order = Array.from({ length: ALL }, (_, n) => (n * 7_919) % ALL);
    for (const n of order) {
      const address = { channel: 'memory', account: 'shop', key: `c${n}` };
      const id = conversationIdOf(address);
      const followUp: FollowUp = {
        id: `nudge:x:${n}`,
        kind: 'quote-nudge',
        dueAt: Math.round(from + n * step),
        say: { ...say, text: say.text },
        cancelIf: 'customer-writes',
        about: 'x',
      };
      await world.store.receive({
        dedupeId: `d${n}`,
        conversationId: id,
        at: from,
        create: () => newConversation({ id, address, customerId: `customer${n}` }, from),
        append: (conversation) =>
          withAgenda(
            { ...conversation, lastInboundAt: from },
            item(followUp.id, { kind: 'follow-up', followUp }, followUp.dueAt),
          ),
      });
    }
    const started = world.clock.now();
    const perMinute = new Map<number, number>();
    let seen = 0;
    const stop = started + (ALL / PER_MINUTE + 30) * MINUTE;
    for (;;) {
      await world.core.agenda.runDue();
      const minute = Math.floor((world.clock.now() - started) / MINUTE);
      perMinute.set(minute, (perMinute.get(minute) ?? 0) + world.channel.sent.length - seen);
      seen = world.channel.sent.length;
      const next = await world.store.nextWakeAt();
      if (next === undefined || next > stop) break;
      world.clock.set(Math.max(next, world.clock.now()));
    }
    const sent = world.channel.sent.map(({ address }) => Number(address.key.slice(1)));
    expect(sent).toHaveLength(ALL);
    expect(new Set(sent).size).toBe(ALL);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(PER_MINUTE + 1);
    expect(world.errors).toEqual([]);
    await world.close();
  }, 600_000);
});

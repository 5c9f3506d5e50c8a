/**
 * The process dies before or after any write of what makes a lead, and another goes on: the customer system hears of
 * every change, under one id that is the change's own, and staff hear of every deadline.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CrmEvent } from '../../src/leads/crm.ts';
import type { Lead } from '../../src/leads/lead.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createWorld, MONDAY_MORNING, type World } from '../scenarios/world.ts';
import { type Death, type Mortal, mortal } from './mortal.ts';

/** Longer than a lease, so that the next process may take over. */
const LATER_MS = 30_000;
const HOUR = 3_600_000;
/** Before a write is after the one before it; the whole size also dies before what is told outside after a write. */
const MOMENTS = process.env['FRONTDESK_TEST_SCALE'] === 'full' ? (['before', 'after'] as const) : (['before'] as const);

let noKnowledge: string;
beforeAll(() => {
  noKnowledge = mkdtempSync(join(tmpdir(), 'frontdesk-empty-'));
});
afterAll(() => rmSync(noKnowledge, { recursive: true, force: true }));

interface Outcome {
  readonly writes: number;
  readonly leads: readonly Lead[];
  readonly events: readonly CrmEvent[];
  readonly told: readonly string[];
}

async function day(death?: Death): Promise<Outcome> {
  const clock = createManualClock(MONDAY_MORNING);
  const real = createSqliteStore({ path: ':memory:', clock });
  const events: CrmEvent[] = [];
  const told: string[] = [];
  let { life, world } = await begin(death);

  async function begin(mortality?: Death): Promise<{ life: Mortal; world: World }> {
    const born = mortal(real, mortality);
    const crm = () => ({
      deliver: born.outside(async (event: CrmEvent) => void events.push(event)),
      health: () => ({ ok: true, detail: '' }) as const,
    });
    return { life: born, world: await createWorld({ store: born.store, clock, crm, knowledgeDir: noKnowledge }) };
  }

  /** What somebody does from outside; when the process dies of it, another does what was left. */
  async function step(act: () => Promise<unknown>, repeats = true): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        if (tries === 0 || repeats) await act();
        await world.settle();
      } catch (error) {
        if (!life.dead) throw error;
      }
      if (!life.dead) return;
      told.push(...world.desk.lines.map(({ text }) => text));
      clock.advance(LATER_MS);
      ({ life, world } = await begin());
    }
  }
  /** A platform delivers again what nobody took. */
  const says = (name: string, externalId: string, text: string) =>
    step(() => world.customer(name).says(text, { externalId }));

  await says('ana', 'a1', 'quote for a guided tour for 6 people please');
  await says('ben', 'b1', 'our office wants 10 electric bikes for employees');
  await says('ana', 'a2', 'next Tuesday');
  await says('ana', 'a3', 'full day');
  await step(async () => {
    if ((await world.core.leads.list()).leads.some(({ status }) => status === 'quoted')) return;
    await world.staff('Niamh').decides({ kind: 'approve' });
  });
  const bens = (await stored()).find(({ name }) => name === 'ben');
  const edit = { nextAction: 'Ring Ben', deadline: MONDAY_MORNING + HOUR };
  await step(() => world.core.leads.edit(bens?.id ?? '', edit, 'Niamh', 'click1'), false); // nobody clicks again
  await step(() => world.settle(2 * HOUR));
  await step(() => world.settle(26 * HOUR));

  told.push(...world.desk.lines.map(({ text }) => text));
  const leads = await stored();
  await real.close();
  return { writes: life.writes, leads, events, told };

  async function stored(): Promise<readonly Lead[]> {
    return (await real.listRecords('lead', { limit: 10 })).map(({ body }) => body as unknown as Lead);
  }
}

/** What is wrong with a day, in words. */
function faults({ leads, events, told }: Outcome): string[] {
  const wrong: string[] = [];
  for (const lead of leads) {
    const own = events.filter((event) => event.lead.id === lead.id);
    for (const { id, what } of lead.history) {
      const heard = own.some(({ lead: then }) => then.history.some((line) => line.id === id));
      if (!heard) wrong.push(`${lead.name}: nobody heard of “${what}”`);
    }
    const ids = new Set(own.map(({ id }) => id));
    if (ids.size !== lead.history.length)
      wrong.push(`${lead.name}: ${ids.size} ids for ${lead.history.length} changes`);
    for (const { lead: then } of own) {
      const foreign = then.name !== lead.name || then.offerId !== lead.offerId || then.customerId !== lead.customerId;
      if (foreign) wrong.push(`${lead.name}: words of ${then.name}`);
    }
    const line = `: ${lead.nextAction} (${lead.name}, ${lead.offerName};`;
    if (!told.some((text) => text.startsWith('Overdue') && text.includes(line)))
      wrong.push(`staff never heard “${line}”`);
  }
  if (leads.length !== 2) wrong.push(`${leads.length} leads`);
  return wrong;
}

it('a lead survives a crash at any write: each change is told, under its own id, and each deadline', async () => {
  const whole = await day();
  expect(faults(whole)).toEqual([]);
  expect(whole.events.length).toBeGreaterThan(5);
  const wrong: object[] = [];
  for (let write = 1; write <= whole.writes; write++) {
    for (const moment of MOMENTS) {
      const found = faults(await day({ moment, write }));
      if (found.length > 0) wrong.push({ write, moment, found });
    }
  }
  expect(wrong).toEqual([]);
}, 600_000);

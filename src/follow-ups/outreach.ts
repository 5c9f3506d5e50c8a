/**
 * Lets a message nobody asked for leave, or says when: at most so many to one customer, so many a minute, and never
 * past the breaker. A send that was let through once stays let through, so that a crash costs nobody their reminder.
 */
import { createHash } from 'node:crypto';
import type { Clock, Store } from '../ports.ts';
import { addDays, HOUR_MS, localDate, MINUTE_MS, startOfDay } from '../time.ts';
import { type NumberHealth, numberHealth } from './number-health.ts';
import {
  Breaker,
  CustomerSends,
  changeOutreach,
  customerRecord,
  Day,
  dayRecord,
  NO_DAY,
  Pace,
  readOutreach,
} from './outreach-records.ts';
import type { FollowUpRules } from './rules.ts';

export type Permit =
  | { readonly kind: 'go' }
  | { readonly kind: 'later'; readonly at: number; readonly why: string }
  /** This very one has tripped the breaker: staff must hear of it. */
  | { readonly kind: 'tripped'; readonly at: number; readonly why: string };

export type Outcome = 'failed' | 'refused' | 'stopped' | 'answered';

export interface Outreach {
  /** `id`: of the send, the same at every try. */
  permit(send: { readonly id: string; readonly customerId: string; readonly text: string }): Promise<Permit>;
  /** What became of one, for the number's health. */
  note(outcome: Outcome): Promise<void>;
  state(): Promise<{ readonly latched?: { readonly at: number; readonly why: string }; readonly health: NumberHealth }>;
  /** Lets them go on; false when nothing was latched. */
  unlatch(by: string): Promise<boolean>;
}

export interface OutreachDeps {
  readonly store: Pick<Store, 'getRecord' | 'putRecord' | 'audit'>;
  readonly clock: Pick<Clock, 'now'>;
}

const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** How often a latched or red number is looked at again. */
const LATCHED_WAIT_MS = 15 * MINUTE_MS;
const HEALTH_EVERY_MS = 5 * MINUTE_MS;
const HEALTH_DAYS = 7;
const BREAKER_DAYS = 30;
/** At amber: one where there would have been this many. */
const SLOWDOWN = 5;
const TEXTS_KEPT = 40;

export function createOutreach(
  { rules, timeZone }: { rules: FollowUpRules; timeZone: string },
  { store, clock }: OutreachDeps,
): Outreach {
  const today = () => localDate(clock.now(), timeZone);

  return {
    async permit({ id, customerId, text }) {
      const now = clock.now();
      const breaker = await readOutreach(store, 'breaker', Breaker);
      if (breaker?.latched) return { kind: 'later', at: now + LATCHED_WAIT_MS, why: breaker.latched.why };
      const known = await readOutreach(store, customerRecord(customerId), CustomerSends);
      const mine = known?.sends.find((send) => send.id === id);
      if (mine && mine.at > now) return { kind: 'later', at: mine.at, why: 'it waits for its turn' };
      if (!mine) {
        const full = fullUntil(known?.sends ?? [], now);
        if (full !== undefined) return { kind: 'later', at: full, why: 'the customer had enough messages for now' };
        const at = await turn(now);
        if (at === undefined)
          return trip(`the number's health is red: too many messages fail or are not wanted`, now + LATCHED_WAIT_MS);
        await changeOutreach(store, customerRecord(customerId), CustomerSends, now, (body) => ({
          sends: [...(body?.sends ?? []).filter((send) => send.at > now - WEEK_MS && send.id !== id), { id, at }],
        }));
        if (at > now) return { kind: 'later', at, why: 'it waits for its turn' };
      }
      return count(text, breaker, now);
    },

    async note(outcome) {
      await changeDay((day) => ({ ...day, [outcome]: day[outcome] + 1 }));
    },

    async state() {
      const breaker = await readOutreach(store, 'breaker', Breaker);
      return { ...(breaker?.latched ? { latched: breaker.latched } : {}), health: await health() };
    },

    async unlatch(by) {
      const date = today();
      const sent = (await readOutreach(store, dayRecord(date), Day))?.sent ?? 0;
      let was = false;
      await changeOutreach(store, 'breaker', Breaker, clock.now(), (body = {}) => {
        was = body.latched !== undefined;
        return was ? { from: { date, sent } } : body;
      });
      if (!was) return false;
      // What made the number red is looked at afresh; the days themselves stay as they were.
      await changeOutreach(store, 'pace', Pace, clock.now(), () => ({
        nextAt: clock.now(),
        checkedAt: clock.now() + HOUR_MS,
        light: 'amber',
      }));
      await store.audit({ at: clock.now(), who: by, what: 'unlatched the breaker of unasked messages', detail: {} });
      return true;
    },
  };

  /** Until when this customer has had enough; undefined: one more is fine. */
  function fullUntil(sends: readonly { readonly at: number }[], now: number): number | undefined {
    const { perDay, perWeek } = rules.limits;
    const date = localDate(now, timeZone);
    if (sends.filter(({ at }) => localDate(at, timeZone) >= date).length >= perDay)
      return startOfDay(addDays(date, 1), timeZone);
    const week = sends.filter(({ at }) => at > now - WEEK_MS).map(({ at }) => at);
    return week.length >= perWeek ? Math.min(...week) + WEEK_MS : undefined;
  }

  /** Its turn among all that leave the shop; undefined when the number's health is red. */
  async function turn(now: number): Promise<number | undefined> {
    const before = await readOutreach(store, 'pace', Pace);
    const look = !before || now >= before.checkedAt + HEALTH_EVERY_MS;
    const fresh = look ? (await health()).light : undefined;
    let at = now;
    const pace = await changeOutreach(store, 'pace', Pace, now, (body) => {
      const light = fresh ?? body?.light ?? 'green';
      at = Math.max(now, body?.nextAt ?? now);
      const every = (MINUTE_MS / rules.limits.perMinute) * (light === 'green' ? 1 : SLOWDOWN);
      const checkedAt = fresh === undefined ? (body?.checkedAt ?? now) : now;
      return { nextAt: light === 'red' ? at : at + every, checkedAt, light };
    });
    return pace.light === 'red' ? undefined : Math.ceil(at);
  }

  async function health(): Promise<NumberHealth> {
    return numberHealth(await days(0, HEALTH_DAYS));
  }

  /** Days as stored, from `first` days ago on. */
  async function days(first: number, count: number): Promise<readonly Day[]> {
    const date = today();
    const dates = Array.from({ length: count }, (_, n) => addDays(date, -(first + n)));
    return (await Promise.all(dates.map((day) => readOutreach(store, dayRecord(day), Day)))).filter(
      (day) => day !== undefined,
    );
  }

  async function changeDay(change: (day: Day) => Day): Promise<Day> {
    const id = dayRecord(today());
    const known = await readOutreach(store, id, Day);
    const limit = known?.limit ?? (await limitOfToday());
    return changeOutreach(store, id, Day, clock.now(), (body = { ...NO_DAY, limit }) => change(body));
  }

  async function limitOfToday(): Promise<number> {
    const { timesLargestDay, floor } = rules.breaker;
    return Math.max(floor, timesLargestDay * Math.max(0, ...(await days(1, BREAKER_DAYS)).map(({ sent }) => sent)));
  }

  async function count(text: string, breaker: Breaker | undefined, now: number): Promise<Permit> {
    const date = today();
    const already = breaker?.from?.date === date ? breaker.from.sent : 0;
    let tooMany = false;
    const day = await changeDay((body) => {
      tooMany = body.sent - already >= body.limit;
      return tooMany ? body : { ...body, sent: body.sent + 1, texts: counted(body.texts, text) };
    });
    if (!tooMany) return { kind: 'go' };
    return trip(`more than ${day.limit} messages nobody asked for would have left today`, now + LATCHED_WAIT_MS);
  }

  /** Latches; of many at the same moment one has tripped it. */
  async function trip(why: string, at: number): Promise<Permit> {
    let first = false;
    await changeOutreach(store, 'breaker', Breaker, clock.now(), (body = {}) => {
      first = body.latched === undefined;
      return first ? { ...body, latched: { at: clock.now(), why } } : body;
    });
    return { kind: first ? 'tripped' : 'later', at, why };
  }
}

/** Counts by digest; of rare texts only as many as fit. */
function counted(texts: Day['texts'], text: string): Day['texts'] {
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 12);
  const next = Object.entries({ ...texts, [digest]: (texts[digest] ?? 0) + 1 });
  return Object.fromEntries(next.toSorted(([, a], [, b]) => b - a).slice(0, TEXTS_KEPT));
}

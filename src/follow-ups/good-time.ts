/**
 * When a message nobody asked for may reach a customer, on their own clock. Pure. A customer abroad is let sleep in
 * every zone of their country: we know the country of a number, not the town.
 */
import parsePhoneNumber from 'libphonenumber-js';
import { openSpans } from '../calendar/opening.ts';
import type { Business } from '../domain/business.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { FollowUp } from '../domain/decision.ts';
import type { Capabilities } from '../domain/message.ts';
import { quietUntil } from '../quiet-hours.ts';
import { addDays, HOUR_MS, localDate, MINUTE_MS, startOfDay } from '../time.ts';

/** Zones whose wall clocks the customer may live by; the shop's own when nothing else is known. */
export function zonesOf({ aliases }: Pick<Conversation, 'aliases'>, business: Business): readonly string[] {
  const phone = aliases.find(({ kind }) => kind === 'phone')?.value;
  const country = phone === undefined ? undefined : parsePhoneNumber(phone)?.country;
  if (country === undefined || country === business.country) return [business.timeZone];
  const region = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?: () => readonly string[] };
  const zones = region.getTimeZones?.() ?? [];
  return zones.length > 0 ? zones : [business.timeZone];
}

/** More rounds than this only a country without a common waking hour needs. */
const MAX_ROUNDS = 60;

/** The first instant from `at` on that is quiet for nobody and, if asked for, on a business day. */
export function goodTime(at: number, zones: readonly string[], businessDaysOnly: boolean, business: Business): number {
  let time = at;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = Math.max(time, ...zones.map((timeZone) => nextIn(time, timeZone, businessDaysOnly, business)));
    if (next === time) return time;
    time = next;
  }
  return goodTime(at, [business.timeZone], businessDaysOnly, business);
}

function nextIn(at: number, timeZone: string, businessDaysOnly: boolean, business: Business): number {
  const awake = quietUntil(at, { quietHours: business.quietHours, timeZone });
  if (awake !== undefined) return awake;
  const date = localDate(at, timeZone);
  const closed = businessDaysOnly && openSpans(date, business).length === 0;
  return closed ? startOfDay(addDays(date, 1), timeZone) : at;
}

/** Before the window closes, so that a slow send does not miss it. */
const MARGIN_MS = 15 * MINUTE_MS;
const STEP_MS = 15 * MINUTE_MS;

export interface WindowContext {
  readonly business: Business;
  readonly capabilities: Capabilities;
  readonly now: number;
}

/**
 * Follow-ups that only make sense as free text, moved to the latest good time before the reply window closes when they
 * would miss it; where there is none, or only a hasty one, they stay as they are.
 */
export function insideWindow(
  followUps: readonly FollowUp[],
  conversation: Conversation,
  context: WindowContext,
): readonly FollowUp[] {
  const { replyWindowMs } = context.capabilities;
  if (replyWindowMs === undefined) return followUps;
  const lastAt = conversation.lastInboundAt + replyWindowMs - MARGIN_MS;
  return followUps.map((followUp) =>
    followUp.cancelIf === 'customer-writes' ? earlier(followUp, conversation, lastAt, context) : followUp,
  );
}

function earlier(
  followUp: FollowUp,
  conversation: Conversation,
  lastAt: number,
  { business, now }: WindowContext,
): FollowUp {
  const zones = zonesOf(conversation, business);
  if (goodTime(followUp.dueAt, zones, false, business) <= lastAt) return followUp;
  const hasty = now + Math.max((followUp.dueAt - now) / 4, HOUR_MS);
  for (let at = lastAt; at >= hasty; at -= STEP_MS)
    if (goodTime(at, zones, false, business) === at) return { ...followUp, dueAt: at };
  return followUp;
}

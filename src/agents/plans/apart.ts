/**
 * Several services, each with a time of its own: "a puncture tomorrow at 11 and a bike fit on Thursday at 2". Nothing is
 * planned for a time that was not said with that very service.
 */
import type { Slot } from '../../domain/booking.ts';
import type { Moment } from '../../ports.ts';
import { instantOf, MINUTE_MS } from '../../time.ts';
import type { Desk } from '../booking/desk.ts';
import { saysSomething } from '../booking/hear.ts';
import { servicesIn } from '../booking/services.ts';

/** A service and the moment said with it, if one was. */
export interface WishedAt {
  readonly serviceId: string;
  readonly moment: Moment | undefined;
}

const JOINTS =
  /[,;.!?\n](?=\s)|(?<![\p{L}\d])(?:and|then|also|plus|y|luego|después|e|depois|et|puis|und|dann|sowie|poi|ed)(?![\p{L}\d])/giu;

/** Each service with its own words; undefined when fewer than two have a moment of their own. */
export async function saidApart(
  said: string,
  services: readonly string[],
  desk: Desk,
): Promise<readonly WishedAt[] | undefined> {
  const wishes: WishedAt[] = [];
  for (const words of wordsOfEach(said, desk)) {
    const [serviceId] = servicesIn(words, desk.business);
    const found = await desk.language.extract('moment', words, { now: desk.now, asked: false });
    if (serviceId !== undefined) wishes.push({ serviceId, moment: found && saysSomething(found) ? found : undefined });
  }
  const timed = wishes.filter(({ moment }) => moment !== undefined);
  return timed.length > 1 && wishes.length === services.length ? wishes : undefined;
}

/** The very slots that were wished, all of them free; undefined when one is not, or was not told exactly. Throws `Failure`. */
export async function slotsApart(wishes: readonly WishedAt[], desk: Desk): Promise<readonly Slot[] | undefined> {
  const slots: Slot[] = [];
  let day: string | undefined;
  for (const { serviceId, moment } of wishes) {
    const { date = day, untilDate = date, time, otherTime } = moment ?? {};
    if (date === undefined || untilDate !== date || time === undefined || otherTime !== undefined) return undefined;
    day = date;
    const at = instantOf(date, time, desk.business.timeZone);
    if (at === undefined || at < desk.now) return undefined;
    const free = await desk.freeSlots({ serviceId, from: at, to: at + MINUTE_MS, limit: 1 });
    const [slot] = free.filter((one) => one.startAt === at);
    if (!slot || slots.some((other) => collide(slot, other))) return undefined;
    slots.push(slot);
  }
  return slots;
}

/** One person has both, or the customer would have to be in two places. */
function collide(a: Slot, b: Slot): boolean {
  return a.startAt < b.endAt && b.startAt < a.endAt;
}

/** The text cut where the next service begins. */
function wordsOfEach(said: string, { business }: Desk): readonly string[] {
  const cuts = [0, ...[...said.matchAll(JOINTS)].map(({ index }) => index), said.length];
  const parts: string[] = [];
  for (const [at, cut] of cuts.slice(1).entries()) {
    const piece = said.slice(cuts[at], cut);
    const last = parts.at(-1);
    const joins =
      last === undefined || servicesIn(last, business).length === 0 || servicesIn(piece, business).length === 0;
    if (joins) parts[Math.max(0, parts.length - 1)] = (last ?? '') + piece;
    else parts.push(piece);
  }
  return parts;
}

/** Everything the words say that matters to a booking, understood once. Says nothing about what to do with it. */
import type { Moment } from '../../ports.ts';
import { localDate } from '../../time.ts';
import { MAX_NAME_LENGTH } from '../../tools/book-slot.ts';
import { referenceIn } from '../../tools/reference.ts';
import { daysMeant } from '../days-meant.ts';
import type { Desk } from './desk.ts';
import { servicesAnswered, servicesMeant } from './services.ts';
import type { State } from './state.ts';
import { type SmallWords, smallWords } from './words.ts';

export interface Heard extends SmallWords {
  readonly services: readonly string[];
  readonly moment: Moment | undefined;
  readonly name: string | undefined;
  readonly reference: string | undefined;
}

/** `step`: the question the words may answer; undefined when none is open. */
export async function hear(
  { business, language, situation, now }: Desk,
  step: State['step'] | undefined,
): Promise<Heard> {
  const { said } = situation;
  const small = smallWords(said, business.locale);
  const asked = step !== undefined;
  const short = small.yes || small.no || small.quit;
  const [moment, name] = short
    ? []
    : await Promise.all([
        language.extract('moment', said, { now, asked }),
        language.extract('name', said, { now, asked: step === 'name' }),
      ]);
  const answers = step === 'service' || step === 'which' || (asked && small.onlyOne && name === undefined);
  return {
    ...small,
    services: answers ? servicesAnswered(said, business) : servicesMeant(said, business),
    moment: moment && saysSomething(moment) ? daysMeant(moment, localDate(now, business.timeZone)) : undefined,
    name: name === undefined ? undefined : tidyName(name),
    reference: referenceIn(business.booking.referencePrefix, said),
  };
}

/** A name as it may stand in a booking: one line, no control signs, not endless. Undefined when nothing is left. */
export function tidyName(name: string): string | undefined {
  const tidy = name
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_NAME_LENGTH)
    .trim();
  return tidy === '' ? undefined : tidy;
}

/** Whether it narrows down when: "sometime" does not. */
export function saysSomething({ date, untilDate, time, from, until }: Moment): boolean {
  return [date, untilDate, time, from, until].some((part) => part !== undefined);
}

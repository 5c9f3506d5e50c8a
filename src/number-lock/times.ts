/** Times of day and durations. A time without am or pm may mean both; a proof is read as a shop means it. */
import { NUMBER, numberIn } from './numbers.ts';
import { type Claim, claim, type Recogniser } from './token.ts';

const HOUR_WORD = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const HOUR = `(?:\\d{1,2}|${HOUR_WORD})`;
const HALF_DAY = String.raw`(?:\s?([ap])\.?\s?m\b\.?|\s(?:o'?clock\s)?(?:in\sthe\s(morning|afternoon|evening)|at\s(night)))`;

/** Hours a shop hardly means in the morning when it says them bare. */
const LATEST_AFTERNOON_HOUR = 7;

function clockKey(hour: number, minute: number): string {
  return `time:${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** `half`: what was said about the half of the day; `exact`: written the 24-hour way. */
function timeClaim(hour: number, minute: number, half: 'am' | 'pm' | undefined, exact = false): Claim | undefined {
  if (hour > 24 || minute > 59 || (half !== undefined && (hour < 1 || hour > 12))) return undefined;
  if (half !== undefined) return claim(clockKey((hour % 12) + (half === 'pm' ? 12 : 0), minute));
  if (exact || hour > 12 || hour === 0 || hour === 12) return claim(clockKey(hour % 24, minute));
  const [early, late] = [clockKey(hour, minute), clockKey(hour + 12, minute)];
  return { needs: [[early, late]], gives: hour <= LATEST_AFTERNOON_HOUR ? [early, late] : [early] };
}

function halfOf(
  letter: string | undefined,
  part: string | undefined,
  night: string | undefined,
): 'am' | 'pm' | undefined {
  if (letter !== undefined) return letter.toLowerCase() === 'a' ? 'am' : 'pm';
  if (part !== undefined) return part.toLowerCase() === 'morning' ? 'am' : 'pm';
  return night === undefined ? undefined : 'pm';
}

function hourOf(written: string | undefined): number {
  return numberIn(written ?? '') ?? Number.NaN;
}

function both(...claims: readonly (Claim | undefined)[]): Claim | undefined {
  const known = claims.filter((one) => one !== undefined);
  if (known.length < claims.length) return undefined;
  return { needs: known.flatMap((one) => one.needs), gives: known.flatMap((one) => one.gives) };
}

/** "5 pm", "5.30pm", "5:30 in the afternoon", "9-5pm". */
const withHalf: Recogniser = {
  pattern: new RegExp(
    `(?<![\\p{L}\\d.:])(?:(${HOUR})(?:[:.](\\d{2}))?\\s?(?:-|to|and|until)\\s?)?(${HOUR})(?:[:.h](\\d{2}))?${HALF_DAY}`,
    'giu',
  ),
  read: ([, from, fromMinute, hour, minute, letter, part, night]) => {
    const half = halfOf(letter, part, night);
    const until = timeClaim(hourOf(hour), Number(minute ?? 0), half);
    return from === undefined ? until : both(timeClaim(hourOf(from), Number(fromMinute ?? 0), undefined), until);
  },
};

/** "17:00", "9:30", "17h30", "17.30 h", "17:00:00". */
const digital: Recogniser = {
  pattern:
    /(?<![\p{L}\d.:])(\d{1,2})(?::(\d{2})(?::\d{2})?|h(\d{2})?|\.(\d{2})(?=\s?(?:h\b|o'?clock|uhr\b)))(?!\d|:\d)(?:\s?(?:h|hrs|uhr)\b)?/giu,
  read: ([, hour = '', colon, h, dot]) =>
    timeClaim(Number(hour), Number(colon ?? h ?? dot ?? 0), undefined, hour.startsWith('0') || h !== undefined),
};

/** "half past five", "half five" (Irish for the same), "quarter to 6", "ten past nine". */
const spoken: Recogniser = {
  pattern: new RegExp(
    `(?<![\\p{L}\\d])(half|(?:a\\s)?quarter|(?<!\\b(?:from|between)\\s)${NUMBER}(?:\\sminutes)?)\\s?(past|to|after|before)?\\s(${HOUR})(?![\\p{L}\\d]|[.,:]\\d)${HALF_DAY}?`,
    'giu',
  ),
  read: ([, part = '', side, hour, letter, daytime, night]) => {
    const word = part.toLowerCase();
    if (side === undefined && word !== 'half') return undefined;
    const minutes = word === 'half' ? 30 : word.endsWith('quarter') ? 15 : numberIn(word.replace(/\sminutes$/u, ''));
    if (minutes === undefined || minutes < 1 || minutes > 30 || ![5, 10, 15, 20, 25, 30].includes(minutes))
      return undefined;
    const earlier = /^(?:to|before)$/iu.test(side ?? '');
    const at = hourOf(hour);
    return earlier
      ? timeClaim(at === 1 ? 12 : at - 1, 60 - minutes, halfOf(letter, daytime, night))
      : timeClaim(at, minutes, halfOf(letter, daytime, night));
  },
};

const named: Recogniser = {
  pattern:
    /(?<![\p{L}\d])(?:12 )?(noon|midday|midnight)\b(?!\s(?:class|lesson|tour|menu|slot|break|special|session|course|opening)s?\b)/giu,
  read: ([, word = '']) => claim(word.toLowerCase() === 'midnight' ? clockKey(0, 0) : clockKey(12, 0)),
};

/** Nothing that could be counted follows: the end, a stop, or a word about the day. */
const NO_NOUN = String.raw`(?=\s*(?:$|[.,;!?)\n]|or\b|and\b|on\b|today\b|tomorrow\b|tonight\b|every\b|mon|tue|wed|thu|fri|sat|sun))(?![.,:/]\d|\s?%)`;

/** "from 9 to 5", "between ten and twelve". */
const bareHours: Recogniser = {
  pattern: new RegExp(
    `(?<![\\p{L}\\d])(?:from|between)\\s(${HOUR})\\s?(?:-|to|and|until|till)\\s?(${HOUR})${NO_NOUN}`,
    'giu',
  ),
  read: ([, from, until]) => both(timeClaim(hourOf(from), 0, undefined), timeClaim(hourOf(until), 0, undefined)),
};

/** "10 o'clock"; "at 5", "until six": bare hours after such words. */
const bareHour: Recogniser = {
  pattern: new RegExp(
    `(?<![\\p{L}\\d])(?:(${HOUR})\\so'?clock|(?:at|until|till|from|before|after)\\s(?:about\\s|around\\s)?(${HOUR})${NO_NOUN})`,
    'giu',
  ),
  read: ([, clock, after]) => timeClaim(hourOf(clock ?? after), 0, undefined),
};

export const TIMES: readonly Recogniser[] = [bareHours, spoken, withHalf, digital, named, bareHour];

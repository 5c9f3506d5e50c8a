/**
 * Refuses patterns from config that could hang the process: customers choose the text they run on. Pure and strict;
 * it may refuse a harmless pattern, it never lets a catastrophic one pass.
 */
import { reasonOf } from '../fault.ts';

export const MAX_PATTERN_LENGTH = 300;
/** With texts cut at 500 characters two open-ended repeats cost at most 250,000 steps; three would be felt. */
const MAX_OPEN_REPEATS = 2;

/** Why the pattern is refused, in words for its owner; undefined when it is fine. */
export function patternFault(source: string): string | undefined {
  if (source.length > MAX_PATTERN_LENGTH) return `at most ${MAX_PATTERN_LENGTH} characters`;
  try {
    new RegExp(source, 'iu');
  } catch (cause) {
    return `a regular expression that compiles (${reasonOf(cause)})`;
  }
  // What stands in a class or behind a backslash repeats nothing.
  const bare = source.replace(/\\[pPu]\{[^}]*\}|\\k<[^>]*>|\\./gu, (piece) =>
    /^\\(?:\d|k)/u.test(piece) ? '\u0001' : '.',
  );
  if (bare.includes('\u0001')) return 'no back reference: it makes matching slow';
  const skeleton = bare.replace(/\[[^\]]*\]/gu, '.');
  if (/\(\?(?:[=!]|<[=!])/u.test(skeleton)) return 'no look-ahead or look-behind: it makes matching slow';
  return repeatFault(skeleton);
}

function repeatFault(skeleton: string): string | undefined {
  const groups: { repeats: boolean; alternates: boolean }[] = [{ repeats: false, alternates: false }];
  let openRepeats = 0;
  let closed: { repeats: boolean; alternates: boolean } | undefined;
  for (let at = 0; at < skeleton.length; at++) {
    const sign = skeleton[at] ?? '';
    const inner = groups.at(-1);
    if (sign === '(') groups.push({ repeats: false, alternates: false });
    if (sign === '|' && inner) inner.alternates = true;
    const repeat = /^(?:[*+]|\{(\d+)(,?)(\d*)\})/u.exec(skeleton.slice(at));
    if (repeat) {
      const most =
        repeat[1] === undefined ? Number.POSITIVE_INFINITY : upperBound(repeat[1], repeat[2] ?? '', repeat[3] ?? '');
      if (closed?.repeats || (closed?.alternates && most > 10))
        return 'no repeat around another repeat or around alternatives: it makes matching slow';
      if (most > 10) openRepeats += 1;
      if (openRepeats > MAX_OPEN_REPEATS) return `at most ${MAX_OPEN_REPEATS} open-ended repeats such as \\S+`;
      for (const group of groups) group.repeats = true;
      at += repeat[0].length - 1;
      closed = undefined;
      continue;
    }
    if (sign === ')') {
      closed = groups.pop();
      const outer = groups.at(-1);
      if (outer && closed?.alternates) outer.alternates = true;
    } else closed = undefined;
  }
  return undefined;
}

function upperBound(least: string, comma: string, most: string): number {
  if (comma === '') return Number(least);
  return most === '' ? Number.POSITIVE_INFINITY : Number(most);
}

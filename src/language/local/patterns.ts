/**
 * Patterns compile when they meet their first texts: a millisecond each, and reading a date needs hundreds. Those made
 * here can be compiled one by one beforehand, so that nobody waits for all of them at once.
 */
import { setImmediate } from 'node:timers/promises';

const waiting: RegExp[] = [];

/** A pattern made once, when the program starts or first speaks a language; never one made for a single text. */
export function patternOf(source: string | RegExp, flags?: string): RegExp {
  const made = typeof source === 'string' ? new RegExp(source, flags) : source;
  waiting.push(made);
  return made;
}

/** Plain text and text with emoji are compiled for separately, and each twice: quickly first, thoroughly for the second. */
const MET = ['Ana, Friday 4 Dec at 10', 'Ana, Friday 4 Dec at 11', 'Ana, Friday 👍', 'Ana, Friday 4 👍'];

/** Compiles what `patternOf` has made so far; other work gets its turn after every few. */
export async function compilePatterns(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    for (const text of MET) {
      next.lastIndex = 0;
      next.exec(text);
      next.lastIndex = 0;
      await setImmediate();
    }
  }
}

/** A fault of config before its line is known, and the words every check shares. Pure. */
import type { Fault } from '../fault.ts';
import { nearestWord } from '../nearest-word.ts';

export type Path = readonly (string | number)[];
/** A fault whose path is still that of the value, without file and line. */
export type PathFault = Omit<Fault, 'path'> & { readonly path: Path };

/** `expected` with the nearest known word, when there is one. */
export function oneOf(known: readonly string[], got: string): string {
  const near = nearestWord(got, known);
  return near ? `a known name (did you mean "${near}"?)` : `one of ${known.join(', ')}`;
}

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

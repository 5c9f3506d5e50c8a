/**
 * What takes time once is done before the first customer needs it, in small pieces while the program already serves:
 * nothing here ever holds anybody up, and everything works without it.
 */
import { setImmediate } from 'node:timers/promises';
import type { Business } from '../domain/business.ts';
import type { Extractions, Language } from '../ports.ts';
import { tongueOf } from '../tongues/list.ts';
import { createToEnglish } from '../tongues/to-english.ts';
import { grammarOf } from './local/names.ts';
import { compilePatterns } from './local/patterns.ts';

const KINDS: readonly (keyof Extractions)[] = ['moment', 'count', 'duration', 'phone', 'name'];
/** Text with emoji is compiled for separately. Nothing in them has to be classified. */
const TEXTS = ['Ana, Friday 4 Dec at 10', 'Ana, Friday 4 Dec at 10 👍'];

/**
 * Compiles the patterns of the shop's own language and of those it speaks besides.
 * @param language the local one
 */
export async function warmUp(language: Language, spoken: readonly Business[] = []): Promise<void> {
  await compilePatterns();
  for (const text of TEXTS) {
    for (const kind of KINDS) {
      await setImmediate();
      await language.extract(kind, text, { now: 0, asked: true });
    }
  }
  for (const { locale } of spoken) {
    await setImmediate();
    const tongue = tongueOf(locale);
    if (!tongue) continue;
    createToEnglish(tongue);
    grammarOf(tongue.names);
    await compilePatterns();
  }
}

/**
 * The local language as a shop has it that keeps what it has learned: the first test file of a run trains, the others
 * take it up. Only what is learned is kept, for this run alone; it is read by the same code as after a training.
 */
import type { Business } from '../../src/domain/business.ts';
import { partsOf, prepareLesson } from '../../src/language/local/intent-lesson.ts';
import { learnIntents } from '../../src/language/local/intent-ranker.ts';
import { createKeptLessons, keyOf } from '../../src/language/local/kept-lessons.ts';
import { createLocalLanguage, serviceWords } from '../../src/language/local-language.ts';
import type { Language } from '../../src/ports.ts';
import { tongueOf } from '../../src/tongues/list.ts';

/** Without the folder that test/support/set-up.mjs makes, it trains. */
export function createTrainedLanguage(business: Business): Language {
  const tongue = tongueOf(business.locale);
  const lesson = prepareLesson(business.intents, serviceWords(business), tongue);
  const folder = process.env['TEST_LESSONS_DIR'];
  const kept = folder === undefined ? undefined : createKeptLessons(folder);
  const key = keyOf(lesson, undefined);
  const known = kept?.read(key);
  const ranker = learnIntents(lesson, undefined, known);
  if (!known && ranker.learned) kept?.write(key, ranker.learned);
  const classifier = { classify: (text: string) => ranker.rank(partsOf(text, tongue)) };
  return createLocalLanguage({ intents: business.intents, business }, { classifier });
}

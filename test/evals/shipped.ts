/**
 * What `npm run eval` measures without a file: the shipped shop, with messages and questions written apart from its
 * examples. They guard against a step back; they are no measure of quality, for they were looked at on the way.
 */
import { loadBusiness } from '../../src/business-config.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { trainIntentClassifier, trainIntentClassifierWith } from '../../src/language/local/intent-classifier.ts';
import { serviceWords } from '../../src/language/local-language.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { ANSWERABLE, UNANSWERABLE } from '../knowledge/held-out-questions.ts';
import { flag, report, withEncoder } from './command.ts';
import { scoreFaq } from './faq.ts';
import type { Asked } from './faq-rows.ts';
import { readRows } from './intent-rows.ts';
import { scoreIntents } from './intents.ts';

const at = (path: string) => new URL(`../../${path}`, import.meta.url).pathname;
const loaded = loadBusiness(at('config'));
if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
const { business } = loaded;

await withEncoder(!flag('words'), async (encoder, by) => {
  const services = serviceWords(business);
  const classifier = encoder
    ? await trainIntentClassifierWith(encoder, business.intents, services)
    : trainIntentClassifier(business.intents, services);
  report('intents', { by, ...(await scoreIntents(classifier, readRows(at('test/evals/harbour-cycles.jsonl')))) });

  const knowledge = await createKnowledge(
    { dir: at('knowledge'), business },
    { clock: createManualClock(), sentences: encoder },
  );
  await knowledge.settled();
  const search = async (query: string, without: readonly string[] = []) => {
    const ranked = await knowledge.search(query, 20);
    return ranked.filter(({ passage }) => !without.includes(passage.id));
  };
  // The questions name the beginnings of ids.
  const idsOf = (starts: readonly string[]) =>
    knowledge.passages.map(({ id }) => id).filter((id) => starts.some((start) => id.startsWith(start)));
  const asked: readonly Asked[] = [
    ...ANSWERABLE.map(([query, ...starts]) => ({ query, answers: idsOf(starts) })),
    ...UNANSWERABLE.map((query) => ({ query, answers: [] })),
  ];
  const { refusedWithoutPassage, ...score } = await scoreFaq(search, asked);
  report('faq', { by, passages: knowledge.passages.length, ...score });
});

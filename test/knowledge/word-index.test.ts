/** Full text must rank as the library does whose arithmetic it is: MiniSearch with the same texts says what is right. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import MiniSearch from 'minisearch';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { createTerms } from '../../src/knowledge/terms.ts';
import { createVocabulary } from '../../src/knowledge/vocabulary.ts';
import { createWordIndex, type WordIndex } from '../../src/knowledge/word-index.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { ANSWERABLE, UNANSWERABLE } from './held-out-questions.ts';

const BOOSTS = { heading: 2, questions: 2, text: 1, title: 0.5 };
const terms = createTerms('en-IE');
const questions = [...ANSWERABLE.map(([question]) => question), ...UNANSWERABLE];
let index: WordIndex;
let library: MiniSearch;

beforeAll(async () => {
  const dir = join(import.meta.dirname, '../../knowledge');
  const { passages } = await createKnowledge({ dir }, { clock: createManualClock() });
  index = createWordIndex(Object.values(BOOSTS));
  library = new MiniSearch({
    fields: Object.keys(BOOSTS),
    tokenize: (joined) => joined.split(' ').filter(Boolean),
    processTerm: (term) => term,
    searchOptions: {
      boost: BOOSTS,
      fuzzy: (term) => (term.length >= 5 ? 0.2 : false),
      prefix: (term) => term.length >= 5,
      weights: { fuzzy: 0.4, prefix: 0.5 },
    },
  });
  for (const [id, { heading, questions: listed, text, documentTitle }] of passages.entries()) {
    const fields = [heading, listed.join(' '), text, documentTitle].map(terms.content);
    index.add(fields);
    const [first, others, body, title] = fields.map((field) => field.join(' '));
    library.add({ id, heading: first, questions: others, text: body, title });
  }
});

/** As customers type: with a letter missing or two swapped, and only the beginning of a word. */
function mangled(term: string, at: number): string {
  if (term.length < 6) return term;
  const middle = 2 + (at % (term.length - 3));
  if (at % 3 === 0) return term.slice(0, middle) + term.slice(middle + 1);
  if (at % 3 === 1) return term.slice(0, -2);
  return `${term.slice(0, middle)}${term[middle + 1] ?? ''}${term[middle] ?? ''}${term.slice(middle + 2)}`;
}

describe('full text over the shipped passages', () => {
  it.each([
    ['as they are', (asked: readonly string[]) => asked],
    ['misspelt or cut short', (asked: readonly string[]) => asked.map(mangled)],
    ['with a word said twice', (asked: readonly string[]) => [...asked, ...asked.slice(0, 1)]],
  ])('finds the same passages with the same scores as MiniSearch, best first, for questions %s', (_, change) => {
    expect(questions.length).toBeGreaterThan(100);
    for (const question of questions) {
      const asked = change(terms.content(question));
      const expected = new Map(library.search(asked.join(' ')).map(({ id, score }) => [id as number, score]));
      const found = [...index.best(asked, expected.size + 1, () => true)];
      expect([question, found.map(([id]) => id).sort()]).toEqual([question, [...expected.keys()].sort()]);
      for (const [id, score] of found) expect(score).toBeCloseTo(expected.get(id) ?? 0, 8);
      const scores = found.map(([, score]) => score);
      expect(scores).toEqual(scores.toSorted((one, other) => other - one));
      expect([...index.best(asked, 24, () => true)]).toEqual(found.slice(0, 24));
    }
  });

  it('leaves out what may not be spoken, and fills up with what may', () => {
    const asked = terms.content('how much is a puncture repair');
    const odd = [...index.best(asked, 1_000, (text) => text % 2 === 1).keys()];
    const all = [...index.best(asked, 1_000, () => true).keys()];
    expect(odd.length).toBeGreaterThan(2);
    expect(odd).toEqual(all.filter((text) => text % 2 === 1));
    expect([...index.best(asked, 2, (text) => text % 2 === 1).keys()]).toEqual(odd.slice(0, 2));
  });
});

describe('a misspelt word', () => {
  const vocabulary = createVocabulary();
  for (const term of ['deliver', 'delivered', 'saddle', 'sandal', 'bike', 'insurance']) vocabulary.take(term);
  const meant = (term: string) => {
    const number = vocabulary.meant(term);
    return number === undefined ? undefined : vocabulary.termOf(number);
  };

  it.each([
    ['delivr', 'deliver'],
    ['sadlde', 'saddle'],
    ['insurence', 'insurance'],
    ['inusrnace', 'insurance'],
    ['saddle', 'saddle'],
  ])('"%s" means "%s", however often it is asked', (term, wanted) => {
    expect([meant(term), meant(term)]).toEqual([wanted, wanted]);
  });

  it.each(['biek', 'nsurance', 'deliver7', 'sprocket'])('"%s" means nothing that is known', (term) => {
    expect(meant(term)).toBeUndefined();
  });
});

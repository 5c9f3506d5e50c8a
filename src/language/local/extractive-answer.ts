/**
 * Answers with the knowledge's own sentences and nothing else: the best passage, of it the one to three sentences (or
 * the list) that hold the answer, with the source. What is too weak is left to people.
 */
import type { RankedPassage, Source } from '../../domain/knowledge.ts';
import type { ExtractiveAnswer } from '../../ports.ts';
import { type Block, blocksOf, plainText, sentencesIn } from './passage-blocks.ts';
import { contentWords, sameWord, words } from './tokens.ts';

const PASSAGES_READ = 4;
/** A passage up to this long is given whole: cutting it would lose more than it saves. */
const SHORT_PASSAGE = 320;
const MAX_SENTENCES = 3;
const MAX_LIST_ITEMS = 8;
/** Below this there is no answer. */
const TOO_WEAK = 0.25;
/** How much of the confidence rests on the chosen words covering the question, the rest on the passage's own score. */
const COVERAGE_SHARE = 0.3;
const WRONG_KIND_FACTOR = 0.8;

const MONEY = /[€$£]|\d+ ?(?:euros?|eur|%)|\bfree\b|\bincluded\b|\bno (?:charge|cost|fee)\b/iu;
/** What kind of thing a question asks for, and how an answer to it looks; `surely`: nothing else answers it. */
const KINDS: readonly { readonly asks: RegExp; readonly shows: RegExp; readonly surely?: true }[] = [
  {
    asks: /\bhow (?:much|dear|expensive|pricey)\b(?! (?:time|longer|notice|earlier|later|space|room))|\bwhat(?:['’]s| is| are| does| do| would| will)\b.{0,40}\b(?:cost|price)\b|^(?:price|cost)\b/iu,
    shows: MONEY,
    surely: true,
  },
  {
    asks: /^(?:and |but |so )?(?:why|how come)\b/iu,
    shows: /\b(?:because|since|due to|reason|so that|in order)\b/iu,
    surely: true,
  },
  {
    asks: /^(?:and |but |so )?who else\b|\b(?:any|some)(?:one|body|where|thing) else\b/iu,
    shows: /\b(?:else|others?|also|only)\b/iu,
    surely: true,
  },
  {
    asks: /\b(?:price|cost|charge|fee)s?\b/iu,
    shows: MONEY,
  },
  {
    asks: /\bhow long\b|\bhow (?:quick|soon)/iu,
    shows: /\d+|\b(?:minutes?|hours?|days?|weeks?|months?|years?|same day)\b/iu,
  },
  {
    asks: /\bwhat time|\bwhen\b|\bopening\b|\bhours\b|\bhow late\b|\buntil when\b/iu,
    shows: /\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:closed|noon|morning|evening)\b/iu,
  },
  { asks: /\bhow many\b/iu, shows: /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|no limit)\b/iu },
  { asks: /\b(?:phone|number|e-?mail|address)\b/iu, shows: /\d|@|\b(?:street|road|st|rd)\b/iu },
];
/** What is to be done with a thing: "do you buy bikes" is not answered by how they are sold. */
const ACTIONS: readonly RegExp[] = [
  /\b(?:rent|hire|hiring|renting) out (?:my|our)\b/iu,
  /\b(?:you|ye|u|yous|guys)(?: also| ever| even)? buy\b|\bsell (?:you|ye|u|my)\b|\btake my old\b|\bpart[- ]exchange\b|\btrade[- ]?in\b/iu,
  /\b(?:you|ye|u|yous|guys)(?: also| ever| even)? (?:sell|stock)\b|\b(?:i|we) buy\b|\bfor sale\b|\bin stock\b|\bwe (?:sell|stock|have|carry)\b/iu,
  /\b(?:rent|hire)(?:s|al|als|ing|ed|d)?\b/iu,
  /\b(?:repair|fix|mend)(?:s|es|ing|ed)?\b/iu,
  /\bcancel/iu,
  /\binsur/iu,
];
/** "Which cards do you not take" is not answered by those we take. */
const ASKS_WHAT_NOT =
  /\b(?:which|what|when|where|who)\b.*\b(?:not|never|except)\b|\b(?:which|what|when|where|who)\b.*n['’]t\b/iu;
const SAYS_NOT = /\b(?:not?|never|none|only|except|excluded?|closed)\b|n['’]t\b/iu;
/** Low enough that a classifier which knows the subject cannot make up for it. */
const NO_ANSWER_FACTOR = 0.35;
/** A sentence that begins so leans on the one before it. */
const LEANS_BACK =
  /^(?:it|they|this|that|these|those|both|he|she|otherwise|however|but|and|also|then|there|such|in that case|if not|so|for (?:this|that))\b/iu;

/** The best-founded answer, or undefined when the passages do not hold one. Confidence 0..1. */
export function extractAnswer(question: string, passages: readonly RankedPassage[]): ExtractiveAnswer | undefined {
  const asked = contentWords(question);
  const answers = passages.slice(0, PASSAGES_READ).flatMap((ranked) => {
    const answer = fromPassage(question, asked, ranked);
    return answer ? [answer] : [];
  });
  const best = answers.toSorted((a, b) => b.confidence - a.confidence)[0];
  return best && best.confidence >= TOO_WEAK ? best : undefined;
}

function fromPassage(
  question: string,
  asked: readonly string[],
  { passage, score }: RankedPassage,
): ExtractiveAnswer | undefined {
  const text = passage.text.trim();
  if (text === '' || score <= 0) return undefined;
  const chosen = chosenWords(question, asked, text);
  const surroundings = [passage.heading, passage.documentTitle, ...passage.questions, chosen].join(' ');
  const coverage = asked.length === 0 ? 1 : covered(asked, surroundings); // "where are you" has no words of its own
  const kind = KINDS.find(({ asks }) => asks.test(question));
  const fits = !kind || kind.shows.test(chosen) ? 1 : kind.surely ? NO_ANSWER_FACTOR : WRONG_KIND_FACTOR;
  const all = [surroundings, text].join(' ');
  const done = ACTIONS.some((action) => action.test(question) && !action.test(all)) ? NO_ANSWER_FACTOR : 1;
  const not = ASKS_WHAT_NOT.test(question) && !SAYS_NOT.test(all) ? NO_ANSWER_FACTOR : 1;
  const confidence = not * Math.min(1, score) * (1 - COVERAGE_SHARE + COVERAGE_SHARE * coverage) * fits * done;
  const title =
    passage.heading && passage.heading !== passage.documentTitle
      ? `${passage.documentTitle}: ${passage.heading}`
      : passage.documentTitle;
  const source: Source = { kind: 'passage', id: passage.id, title, text: chosen, score, date: passage.approvedOn };
  return { text: plainText(chosen), sources: [source], confidence };
}

/** The passage's own words that answer, exactly as they stand in it. */
function chosenWords(question: string, asked: readonly string[], text: string): string {
  const blocks = blocksOf(text);
  if (text.length <= SHORT_PASSAGE) return text;
  const kind = KINDS.find(({ asks }) => asks.test(question));
  const worth = (words_: string) => covered(asked, words_) + (kind?.shows.test(words_) ? 0.25 : 0);
  const best = blocks
    .map((block) => ({ block, worth: blockWorth(block, worth) }))
    .toSorted((a, b) => b.worth - a.worth)[0];
  if (!best) return text;
  return best.block.kind === 'list' ? fromList(best.block, worth) : fromParagraph(best.block.text, worth);
}

function blockWorth(block: Block, worth: (text: string) => number): number {
  if (block.kind === 'paragraph') return Math.max(...sentencesIn(block.text).map(worth));
  // A list answers as a whole: its introduction says what of, its items say what.
  return Math.max(
    worth(block.intro),
    worth(`${block.intro} ${block.items.join(' ')}`),
    ...block.items.map((item) => worth(`${block.intro} ${item}`)),
  );
}

function fromList(block: Extract<Block, { kind: 'list' }>, worth: (text: string) => number): string {
  const lines = (items: readonly string[]) => [...(block.intro === '' ? [] : [block.intro]), ...items].join('\n');
  if (block.items.length <= MAX_LIST_ITEMS) return lines(block.items);
  const fitting = block.items.map((item) => ({ item, worth: worth(item) }));
  const highest = Math.max(...fitting.map((entry) => entry.worth));
  return lines(
    fitting
      .filter((entry) => entry.worth >= highest * 0.8)
      .slice(0, MAX_LIST_ITEMS)
      .map((entry) => entry.item),
  );
}

function fromParagraph(text: string, worth: (text: string) => number): string {
  const sentences = sentencesIn(text);
  if (sentences.length <= MAX_SENTENCES && text.length <= SHORT_PASSAGE) return text;
  const worths = sentences.map(worth);
  const top = worths.indexOf(Math.max(...worths));
  let [from, until] = [top, top];
  if (LEANS_BACK.test(sentences[top] ?? '') && from > 0) from--;
  while (until - from + 1 < MAX_SENTENCES) {
    const next =
      until + 1 < sentences.length &&
      (LEANS_BACK.test(sentences[until + 1] ?? '') || (worths[until + 1] ?? 0) >= (worths[top] ?? 0) * 0.6);
    const previous = !next && from > 0 && (worths[from - 1] ?? 0) >= (worths[top] ?? 0) * 0.6;
    if (next) until++;
    else if (previous) from--;
    else break;
  }
  return sentences.slice(from, until + 1).join(' ');
}

/** Share of the question's own words that stand in the text in some form. */
function covered(asked: readonly string[], text: string): number {
  if (asked.length === 0) return 0;
  const present = new Set(words(text));
  const hits = asked.filter((word) => present.has(word) || [...present].some((other) => sameWord(word, other)));
  return hits.length / asked.length;
}

/**
 * Fits the weights of src/knowledge/score.ts and prints them: `npx node test/knowledge/fit-score.ts [--meaning]
 * [--also INTENTS.jsonl]`. With `--meaning` those that go with sentence vectors; `--also` takes another trade along, from
 * the train rows of an intent set: a passage an intent, asked once with and once without it. It never sees the held-out
 * questions. Each fitting question is asked once as it is, and once with the answering document left out; each
 * listed question once without the words that its passage is about ("rental insurance" becomes "insurance").
 */
import type { Passage } from '../../src/domain/knowledge.ts';
import { readDocuments } from '../../src/knowledge/documents.ts';
import { createPassageIndex, type PassageIndex } from '../../src/knowledge/passage-index.ts';
import { encodePassages, type PassageMeaning } from '../../src/knowledge/passage-meaning.ts';
import { passagesOf } from '../../src/knowledge/passages.ts';
import type { Evidence, MeaningEvidence, Weights } from '../../src/knowledge/score.ts';
import { createTerms } from '../../src/knowledge/terms.ts';
import { flag, text, withEncoder } from '../evals/command.ts';
import { readRows } from '../evals/intent-rows.ts';
import { FITTING_QUESTIONS } from './fitting-questions.ts';

interface Sample {
  readonly evidence: Partial<MeaningEvidence> & Evidence;
  readonly right: boolean;
  readonly weight: number;
}

const { documents } = await readDocuments(new URL('../../knowledge', import.meta.url).pathname);
const passages = documents
  .flatMap((document) => passagesOf(document).passages)
  .filter(({ audience }) => audience === 'customer');
const terms = createTerms('en-IE');
const samples: Sample[] = [];
interface Ask {
  readonly question: string;
  readonly index: PassageIndex;
  readonly answer: string | null;
  readonly weight: number;
}
const asks: Ask[] = [];

function sample(question: string, index: PassageIndex, answer: string | null, weight: number): void {
  asks.push({ question, index, answer, weight });
}

const whole = createPassageIndex(passages, terms);
const withoutFile = new Map(
  documents.map(({ file }) => [
    file,
    createPassageIndex(
      passages.filter(({ id }) => !id.startsWith(`${file}#`)),
      terms,
    ),
  ]),
);
for (const [question, answer] of FITTING_QUESTIONS) {
  // A wrong answer costs more than a question to the team.
  sample(question, whole, answer, answer === null ? 2 : 1);
  const without = answer === null ? undefined : withoutFile.get(answer.split('#', 1)[0] ?? '');
  if (without) sample(question, without, null, 0.25);
}

for (const passage of passages) {
  const asked = [passage.heading, ...passage.questions];
  const about = new Set(
    asked
      .flatMap((question) => terms.content(question))
      .filter((term, _, all) => all.filter((other) => other === term).length >= asked.length * 0.6),
  );
  for (const question of passage.questions) {
    const rest = question
      .split(' ')
      .filter((word) => !terms.content(word).some((term) => about.has(term)))
      .join(' ');
    if (rest !== question && terms.content(rest).length > 0) sample(rest, whole, null, 0.15);
  }
}

// The same thing, something else done to it: "do you rent electric scooters" is not answered by who repairs them.
const ACTIONS = ['sell', 'rent', 'repair', 'deliver', 'return', 'insure', 'paint'];
for (const passage of passages) {
  for (const question of [passage.heading, ...passage.questions]) {
    const done = ACTIONS.filter((action) => question.toLowerCase().split(/\W+/u).includes(action));
    for (const action of done) {
      for (const other of ACTIONS) {
        if (other === action) continue;
        const swapped = question.replace(new RegExp(`\\b${action}\\b`, 'iu'), other);
        if (whole.examine(swapped)[0]?.passage.id === passage.id) sample(swapped, whole, null, 0.15);
      }
    }
  }
}

/** So many questions of an intent make its passage, so many ask for it. */
const OTHER_TRADE = { listed: 3, asking: 5 } as const;
const others = otherTrade(text('also'));

function otherTrade(file: string | undefined): readonly Passage[] {
  if (file === undefined) return [];
  const rows = readRows(file).filter(({ split }) => split === 'train');
  const intents = [...new Set(rows.map(({ intent }) => intent))];
  const asked = intents.map((intent) => rows.filter((row) => row.intent === intent).map((row) => row.text));
  const passagesOfTrade = intents.map((intent, at) => {
    const [heading = intent, second = '', third = ''] = asked[at] ?? [];
    const approval = { approvedBy: 'nobody', approvedOn: '2026-01-01', audience: 'customer' } as const;
    return { id: `${intent}#`, documentTitle: 'Trade', heading, text: third, questions: [second], ...approval };
  });
  const all = createPassageIndex(passagesOfTrade, terms);
  const share = FITTING_QUESTIONS.length / (intents.length * OTHER_TRADE.asking);
  for (const [at, passage] of passagesOfTrade.entries()) {
    const without = createPassageIndex(
      passagesOfTrade.filter((other) => other !== passage),
      terms,
    );
    for (const question of asked[at]?.slice(OTHER_TRADE.listed, OTHER_TRADE.listed + OTHER_TRADE.asking) ?? []) {
      sample(question, all, passage.id, share);
      sample(question, without, null, share / 2);
    }
  }
  return passagesOfTrade;
}

await withEncoder(flag('meaning'), async (encoder) => {
  const meaning: PassageMeaning | undefined = encoder && (await encodePassages([...passages, ...others], encoder));
  const vectors = await encoder?.encode(
    asks.map(({ question }) => question),
    { keep: true },
  );
  for (const [at, { question, index, answer, weight }] of asks.entries()) {
    const vector = vectors?.[at];
    const [best] = index.examine(question, undefined, vector && meaning ? { vector, passages: meaning } : undefined);
    if (best)
      samples.push({ evidence: best.evidence, right: answer !== null && best.passage.id.startsWith(answer), weight });
  }
});

const names = [
  'coverage',
  'unknown',
  'lacking',
  'elsewhere',
  'dice',
  'missed',
  'topic',
  'letters',
  'bm25',
  'margin',
  ...(flag('meaning') ? (['meaning', 'meaningLead'] as const) : []),
] as const;
const weights = Object.fromEntries(['bias', ...names].map((name) => [name, 0])) as Record<
  keyof Weights<MeaningEvidence>,
  number
>;
const AGAINST: readonly string[] = ['unknown', 'lacking', 'elsewhere', 'missed'];
const PULL_TO_ZERO = 0.001;
const total = samples.reduce((sum, { weight }) => sum + weight, 0);
for (let round = 0; round < 20_000; round++) {
  const slope = { ...weights, bias: 0 };
  for (const name of names) slope[name] *= PULL_TO_ZERO * total;
  for (const { evidence, right, weight } of samples) {
    const sum = names.reduce((all, name) => all + weights[name] * (evidence[name] ?? 0), weights.bias);
    const error = weight * (1 / (1 + Math.exp(-sum)) - (right ? 1 : 0));
    slope.bias += error;
    for (const name of names) slope[name] += error * (evidence[name] ?? 0);
  }
  for (const name of ['bias', ...names] as const) weights[name] -= (2 * slope[name]) / total;
  // What speaks against an answer must never count for it, nor the other way round, whatever these few samples say.
  for (const name of names) {
    const against = AGAINST.includes(name);
    weights[name] = against ? Math.min(0, weights[name]) : Math.max(0, weights[name]);
  }
}
const rounded = Object.entries(weights).map(([name, value]) => `${name}: ${value.toFixed(2)}`);
process.stdout.write(
  `${samples.length} samples, ${samples.filter(({ right }) => right).length} right\n{ ${rounded.join(', ')} }\n`,
);

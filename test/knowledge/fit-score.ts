/**
 * Fits the weights of src/knowledge/score.ts and prints them: `npx node test/knowledge/fit-score.ts`. It never sees the
 * held-out questions. Each fitting question is asked once as it is, and once with the answering document left out; each
 * listed question once without the words that its passage is about ("rental insurance" becomes "insurance").
 */
import { readDocuments } from '../../src/knowledge/documents.ts';
import { createPassageIndex, type PassageIndex } from '../../src/knowledge/passage-index.ts';
import { passagesOf } from '../../src/knowledge/passages.ts';
import { type Evidence, scoreOf, type Weights } from '../../src/knowledge/score.ts';
import { createTerms } from '../../src/knowledge/terms.ts';
import { FITTING_QUESTIONS } from './fitting-questions.ts';

interface Sample {
  readonly evidence: Evidence;
  readonly right: boolean;
  readonly weight: number;
}

const { documents } = await readDocuments(new URL('../../knowledge', import.meta.url).pathname);
const passages = documents
  .flatMap((document) => passagesOf(document).passages)
  .filter(({ audience }) => audience === 'customer');
const terms = createTerms('en-IE');
const samples: Sample[] = [];

function sample(question: string, index: PassageIndex, answer: string | null, weight: number): void {
  const best = index.examine(question)[0];
  if (best)
    samples.push({ evidence: best.evidence, right: answer !== null && best.passage.id.startsWith(answer), weight });
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
] as const;
const weights = Object.fromEntries(['bias', ...names].map((name) => [name, 0])) as Record<keyof Weights, number>;
const PULL_TO_ZERO = 0.001;
const total = samples.reduce((sum, { weight }) => sum + weight, 0);
for (let round = 0; round < 20_000; round++) {
  const slope = { ...weights, bias: 0 };
  for (const name of names) slope[name] *= PULL_TO_ZERO * total;
  for (const { evidence, right, weight } of samples) {
    const error = weight * (scoreOf(evidence, weights) - (right ? 1 : 0));
    slope.bias += error;
    for (const name of names) slope[name] += error * evidence[name];
  }
  for (const name of ['bias', ...names] as const) weights[name] -= (2 * slope[name]) / total;
}
const rounded = Object.entries(weights).map(([name, value]) => `${name}: ${value.toFixed(2)}`);
process.stdout.write(
  `${samples.length} samples, ${samples.filter(({ right }) => right).length} right\n{ ${rounded.join(', ')} }\n`,
);

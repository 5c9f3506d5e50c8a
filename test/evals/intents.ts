/**
 * Measures how intents are told apart: `npm run eval -- intents --data FILE.jsonl [--shots N] [--unseen N] [--words]
 * [--json]`. Rows `{"split","text","intent"}`: train rows teach, test rows ask, intent "oos" is out of scope. `--shots`
 * teaches only the first N examples of an intent; `--unseen` leaves out the last N intents and asks them as out of scope;
 * `--words` does without sentence vectors. Nothing may be tuned on what this prints for test rows.
 */
import type { Intent } from '../../src/domain/business.ts';
import { calibrationError, type Prediction } from '../../src/language/local/calibration.ts';
import {
  type IntentClassifier,
  trainIntentClassifier,
  trainIntentClassifierWith,
} from '../../src/language/local/intent-classifier.ts';
import { OUT_OF_SCOPE } from '../../src/language/local/intent-lesson.ts';
import { asCommand, flag, option, progress, report, withEncoder } from './command.ts';
import { divide, type IntentRow, readRows } from './intent-rows.ts';

/** Shares from 0 to 1; NaN where there is nothing to count. */
export interface IntentScore {
  readonly inScope: number;
  readonly outOfScope: number;
  /** Share of in-scope questions whose best intent is right, whatever the confidence. */
  readonly accuracy: number;
  /** The same when everything below even odds counts as taken for out of scope. */
  readonly accuracyAfterRefusing: number;
  /** Of out-of-scope questions those below even odds; of all below even odds those that were out of scope. */
  readonly outOfScopeRecall: number;
  readonly outOfScopePrecision: number;
  /** Chance that a rightly understood question gets more confidence than one out of scope. */
  readonly separation: number;
  /** Three bands: share of in-scope questions acted on, how many of those rightly, share asked back. */
  readonly acted: number;
  readonly actedRightly: number;
  readonly askedBack: number;
  /** Share of out-of-scope questions below `ask`, and share wrongly acted on. */
  readonly refused: number;
  readonly actedOutOfScope: number;
  readonly calibrationError: number;
  readonly msPerText: number;
}

/** As in the shipped configuration. */
const ACT = 0.7;
const ASK = 0.4;
const EVEN_ODDS = 0.5;

export interface Heard extends Prediction {
  readonly inScope: boolean;
  readonly ms: number;
}

export async function scoreIntents(classifier: IntentClassifier, rows: readonly IntentRow[]): Promise<IntentScore> {
  return scoreHeard(await hear(classifier, rows));
}

/** What the classifier makes of each row: it may be scored in several ways. */
export async function hear(classifier: IntentClassifier, rows: readonly IntentRow[]): Promise<readonly Heard[]> {
  const heard: Heard[] = [];
  for (const { text, intent } of rows) {
    const startedAt = performance.now();
    const [best] = (await classifier.classify(text)).ranked;
    heard.push({
      confidence: best?.confidence ?? 0,
      correct: best?.intent === intent,
      inScope: intent !== OUT_OF_SCOPE,
      ms: performance.now() - startedAt,
    });
  }
  return heard;
}

export function scoreHeard(heard: readonly Heard[]): IntentScore {
  const inScope = heard.filter((one) => one.inScope);
  const outOfScope = heard.filter((one) => !one.inScope);
  const acted = inScope.filter((one) => one.confidence >= ACT);
  const below = heard.filter((one) => one.confidence < EVEN_ODDS);
  return {
    inScope: inScope.length,
    outOfScope: outOfScope.length,
    accuracy: share(inScope, (one) => one.correct),
    accuracyAfterRefusing: share(inScope, (one) => one.correct && one.confidence >= EVEN_ODDS),
    outOfScopeRecall: share(outOfScope, (one) => one.confidence < EVEN_ODDS),
    outOfScopePrecision: outOfScope.length === 0 ? Number.NaN : share(below, (one) => !one.inScope),
    separation: separation(
      inScope.filter((one) => one.correct),
      outOfScope,
    ),
    acted: share(inScope, (one) => one.confidence >= ACT),
    actedRightly: share(acted, (one) => one.correct),
    askedBack: share(inScope, (one) => one.confidence >= ASK && one.confidence < ACT),
    refused: share(outOfScope, (one) => one.confidence < ASK),
    actedOutOfScope: share(outOfScope, (one) => one.confidence >= ACT),
    calibrationError: calibrationError(heard),
    msPerText: heard.reduce((sum, { ms }) => sum + ms, 0) / Math.max(1, heard.length),
  };
}

function share<T>(all: readonly T[], counts: (one: T) => boolean): number {
  return all.length === 0 ? Number.NaN : all.filter(counts).length / all.length;
}

/** The area under the ROC curve, by ranks; equal confidences count half. */
function separation(ours: readonly Prediction[], strangers: readonly Prediction[]): number {
  if (ours.length === 0 || strangers.length === 0) return Number.NaN;
  const sorted = strangers.map(({ confidence }) => confidence).sort((a, b) => a - b);
  const below = (limit: number, equalToo: boolean) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const value = sorted[middle] as number;
      if (value < limit || (equalToo && value === limit)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const won = ours.reduce((sum, { confidence }) => sum + (below(confidence, false) + below(confidence, true)) / 2, 0);
  return won / (ours.length * strangers.length);
}

/** @param rows that teach */
export function taught(
  rows: readonly IntentRow[],
  ids: readonly string[],
  shots = Number.POSITIVE_INFINITY,
): readonly Intent[] {
  const texts = Map.groupBy(rows, ({ intent }) => intent);
  return ids.map((id) => ({
    id,
    label: id,
    agent: 'faq',
    autonomy: 'auto',
    documents: [],
    examples: (texts.get(id) ?? []).slice(0, shots).map(({ text }) => text),
  }));
}

/** The product's own classifier, with sentence vectors where they can be had. */
export async function measureIntents(all: readonly IntentRow[]): Promise<Record<string, number | string>> {
  const rows = divide(all);
  const ids = [...new Set(rows.taught.map(({ intent }) => intent))].filter((id) => id !== OUT_OF_SCOPE);
  const known = ids.slice(0, Math.max(0, ids.length - (option('unseen') ?? 0)));
  if (known.length === 0) throw new Error(`expected --unseen below the number of intents, ${ids.length}`);
  const intents = [
    ...taught(rows.taught, known, option('shots') ?? Number.POSITIVE_INFINITY),
    ...taught(rows.taught, [OUT_OF_SCOPE]),
  ];
  const ours = new Set(known);
  const asked = rows.asked.map((row) => (ours.has(row.intent) ? row : { ...row, intent: OUT_OF_SCOPE }));
  return withEncoder(!flag('words'), async (encoder, by) => {
    const startedAt = performance.now();
    const classifier = encoder
      ? await trainIntentClassifierWith(encoder, intents, [])
      : trainIntentClassifier(intents, []);
    const trainingSeconds = (performance.now() - startedAt) / 1000;
    progress(`trained ${known.length} intents in ${trainingSeconds.toFixed(1)} s, ${by}`);
    return { by, ...(await scoreIntents(classifier, asked)), trainingSeconds };
  });
}

const [file] = process.argv.slice(2);
if (import.meta.filename === process.argv[1] && file)
  await asCommand(async () => report('intents', await measureIntents(readRows(file))));

/**
 * Measures how intents are told apart: `npx node test/evals/intents.ts FILE.jsonl [--shots N] [--unseen N]`. Rows
 * `{"split","text","intent"}`: train rows teach, test rows ask, intent "oos" is out of scope. `--shots` teaches only the
 * first N examples of an intent; `--unseen` leaves out the last N intents and asks them as out of scope, which is harder
 * than strangers' questions. Nothing may be tuned on what this prints for test rows.
 */
import { readFileSync } from 'node:fs';
import type { Intent } from '../../src/domain/business.ts';
import { calibrationError, type Prediction } from '../../src/language/local/calibration.ts';
import { type IntentClassifier, trainIntentClassifier } from '../../src/language/local/intent-classifier.ts';

export interface IntentRow {
  readonly split?: 'train' | 'test';
  readonly text: string;
  readonly intent: string;
}

export interface IntentScore {
  /** Share of in-scope questions whose best intent is right, whatever the confidence. */
  readonly accuracy: number;
  /** Share of in-scope questions acted on (confidence at or above `act`), and how many of those rightly. */
  readonly acted: number;
  readonly actedRightly: number;
  /** Share of out-of-scope questions below `ask`, and share wrongly acted on. */
  readonly refused: number;
  readonly actedOutOfScope: number;
  readonly calibrationError: number;
  readonly msPerText: number;
}

export const OUT_OF_SCOPE = 'oos';
const ACT = 0.7;
const ASK = 0.4;

export function readRows(file: string): readonly IntentRow[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as IntentRow);
}

export async function scoreIntents(classifier: IntentClassifier, rows: readonly IntentRow[]): Promise<IntentScore> {
  const startedAt = performance.now();
  const heard: (Prediction & { inScope: boolean })[] = [];
  for (const { text, intent } of rows) {
    const [best] = (await classifier.classify(text)).ranked;
    heard.push({
      confidence: best?.confidence ?? 0,
      correct: best?.intent === intent,
      inScope: intent !== OUT_OF_SCOPE,
    });
  }
  const inScope = heard.filter((one) => one.inScope);
  const outOfScope = heard.filter((one) => !one.inScope);
  const acted = inScope.filter((one) => one.confidence >= ACT);
  return {
    accuracy: share(inScope, (one) => one.correct),
    acted: share(inScope, (one) => one.confidence >= ACT),
    actedRightly: share(acted, (one) => one.correct),
    refused: share(outOfScope, (one) => one.confidence < ASK),
    actedOutOfScope: share(outOfScope, (one) => one.confidence >= ACT),
    calibrationError: calibrationError(heard),
    msPerText: (performance.now() - startedAt) / Math.max(1, rows.length),
  };
}

function share<T>(all: readonly T[], counts: (one: T) => boolean): number {
  return all.length === 0 ? Number.NaN : all.filter(counts).length / all.length;
}

/** Teaches what the train rows hold. */
function taught(rows: readonly IntentRow[], ids: readonly string[], shots: number): readonly Intent[] {
  return ids.map((id) => ({
    id,
    label: id,
    agent: 'faq',
    autonomy: 'auto',
    documents: [],
    examples: rows
      .filter(({ split, intent }) => split === 'train' && intent === id)
      .map(({ text }) => text)
      .slice(0, shots),
  }));
}

function option(name: string): number | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}

const [file] = process.argv.slice(2);
if (import.meta.filename === process.argv[1] && file) {
  const rows = readRows(file);
  const ids = [...new Set(rows.filter(({ split }) => split === 'train').map(({ intent }) => intent))].filter(
    (id) => id !== OUT_OF_SCOPE,
  );
  const known = ids.slice(0, ids.length - (option('unseen') ?? 0));
  const startedAt = performance.now();
  const classifier = trainIntentClassifier(taught(rows, known, option('shots') ?? Number.POSITIVE_INFINITY), []);
  console.log(`trained ${known.length} intents in ${Math.round(performance.now() - startedAt)} ms`);
  const asked = rows
    .filter(({ split }) => split === 'test')
    .map((row) => (known.includes(row.intent) ? row : { ...row, intent: OUT_OF_SCOPE }));
  for (const [name, value] of Object.entries(await scoreIntents(classifier, asked))) {
    const shown = Number.isNaN(value) ? '-' : `${(100 * value).toFixed(1)} %`;
    console.log(`${name.padEnd(18)} ${name === 'msPerText' ? `${value.toFixed(2)} ms` : shown}`);
  }
}

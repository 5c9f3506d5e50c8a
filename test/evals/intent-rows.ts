/**
 * Rows for measuring intents, as strangers write them: splits by any of their usual names, labels of any script, fields
 * beside. What is read otherwise than written is said on standard error, so that no number means something unexpected.
 */
import { OUT_OF_SCOPE } from '../../src/language/local/intent-lesson.ts';
import { type JsonRow, progress, readJsonLines } from './command.ts';

export interface IntentRow {
  readonly split?: 'train' | 'validation' | 'test';
  readonly text: string;
  readonly intent: string;
}

/** Rows that teach and rows that ask, none without words that teach. */
export interface IntentSet {
  readonly taught: readonly IntentRow[];
  readonly asked: readonly IntentRow[];
}

const SPLITS: Readonly<Record<string, NonNullable<IntentRow['split']>>> = {
  train: 'train',
  training: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  dev: 'validation',
  development: 'validation',
  test: 'test',
  testing: 'test',
};
const SHAPE = '{"split","text","intent"}';
const STRANGER = /^(?:oos|out[ _-]?of[ _-]?scope)$/iu;

/** Throws with the line and what was expected there. */
export function readRows(file: string): readonly IntentRow[] {
  return readJsonLines(file, SHAPE, faultOf).map(({ split, text, intent }) => {
    const known = typeof split === 'string' ? splitOf(split) : undefined;
    return { ...(known ? { split: known } : {}), text: text as string, intent: labelOf(intent) };
  });
}

function faultOf({ split, text, intent }: JsonRow): string {
  if (typeof text !== 'string') return '"text" is not there or no text';
  if (typeof intent !== 'number' && (typeof intent !== 'string' || intent.trim() === ''))
    return `"intent" is not there or no name; out of scope is "${OUT_OF_SCOPE}"`;
  if (split === undefined || split === null) return '';
  return typeof split === 'string' && splitOf(split)
    ? ''
    : '"split" is to be "train" for rows to learn from, "validation" or "test" for rows to ask';
}

function splitOf(split: string): IntentRow['split'] {
  const name = split.trim().toLowerCase();
  return Object.hasOwn(SPLITS, name) ? SPLITS[name] : undefined;
}

function labelOf(intent: unknown): string {
  const label = String(intent).trim().normalize();
  return STRANGER.test(label) ? OUT_OF_SCOPE : label;
}

/** Which rows teach and which are asked; an intent that nothing teaches is out of scope. Throws when one side is empty. */
export function divide(rows: readonly IntentRow[]): IntentSet {
  const of = (wanted: IntentRow['split']) => rows.filter(({ split }) => split === wanted);
  const [train, validation, test, nowhere] = [of('train'), of('validation'), of('test'), of(undefined)];
  const found = `found ${train.length} train, ${validation.length} validation, ${test.length} test rows and ${nowhere.length} without a split`;
  const taught = train.filter(({ text }) => text.trim() !== '');
  if (!taught.some(({ intent }) => intent !== OUT_OF_SCOPE))
    throw new Error(
      `expected train rows to learn from ("split":"train", a text, an intent other than "oos"), found none: ${found}`,
    );
  const asked = test.length > 0 ? test : validation;
  if (asked.length === 0) throw new Error(`expected test rows to ask ("split":"test"), found none: ${found}`);
  const say = (count: number, what: string) => count > 0 && progress(`${count} ${what}`);
  say(nowhere.length, 'rows without a split left out: "split" says "train" or "test"');
  say(train.length - taught.length, 'train rows without a text left out');
  if (test.length > 0) say(validation.length, 'validation rows left out: they neither teach nor ask');
  else say(validation.length, 'validation rows asked, for there are no test rows');
  const known = new Set(taught.map(({ intent }) => intent)).add(OUT_OF_SCOPE);
  const strange = asked.filter(({ intent }) => !known.has(intent));
  const names = [...new Set(strange.map(({ intent }) => `"${intent}"`))].slice(0, 5).join(', ');
  say(strange.length, `rows asked as out of scope, for no train row has their intent (${names})`);
  return { taught, asked: asked.map((row) => (known.has(row.intent) ? row : { ...row, intent: OUT_OF_SCOPE })) };
}

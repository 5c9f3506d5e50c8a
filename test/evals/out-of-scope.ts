/**
 * How well strangers are told from customers: `npx node test/evals/out-of-scope.ts FILE.jsonl [--draws N] [--from N]
 * [--intents N] [--shots N] [--told N] [--words]`. Rows as in intents.ts, of which only train rows are looked at. Each
 * draw teaches some of the intents (two thirds) with some rows each (10), and asks other rows of these, rows of the
 * intents left out ("near") and requests of everyday life ("far", strangers.txt). `--told` teaches that many near and far
 * ones as out of scope. Every draw is a line of its own; what was broken off goes on with `--from` the next draw.
 */
import { readFileSync } from 'node:fs';
import { trainIntentClassifier, trainIntentClassifierWith } from '../../src/language/local/intent-classifier.ts';
import { OUT_OF_SCOPE } from '../../src/language/local/intent-lesson.ts';
import { asCommand, flag, option, withEncoder } from './command.ts';
import { type IntentRow, readRows } from './intent-rows.ts';
import { hear, type IntentScore, scoreHeard, taught } from './intents.ts';

const NEAR = 300;
const SHOTS = 10;
const WIDTH = 10;
const FIRST = 18;
const DRAWS = 3;
/** In-scope questions a draw asks at least, over all intents, and of each. */
const ASKED = { all: 250, each: 10 };
const FAR = readFileSync(new URL('./strangers.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

interface Draw {
  readonly teach: readonly IntentRow[];
  readonly ours: readonly IntentRow[];
  readonly near: readonly IntentRow[];
  readonly far: readonly IntentRow[];
}

/** Always the same draws, from a linear congruential generator. */
function drawn(rows: readonly IntentRow[], seed: number): Draw {
  let state = seed * 7919;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  const shuffled = <T>(all: readonly T[]) =>
    all
      .map((one) => ({ one, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
  const ids = shuffled([...new Set(rows.map(({ intent }) => intent))].filter((id) => id !== OUT_OF_SCOPE));
  const known = ids.slice(0, option('intents') ?? Math.round((2 * ids.length) / 3));
  const each = Math.max(ASKED.each, Math.ceil(ASKED.all / known.length));
  const told = option('told') ?? 0;
  const strangers = (all: readonly IntentRow[]) => shuffled(all).map((row) => ({ ...row, intent: OUT_OF_SCOPE }));
  const near = strangers(rows.filter(({ intent }) => !known.includes(intent))).slice(0, NEAR + told);
  const far = strangers(FAR.map((text) => ({ split: 'train', text, intent: OUT_OF_SCOPE })));
  const own = known.map((id) => shuffled(rows.filter(({ intent }) => intent === id)));
  const shots = (all: readonly IntentRow[]) => Math.min(option('shots') ?? SHOTS, all.length - each);
  return {
    teach: [...own.flatMap((all) => all.slice(0, shots(all))), ...near.slice(0, told), ...far.slice(0, told / 5)],
    ours: own.flatMap((all) => all.slice(shots(all), shots(all) + each)),
    near: near.slice(told),
    far: far.slice(told / 5),
  };
}

const NUMBERS: readonly (readonly [string, (near: IntentScore, far: IntentScore, all: IntentScore) => number])[] = [
  ['right', (near) => near.accuracy],
  ['kept', (near) => near.accuracyAfterRefusing],
  ['acted', (near) => near.acted],
  ['rightly', (near) => near.actedRightly],
  ['near <.5', (near) => near.outOfScopeRecall],
  ['near prec', (near) => near.outOfScopePrecision],
  ['near AUC', (near) => near.separation],
  ['far <.5', (_, far) => far.outOfScopeRecall],
  ['far prec', (_, far) => far.outOfScopePrecision],
  ['far AUC', (_, far) => far.separation],
  ['ECE far', (_, far) => far.calibrationError],
  ['ECE all', (_, __, all) => all.calibrationError],
];

const [file] = process.argv.slice(2);
if (import.meta.filename === process.argv[1] && file)
  await asCommand(async () => {
    const rows = readRows(file).filter(({ split }) => split === 'train');
    await withEncoder(!flag('words'), async (encoder, by) => {
      const from = option('from') ?? 1;
      const draws = option('draws') ?? DRAWS;
      const sums = NUMBERS.map(() => 0);
      const print = (name: string, values: readonly string[]) =>
        console.log(name.padEnd(FIRST) + values.map((value) => value.padStart(WIDTH)).join(''));
      const percent = (share: number) => (100 * share).toFixed(1);
      print(
        by,
        NUMBERS.map(([name]) => name),
      );
      for (let seed = from; seed < from + draws; seed++) {
        const { teach, ours, near, far } = drawn(rows, seed);
        const intents = taught(teach, [...new Set(teach.map(({ intent }) => intent))]);
        const classifier = encoder
          ? await trainIntentClassifierWith(encoder, intents, [])
          : trainIntentClassifier(intents, []);
        const [own, nearby, away] = [
          await hear(classifier, ours),
          await hear(classifier, near),
          await hear(classifier, far),
        ];
        const scores = [[nearby], [away], [nearby, away]].map((others) => scoreHeard([own, ...others].flat()));
        const shares = NUMBERS.map(([, read]) => read(...(scores as [IntentScore, IntentScore, IntentScore])));
        for (const [at, share] of shares.entries()) sums[at] = (sums[at] as number) + share;
        print(`draw ${seed}`, shares.map(percent));
      }
      print(
        'mean',
        sums.map((sum) => percent(sum / draws)),
      );
    });
  });

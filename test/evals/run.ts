/**
 * `npm run eval -- intents|faq|dates --data FILE.jsonl`: measures the local language on any file of the documented format;
 * `npm run eval` alone on what is shipped, and on what colleagues have corrected in this installation (`edits`).
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** What may stand behind each kind; of those with a number after them the next word is it. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  intents: ['--json', '--words', '--shots', '--unseen'],
  faq: ['--json', '--words'],
  dates: ['--json', '--words', '--misses'], // there are no words to do without, but it does no harm
  edits: [],
  '': ['--json', '--words'],
};
const NUMBERED = ['--shots', '--unseen'];

// `--data=FILE` is as good as `--data FILE`.
const said = process.argv.slice(2).flatMap((word) => {
  const [name = '', ...value] = word.startsWith('--') ? word.split('=') : [word];
  return value.length > 0 ? [name, value.join('=')] : [name];
});
const kind = said[0]?.startsWith('--') === false ? (said[0] as string) : '';
const rest = kind === '' ? said : said.slice(1);
const at = rest.indexOf('--data');
const file = at < 0 ? undefined : rest[at + 1];
const more = at < 0 ? rest : rest.filter((_, index) => index !== at && index !== at + 1);

function run(script: string, args: readonly string[]): void {
  const path = new URL(`./${script}.ts`, import.meta.url).pathname;
  const all = ['--disable-warning=ExperimentalWarning', path, ...args];
  const { status, signal } = spawnSync(process.execPath, all, { stdio: 'inherit' });
  if (signal) process.stderr.write(`${script}: ended by ${signal}; too little memory?\n`);
  process.exitCode = status ?? 1;
}

function fault(): string | undefined {
  const kinds = Object.keys(OPTIONS).filter(Boolean).join('|');
  const usage = `npm run eval -- ${kinds} --data FILE.jsonl (an existing file)`;
  if (!Object.hasOwn(OPTIONS, kind) || (kind === '' && at >= 0)) return usage;
  const needsFile = kind !== '' && (kind !== 'edits' || at >= 0);
  if (needsFile && !statSync(file ?? '', { throwIfNoEntry: false })?.isFile()) return usage;
  const known = OPTIONS[kind] ?? [];
  const fits = more.every((word, index) => known.includes(word) || NUMBERED.includes(more[index - 1] ?? ''));
  return fits ? undefined : `${usage}, and beside it ${known.join(', ') || 'nothing'}`;
}

const expected = fault();
if (expected !== undefined) {
  process.stderr.write(`Expected: ${expected}, got: ${process.argv.slice(2).join(' ')}\n`);
  process.exitCode = 2;
} else if (kind === '') {
  run('shipped', rest);
  const { exitCode } = process;
  if (!rest.includes('--json')) run('edits', []); // what colleagues have corrected, if anything
  process.exitCode = exitCode || process.exitCode;
} else {
  run(kind, file === undefined ? more : [file, ...more]);
}

/**
 * `npm run eval -- intents|faq|dates --data FILE.jsonl`: measures the local language on any file of the documented format;
 * `npm run eval` alone on what is shipped, and on what colleagues have corrected in this installation (`edits`).
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const KINDS = ['intents', 'faq', 'dates', 'edits'];
const [kind = '', ...rest] = process.argv.slice(2);
const at = rest.indexOf('--data');
const file = at < 0 ? undefined : rest[at + 1];

function run(script: string, args: readonly string[]): void {
  const path = new URL(`./${script}.ts`, import.meta.url).pathname;
  const all = ['--disable-warning=ExperimentalWarning', path, ...args];
  process.exitCode = spawnSync(process.execPath, all, { stdio: 'inherit' }).status ?? 1;
}

if (kind === '' || (kind.startsWith('--') && file === undefined)) {
  run('shipped', process.argv.slice(2));
  const { exitCode } = process;
  if (!rest.includes('--json') && kind !== '--json') run('edits', []); // what colleagues have corrected, if anything
  process.exitCode = exitCode || process.exitCode;
} else if (!KINDS.includes(kind) || !file || !existsSync(file)) {
  process.stderr.write(
    `Expected: npm run eval -- ${KINDS.join('|')} --data FILE.jsonl (an existing file), got: ${process.argv.slice(2).join(' ')}\n`,
  );
  process.exitCode = 2;
} else {
  const more = rest.filter((_, index) => index !== at && index !== at + 1);
  run(kind, [file, ...more]);
}

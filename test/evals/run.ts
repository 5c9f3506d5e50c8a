/** `npm run eval -- intents|dates --data FILE.jsonl`: measures the local language on any file of the documented format. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const KINDS = ['intents', 'dates'];
const [kind = '', ...rest] = process.argv.slice(2);
const at = rest.indexOf('--data');
const file = at < 0 ? undefined : rest[at + 1];

if (!KINDS.includes(kind) || !file || !existsSync(file)) {
  process.stderr.write(
    `Expected: npm run eval -- ${KINDS.join('|')} --data FILE.jsonl, got: ${process.argv.slice(2).join(' ') || 'nothing'}\n`,
  );
  process.exitCode = 2;
} else {
  const more = rest.filter((_, index) => index !== at && index !== at + 1);
  const script = new URL(`./${kind}.ts`, import.meta.url).pathname;
  const args = ['--disable-warning=ExperimentalWarning', script, file, ...more];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
}

/** The program as a process of its own, watched from outside. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  output(): string;
  /** Resolves with the match once the output shows it. */
  shows(pattern: RegExp): Promise<RegExpExecArray>;
  exit(): Promise<number | string | null>;
}

const { PATH = '', NODE_COMPILE_CACHE } = process.env;
/** A folder for compiled code makes every start but the first quicker. */
const FROM_OUTSIDE = { PATH, ...(NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}) };

let data = '';
const running = new Set<ChildProcessWithoutNullStreams>();

/** A fresh data folder. */
export function setUp(): string {
  data = mkdtempSync(join(tmpdir(), 'frontdesk-start-'));
  return data;
}

/** Kills what still runs and removes the data. */
export function tearDown(): void {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  rmSync(data, { recursive: true, force: true });
}

export function run(env: Record<string, string> = {}, args: readonly string[] = []): Started {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts', ...args], {
    env: { ...FROM_OUTSIDE, PORT: '0', DATA_DIR: data, LOG_LEVEL: 'warn', ...env },
  });
  running.add(child);
  let output = '';
  const more = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', more);
  child.stderr.on('data', more);
  return {
    child,
    output: () => output,
    async shows(pattern) {
      for (;;) {
        const match = pattern.exec(output);
        if (match) return match;
        if (child.exitCode !== null) throw new Error(`it ended before it showed ${pattern}:\n${output}`);
        await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), once(child, 'exit')]);
      }
    },
    async exit() {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      return child.exitCode ?? child.signalCode;
    },
  };
}

export async function address(started: Started): Promise<string> {
  return (await started.shows(/http:\/\/localhost:\d+/))[0];
}

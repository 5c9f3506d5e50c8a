/** What the evaluations share: options, rows from a file, the encoder, and a result as a table or as JSON. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEncoder, type Encoder } from '../../src/language/encoder/encoder.ts';

export function flag(name: string): boolean {
  return process.argv.includes(`--${name}`);
}

/** What stands after `--name`. */
export function text(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** A whole number of 1 or more after `--name`. */
export function option(name: string): number | undefined {
  const at = process.argv.indexOf(`--${name}`);
  if (at < 0) return undefined;
  const value = Number(process.argv[at + 1]);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`expected a whole number after --${name}, got ${process.argv[at + 1] ?? 'nothing'}`);
  return value;
}

/** What is wrong with a file or an option is told in one line, not as a stack. */
export async function asCommand(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    progress(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}

/** On standard error: standard output holds the result alone. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

export type JsonRow = Readonly<Record<string, unknown>>;

const SHOWN = 80;

/**
 * The rows of a file with one JSON object a line; a byte order mark, other line ends and blank lines do no harm.
 * @param shape of a row, for people
 * @param faultOf what is wrong with a row, if anything; true when its shape says it all
 */
export function readJsonLines(
  file: string,
  shape: string,
  faultOf: (row: JsonRow) => string | boolean,
): readonly JsonRow[] {
  const all = readFileSync(file, 'utf8').replace(/^\uFEFF/u, '');
  return all.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const row = parsed(line);
    const fault = row === undefined ? notARow(line) : faultOf(row);
    if (row !== undefined && (fault === '' || fault === false)) return [row];
    const got = line.trim().slice(0, SHOWN);
    throw new Error(
      `${file}:${at + 1}: expected a row ${shape}, got ${got}${typeof fault === 'string' ? ` (${fault})` : ''}`,
    );
  });
}

function parsed(line: string): JsonRow | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRow) : undefined;
  } catch {
    return undefined;
  }
}

function notARow(line: string): string {
  if (line.includes('\u0000') || line.includes('\uFFFD')) return 'save the file as UTF-8';
  if (/^\s*\[/u.test(line)) return 'one object a line, no list: jq -c ".[]" makes them of one';
  if (/^\s*\{\s*$/u.test(line)) return 'a whole object on one line: jq -c . writes them so';
  return 'no JSON object';
}

/** Runs with the sentence encoder, or without it when it is not wanted or cannot be had; `by` says which. */
export async function withEncoder<T>(
  wanted: boolean,
  run: (encoder: Encoder | undefined, by: string) => Promise<T>,
): Promise<T> {
  if (!wanted) return run(undefined, 'words');
  const log = { warn: (about: object) => progress(`encoder: ${JSON.stringify(about)}`) };
  const encoder = await createEncoder({ cacheDir: join(tmpdir(), 'frontdesk-evals') }, { log });
  if ('absent' in encoder) {
    progress(`without sentence vectors: ${encoder.absent}`);
    return run(undefined, 'words');
  }
  try {
    return await run(encoder, 'words and meaning');
  } finally {
    await encoder.stop();
  }
}

const PLAIN = /^(?:inScope|outOfScope|passages|answerable|unanswerable)$/u;

/** One line a number; with `--json` one object. Numbers nobody could count are null. */
export function report(kind: string, result: Readonly<Record<string, number | string>>): void {
  if (flag('json')) {
    const numbers = Object.entries(result).map(([name, value]) => [
      name,
      typeof value === 'number' ? (Number.isNaN(value) ? null : Math.round(value * 10_000) / 10_000) : value,
    ]);
    process.stdout.write(`${JSON.stringify({ kind, ...Object.fromEntries(numbers) })}\n`);
    return;
  }
  process.stdout.write(`${kind}\n`);
  for (const [name, value] of Object.entries(result))
    process.stdout.write(`  ${name.padEnd(24)} ${shown(name, value)}\n`);
}

function shown(name: string, value: number | string): string {
  if (typeof value === 'string') return value;
  if (Number.isNaN(value)) return '-';
  if (PLAIN.test(name)) return String(value);
  if (name.startsWith('ms')) return `${value.toFixed(2)} ms`;
  if (name.endsWith('Seconds')) return `${value.toFixed(1)} s`;
  return name === 'calibrationError' || value <= 1 ? `${(100 * value).toFixed(1)} %` : String(value);
}

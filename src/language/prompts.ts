/**
 * The instructions for models: config/prompts/<name>/vN.md, the highest number is used. A version that was released
 * never changes: what a trace says was asked is what was asked.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, reasonOf } from '../fault.ts';

/** One for what all share, and one for each question that a model is asked. */
export const PROMPTS = ['envelope', 'classify', 'answer', 'extract', 'summarise', 'word'] as const;
export type PromptName = (typeof PROMPTS)[number];

export interface Prompts {
  /** The newest text of a prompt. */
  text(name: PromptName): string;
  /** What an agent is told about its own part; undefined when config has nothing. */
  ofAgent(name: string): string | undefined;
  /** Name -> version, such as `v2`. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Every prompt under `dir`/prompts, or what is missing or changed. Reads the disk at once; call it at start only. */
export function loadPrompts(dir: string): { readonly prompts: Prompts } | { readonly faults: readonly Fault[] } {
  const texts = new Map<string, string>();
  const versions: Record<string, string> = {};
  const faults: Fault[] = [];
  const folder = join(dir, 'prompts');
  const released = readReleased(join(folder, 'released.json'), faults);
  for (const name of new Set([...PROMPTS, ...foldersIn(folder)])) {
    const newest = newestIn(join(folder, name));
    if (newest === undefined) {
      faults.push({ path: `prompts/${name}`, expected: 'a file v1.md', got: 'none' });
      continue;
    }
    const text = readFileSync(join(folder, name, `v${newest}.md`), 'utf8');
    const hash = released[`${name}/v${newest}`];
    if (hash !== undefined && hash !== promptHash(text))
      faults.push({
        path: `prompts/${name}/v${newest}.md`,
        expected: `the text that was released; write v${newest + 1}.md instead`,
        got: 'a changed one',
      });
    texts.set(name, text.trim());
    versions[name] = `v${newest}`;
  }
  if (faults.length > 0) return { faults };
  const isAgents = (name: string) => !(PROMPTS as readonly string[]).includes(name);
  return {
    prompts: {
      versions,
      text: (name) => texts.get(name) ?? '',
      ofAgent: (name) => (isAgents(name) ? texts.get(name) : undefined),
    },
  };
}

/** SHA-256 of the text as it stands in the file, in hex. */
export function promptHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    return []; // every prompt is missing, which is told one by one
  }
}

function newestIn(folder: string): number | undefined {
  try {
    const numbers = readdirSync(folder).flatMap((file) => /^v(\d+)\.md$/u.exec(file)?.[1] ?? []);
    return numbers.length === 0 ? undefined : Math.max(...numbers.map(Number));
  } catch {
    return undefined; // no such folder: told by who asked
  }
}

function readReleased(path: string, faults: Fault[]): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  } catch (cause) {
    faults.push({ path: 'prompts/released.json', expected: 'the hashes of released prompts', got: reasonOf(cause) });
    return {};
  }
}

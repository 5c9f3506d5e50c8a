/**
 * The instructions for models: config/prompts/<name>/vN.md, the highest number is used. A version that was released
 * never changes: what a trace says was asked is what was asked.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, reasonOf } from '../fault.ts';

export const PROMPTS = ['envelope', 'classify', 'answer', 'extract', 'summarise'] as const;
export type PromptName = (typeof PROMPTS)[number];

export interface Prompts {
  /** The newest text of a prompt. */
  text(name: PromptName): string;
  /** Name -> version, such as `v2`. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Every prompt under `dir`/prompts, or what is missing or changed. Reads the disk at once; call it at start only. */
export function loadPrompts(dir: string): { readonly prompts: Prompts } | { readonly faults: readonly Fault[] } {
  const texts = new Map<PromptName, string>();
  const versions: Record<string, string> = {};
  const faults: Fault[] = [];
  const released = readReleased(join(dir, 'prompts', 'released.json'), faults);
  for (const name of PROMPTS) {
    const newest = newestIn(join(dir, 'prompts', name));
    if (newest === undefined) {
      faults.push({ path: `prompts/${name}`, expected: 'a file v1.md', got: 'none' });
      continue;
    }
    const text = readFileSync(join(dir, 'prompts', name, `v${newest}.md`), 'utf8');
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
  return { prompts: { versions, text: (name) => texts.get(name) ?? '' } };
}

/** SHA-256 of the text as it stands in the file, in hex. */
export function promptHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
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

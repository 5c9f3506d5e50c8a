/** The README's lists repeat the code; these tests keep them true. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { manifestOf } from '../channels/slack/manifest.ts';
import { VARIABLES } from '../src/config.ts';

const readme = readFileSync('README.md', 'utf8');
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;

describe('the README', () => {
  it('names every environment variable, and none that does not exist', () => {
    const named = new Set([...readme.matchAll(/`([A-Z][A-Z0-9]*_?[A-Z0-9_]*)`/g)].map((match) => match[1] ?? ''));
    const missing = VARIABLES.filter((name) => !named.has(name));
    expect(missing).toEqual([]);
    const unknown = [...named].filter((name) => /_|^(?:PORT|HOST)$/.test(name) && !VARIABLES.includes(name));
    expect(unknown).toEqual([]);
  });

  it('gives commands that exist', () => {
    const commands = [...readme.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1] ?? '');
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('points at files that exist', () => {
    const files = [...readme.matchAll(/`((?:src|config|knowledge|channels|test)\/[\w./-]*[\w/])`/g)].map(
      (match) => match[1] ?? '',
    );
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
    expect(pictures.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('shows the manifest that the command prints', () => {
    const shown = /```yaml\n([\s\S]*?)```/.exec(readme.replaceAll('\n   ', '\n'))?.[1];
    expect(shown?.trim()).toBe(stringify(manifestOf(undefined)).trim());
  });
});

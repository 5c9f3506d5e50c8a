/** The shape of the source: layers, circles, sizes, and what only certain files may do. Never loosened to get through. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

interface Source {
  readonly path: string;
  readonly text: string;
  /** The text without comments and strings: what is really done. */
  readonly code: string;
  readonly lines: number;
  /** Files of ours that it names: static, dynamic, type and re-export. */
  readonly imports: readonly string[];
  /** Everything else that it names, such as `zod` or `node:fs`. */
  readonly packages: readonly string[];
}

const sources = ['src', 'channels', 'calendars'].flatMap(filesIn).map(read);
const byPath = new Map(sources.map((source) => [source.path, source]));
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative('.', join(entry.parentPath, entry.name)));
}

function read(path: string): Source {
  const text = readFileSync(path, 'utf8');
  // One pass over both, so that `/*` in a string opens no comment; templates stay, for the code inside them.
  const token = /\/\*[\s\S]*?\*\/|\/\/.*$|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/gm;
  const stripped = (strings: boolean) =>
    text.replace(token, (found) => (found.startsWith('/') ? '' : strings && found.startsWith("'") ? "''" : found));
  const named = [...stripped(false).matchAll(/\b(?:from|import)\s*\(?\s*'([\w@.][^'\s]*)'/g)].map(
    (match) => match[1] ?? '',
  );
  return {
    path,
    text,
    code: stripped(true),
    lines: text.split('\n').length - 1,
    imports: named.filter((name) => name.startsWith('.')).map((name) => normalize(join(dirname(path), name))),
    packages: named.filter((name) => !name.startsWith('.')),
  };
}

const isPage = (path: string) => /\/page\//.test(path);
const WIRES = 'src/main.ts';
/** What `npm run` starts: only these may read the command line. */
const commands = new Set(
  Object.values(manifest['scripts'] ?? {}).flatMap((script) => script.match(/\S+\.ts\b/g) ?? []),
);

/** The layer of a file; an adapter's layer is its own folder. */
function layerOf(path: string): string {
  if (path === WIRES) return 'main';
  if (path.startsWith('src/domain/')) return 'domain';
  if (path === 'src/ports.ts') return 'ports';
  const adapter = /^(?:channels\/[^/]+|calendars\/[^/]+|src\/store|src\/console|src\/language\/openai)(?=[/.])/.exec(
    path,
  )?.[0];
  return adapter ?? 'core';
}

function mayImport(from: string, to: string): boolean {
  if (from === 'main') return true;
  if (to === from || to === 'domain') return true;
  if (from === 'domain') return false;
  if (to === 'ports') return true;
  return from === 'core' && to === 'core';
}

const violations = (check: (source: Source) => string | undefined) => sources.flatMap((source) => check(source) ?? []);

/** Fails with what is wrong under what to do about it. */
function none(toDo: string, wrong: readonly unknown[]): void {
  expect({ [toDo]: wrong }).toEqual({ [toDo]: [] });
}

describe('the architecture', () => {
  it('is looked at as a whole', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.reduce((sum, { imports }) => sum + imports.length, 0)).toBeGreaterThan(sources.length);
    expect([...commands]).toContain(WIRES);
  });

  it('keeps its layers: domain imports nothing, adapters know domain and ports only, main wires', () => {
    none(
      'let the core ask for it through src/ports.ts, and wire it in src/main.ts',
      sources.flatMap(({ path, imports }) =>
        imports
          .filter((to) => byPath.has(to) && !mayImport(layerOf(path), layerOf(to)))
          .map((to) => `${path} imports ${to}`),
      ),
    );
    none(
      'src, channels and calendars stand on their own: move what is shared out of test, and name a file that exists',
      sources.flatMap(({ path, imports }) => imports.filter((to) => !byPath.has(to)).map((to) => `${path} -> ${to}`)),
    );
    none(
      'the nouns and the ports need no package: take the value as an argument',
      sources.flatMap(({ path, packages }) =>
        ['domain', 'ports'].includes(layerOf(path)) ? packages.map((name) => `${path} imports ${name}`) : [],
      ),
    );
  });

  it('ships with what it imports: every package is a dependency, not one of development only', () => {
    const nameOf = (specifier: string) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
    none(
      'add it to "dependencies": the container installs nothing else',
      sources.flatMap(({ path, packages }) =>
        packages
          .filter((name) => !name.startsWith('node:') && !(nameOf(name) in (manifest['dependencies'] ?? {})))
          .map((name) => `${path} imports ${name}`),
      ),
    );
  });

  it('has no import circles, types included', () => {
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) return void circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      if (done.has(path)) return;
      for (const to of byPath.get(path)?.imports ?? []) if (byPath.has(to)) walk(to, [...trail, path]);
      done.add(path);
    };
    for (const { path } of sources) walk(path, []);
    none('move what both need into a third file', circles);
  });

  it('keeps files small: none over 300 lines, the median under 100', () => {
    none(
      'split it by what it does',
      violations(({ path, lines }) => (lines > 300 ? `${path}: ${lines} lines` : undefined)),
    );
    const sorted = sources.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
  });

  const heart = sources.filter(({ path }) => /^src\/(?:turn|ports|review|plan|agenda)\.ts$|^src\/domain\//.test(path));
  const heartLines = heart.reduce((sum, { code }) => sum + code.split('\n').filter((line) => line.trim()).length, 0);
  it(`can be read in a sitting: turn, domain, ports, review, plan and agenda are ${heartLines} lines of code`, () => {
    expect(heart.length).toBeGreaterThan(5);
    expect(heartLines).toBeLessThanOrEqual(1_500); // without comments and empty lines
  });

  it('reads the environment in config.ts only', () => {
    none(
      'take the value as an argument; src/config.ts reads and checks it',
      violations(({ path, code }) => (/\bprocess\.env\b/.test(code) && path !== 'src/config.ts' ? path : undefined)),
    );
  });

  it('reads the command line in commands only', () => {
    none(
      'take the value as an argument; a file that npm run starts reads process.argv',
      violations(({ path, code }) => (/\bprocess\.argv\b/.test(code) && !commands.has(path) ? path : undefined)),
    );
  });

  it('asks for the time through the clock only', () => {
    const asks = /\bDate\.now\b|\bnew Date(?:\(\)|(?!\s*\())|\bperformance\.now\b|\bset(?:Timeout|Interval)\(/;
    // A page runs in the customer's browser; the web server's grace period after SIGTERM is no business of the clock.
    const may = (path: string) => path === 'src/clock.ts' || path === 'src/http.ts' || isPage(path);
    none(
      'use the Clock port, so that tests turn the time by hand',
      violations(({ path, code }) => (asks.test(code) && !may(path) ? path : undefined)),
    );
  });

  it('knows no platform in the core', () => {
    const names = /whatsapp|slack|facebook|(?<![<.])\bmeta\b|twilio|telegram/i;
    const may = ['src/main.ts', 'src/config.ts', 'src/doctor.ts'];
    none(
      'say what the platform can do in Capabilities (src/domain/message.ts) and keep its name in its channel',
      violations(({ path, text }) =>
        names.test(text) && path.startsWith('src/') && !may.includes(path) ? path : undefined,
      ),
    );
  });

  it('never lets anything be sent that has not been cleared by review or by a person', () => {
    none(
      'ask src/review.ts to clear it',
      violations(({ path, code }) =>
        /as (?:readonly )?(?:unknown as )?ClearedMessage/.test(code) && path !== 'src/review.ts' ? path : undefined,
      ),
    );
    none(
      'schedule it through src/sends.ts',
      violations(({ path, text }) => (/kind: 'send',/.test(text) && path !== 'src/sends.ts' ? path : undefined)),
    );
  });

  it('explains every file in a header, exports by name, and has no catch-all files', () => {
    none(
      'begin it with a comment: what it is for, and what must stay true',
      violations(({ path, text }) => (text.startsWith('/**') ? undefined : path)),
    );
    none(
      'export it by name',
      violations(({ path, code }) => (/^export default|^export \{[^}]*\bas default\b/m.test(code) ? path : undefined)),
    );
    none(
      'name it for the one thing it exports, in kebab-case',
      violations(({ path }) =>
        /(?:^|[/-])(?:utils?|helpers?|managers?|misc)[.-]|\/common\.ts$/.test(path) || !/^[a-z0-9/.-]+$/.test(path)
          ? path
          : undefined,
      ),
    );
  });
});

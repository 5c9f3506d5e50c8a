/** The shape of the source: layers, circles, sizes, and what only certain files may do. Never loosened to get through. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

interface Source {
  readonly path: string;
  readonly text: string;
  /** The text without comments and strings: what is really done. */
  readonly code: string;
  readonly imports: readonly string[];
}

const sources = ['src', 'channels'].flatMap(filesIn).map(read);
const byPath = new Map(sources.map((source) => [source.path, source]));

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative('.', join(entry.parentPath, entry.name)));
}

function read(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  const imports = specifiers.filter((name) => name.startsWith('.')).map((name) => normalize(join(dirname(path), name)));
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
  return { path, text, code, imports };
}

const isPage = (path: string) => /\/page\//.test(path);
const WIRES = 'src/main.ts';

/** The layer of a file; an adapter's layer is its own folder. */
function layerOf(path: string): string {
  if (path === WIRES) return 'main';
  if (path.startsWith('src/domain/')) return 'domain';
  if (path === 'src/ports.ts') return 'ports';
  const adapter = /^(?:channels\/[^/]+|src\/store|src\/console|src\/language\/openai)(?=\/)/.exec(path)?.[0];
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

describe('the architecture', () => {
  it('keeps its layers: domain imports nothing, adapters know domain and ports only, main wires', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports
        .filter((to) => byPath.has(to) && !mayImport(layerOf(path), layerOf(to)))
        .map((to) => `${path} imports ${to}`),
    );
    expect(wrong).toEqual([]);
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
    expect(circles).toEqual([]);
  });

  it('keeps files small: none over 300 lines, the median under 100', () => {
    const sizes = sources.map(({ path, text }) => ({ path, lines: text.split('\n').length }));
    expect(sizes.filter(({ lines }) => lines > 301)).toEqual([]);
    const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
  });

  it('can be read in ten minutes: turn, domain, ports, review, plan and agenda together', () => {
    const path = /^src\/(?:turn|ports|review|plan|agenda)\.ts$|^src\/domain\//;
    const lines = sources
      .filter((source) => path.test(source.path))
      .reduce((sum, { code }) => sum + code.split('\n').filter((line) => line.trim() !== '').length, 0);
    expect(lines).toBeLessThan(1_500); // lines of code; DESIGN's wish of 700 counts denser files
  });

  it('reads the environment in config.ts only', () => {
    expect(
      violations(({ path, code }) => (code.includes('process.env') && path !== 'src/config.ts' ? path : undefined)),
    ).toEqual([]);
  });

  it('asks for the time through the clock only', () => {
    const asks = /\bDate\.now\(|\bnew Date\(\)|\bsetTimeout\(|\bsetInterval\(/;
    // A page runs in the customer's browser; the web server's grace period after SIGTERM is no business of the clock.
    const may = (path: string) => path === 'src/clock.ts' || path === 'src/http.ts' || isPage(path);
    expect(violations(({ path, code }) => (asks.test(code) && !may(path) ? path : undefined))).toEqual([]);
  });

  it('knows no platform in the core', () => {
    const names = /whatsapp|slack|facebook|(?<![<.])\bmeta\b|twilio|telegram/i;
    const may = ['src/main.ts', 'src/config.ts', 'src/doctor.ts'];
    expect(
      violations(({ path, text }) =>
        names.test(text) && path.startsWith('src/') && !may.includes(path) ? path : undefined,
      ),
    ).toEqual([]);
  });

  it('never lets anything be sent that has not been cleared by review or by a person', () => {
    expect(
      violations(({ path, code }) =>
        /as (?:readonly )?(?:unknown as )?ClearedMessage/.test(code) && path !== 'src/review.ts' ? path : undefined,
      ),
    ).toEqual([]);
    expect(
      violations(({ path, text }) => (/kind: 'send',/.test(text) && path !== 'src/sends.ts' ? path : undefined)),
    ).toEqual([]);
  });

  it('explains every file in a header, exports by name, and has no catch-all files', () => {
    expect(violations(({ path, text }) => (text.startsWith('/**') ? undefined : path))).toEqual([]);
    expect(violations(({ path, code }) => (/^export default/m.test(code) ? path : undefined))).toEqual([]);
    expect(
      violations(({ path }) =>
        /(?:^|[/-])(?:utils?|helpers?|managers?|common|misc)(?:[.-]|\.ts$)/.test(path) &&
        !path.endsWith('common-words.ts')
          ? path
          : undefined,
      ),
    ).toEqual([]);
    expect(violations(({ path }) => (/^[a-z0-9/.-]+$/.test(path) ? undefined : path))).toEqual([]);
  });
});

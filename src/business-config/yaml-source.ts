/** Reads one YAML file so that every later fault can name file, line and path. Never throws for what an owner wrote. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { type Fault, reasonOf } from '../fault.ts';

export interface YamlSource {
  readonly file: string;
  /** The file's top mapping; empty when it could not be read. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
  /** `business.yaml:32 services.0.minutes`: the line of the value, or of the nearest thing around it. */
  where(path: readonly PropertyKey[]): string;
}

export function readYaml(dir: string, file: string): YamlSource {
  const empty = (fault: Fault): YamlSource => ({
    file,
    data: {},
    faults: [fault],
    where: (path) => `${file} ${path.join('.')}`,
  });
  let text: string;
  try {
    text = readFileSync(join(dir, file), 'utf8');
  } catch (cause) {
    const code = reasonOf(cause);
    return empty({ path: file, expected: `a readable file in ${dir}`, got: code });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({
      path: `${file}:${lines.linePos(error.pos[0]).line}`,
      expected: 'well-formed YAML',
      got: error.message,
    }));
    return { file, data: {}, faults, where: (path) => `${file} ${path.join('.')}` };
  }
  const data: unknown = document.toJS();
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return empty({
      path: file,
      expected: 'a mapping of names to values',
      got: data === null ? 'an empty file' : 'something else',
    });
  }
  const where = (path: readonly PropertyKey[]) => {
    for (let depth = path.length; depth > 0; depth--) {
      const node: unknown = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return `${file}:${lines.linePos(node.range[0]).line} ${path.join('.')}`;
    }
    return path.length > 0 ? `${file} ${path.join('.')}` : file;
  };
  return { file, data: data as Record<string, unknown>, faults: [], where };
}

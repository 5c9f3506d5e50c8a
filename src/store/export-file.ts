/**
 * A store's data as a file of JSON lines: a header, the rows, and a mark after every page. It is written beside its
 * name and gets it only when it is whole; what a crash cut off is written again. Every line ends with a sum over all
 * up to it, so that no line can be altered, lost, doubled or moved unseen.
 */
import { existsSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Failure } from '../domain/failure.ts';
import { isObject, type JsonObject } from '../domain/json.ts';
import { type Line, linesOf, signed, sumOf } from './export-lines.ts';
import { exportedRows } from './exported-rows.ts';
import { STORE_PARTS, type StorePart, type StoreParts } from './parts.ts';

const HEADER = { frontdesk: 'export', version: 1 } as const;

function headerFault(json: JsonObject | undefined): string | undefined {
  if (json?.['frontdesk'] !== HEADER.frontdesk) return 'expected a Frontdesk export, got something else';
  return json['version'] === HEADER.version
    ? undefined
    : `expected an export of version ${HEADER.version}, got ${String(json['version'])}; use the Frontdesk that wrote it`;
}

/** The file to export to, going on with a partial one. `finish` gives it its name. Throws Failure `data-refused`. */
export async function createExportFile(path: string): Promise<StoreParts & { finish(): Promise<void> }> {
  if (existsSync(path)) throw refused(path, 'there is a file already; name another one, or move it away');
  const partial = `${path}.partial`;
  const file = await opened(partial, 'a+');
  const begun = await writtenSoFar(file, partial);
  await file.truncate(begun.end);
  let { kept, sum } = begun;

  async function append(values: readonly JsonObject[]): Promise<void> {
    const lines: string[] = [];
    for (const value of values) {
      const text = JSON.stringify(value);
      sum = sumOf(sum, text);
      lines.push(signed(text, sum));
    }
    await file.appendFile(`${lines.join('\n')}\n`);
    await file.datasync();
  }

  if (begun.end === 0) await append([HEADER]);
  return {
    name: `file ${resolve(path)}`,
    rows: exportedRows(file),
    count: async () => 0, // nobody moves from what is just being written
    async add(part, rows, mark) {
      await append([...rows.map((row) => ({ part, ...row })), { mark }]);
      kept = mark;
    },
    mark: async () => kept,
    close: () => file.close(),
    async finish() {
      await file.sync();
      await rename(partial, path);
      const folder = await open(dirname(resolve(path)));
      await folder.sync().finally(() => folder.close()); // or a power cut could take the new name back
    },
  };
}

/** Where the last mark of a partial file ends; what stands after it was cut off and is written again. */
async function writtenSoFar(file: FileHandle, partial: string) {
  let so: { kept: JsonObject | undefined; end: number; sum: string } = { kept: undefined, end: 0, sum: '' };
  for await (const line of linesOf(file)) {
    if (line.number === 1) {
      const fault = headerFault(line.json);
      if (fault) {
        await file.close();
        throw refused(partial, fault);
      }
    }
    if (!line.json || line.sum !== line.expectedSum) break; // a power cut may leave anything at the end
    const { mark } = line.json;
    if (line.number > 1 && !isObject(mark)) continue;
    so = { kept: isObject(mark) ? mark : undefined, end: line.end, sum: line.sum };
  }
  return so;
}

/** The file to import from. Throws Failure `data-refused` when it is missing, of another kind, altered or not whole. */
export async function openExportFile(path: string): Promise<StoreParts> {
  const file = await opened(path, 'r');
  let counts: ReadonlyMap<StorePart, number>;
  try {
    counts = await countedIn(file, path);
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    name: `file ${resolve(path)}`,
    rows: exportedRows(file),
    count: async (part) => counts.get(part) ?? 0,
    add: () => Promise.reject(new Error('an export that is imported is only read')),
    mark: async () => undefined,
    close: () => file.close(),
  };
}

/** Rows of each part, once every line was found as it was written. */
async function countedIn(file: FileHandle, path: string): Promise<ReadonlyMap<StorePart, number>> {
  const counts = new Map<StorePart, number>();
  let last: Line | undefined;
  for await (const line of linesOf(file)) {
    const fault = line.number === 1 ? headerFault(line.json) : undefined;
    if (fault) throw refused(path, fault);
    if (!line.json)
      throw refused(path, `line ${line.number}: expected a line of a Frontdesk export, got something else`);
    if (line.sum !== line.expectedSum) {
      const got = 'expected what was exported, got an altered line or a line in the wrong place';
      throw refused(path, `line ${line.number}: ${got}; export again`);
    }
    const part = STORE_PARTS.find((one) => one === line.json?.['part']);
    if (part) counts.set(part, (counts.get(part) ?? 0) + 1);
    last = line;
  }
  const mark = last?.json?.['mark'];
  if (!isObject(mark) || mark['verified'] !== true)
    throw refused(path, `expected a whole export, it ends at line ${last?.number ?? 0}; export again`);
  return counts;
}

async function opened(path: string, flags: 'r' | 'a+'): Promise<FileHandle> {
  try {
    return await open(path, flags, 0o600); // it holds customers' words
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const detail = code === 'ENOENT' && flags === 'r' ? 'expected an export, there is none' : message;
    throw new Failure('store-unavailable', `${path}: ${detail}`, { cause });
  }
}

function refused(path: string, why: string): Failure {
  return new Failure('data-refused', `${path}: ${why}`);
}

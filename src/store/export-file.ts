/**
 * A store's data as a file of JSON lines: a header, the rows, and a mark after every page. It is written beside its
 * name and gets it only when it is whole; a line cut off by a crash is dropped and written again.
 */
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Failure } from '../domain/failure.ts';
import { isObject, type Json, type JsonObject } from '../domain/json.ts';
import { STORE_PARTS, type StoredRow, type StorePart, type StoreParts } from '../ports.ts';

const HEADER = { frontdesk: 'export', version: 1 } as const;

interface Line {
  readonly json: JsonObject;
  readonly number: number;
  /** Bytes up to and with its end. */
  readonly end: number;
}

/** Lines of the file from a byte on; ends at a last line that is cut off. Throws `store-unavailable` for what is no JSON. */
async function* linesOf(path: string, start = 0, first = 1): AsyncGenerator<Line> {
  const { size } = await stat(path); // first: a missing file must be our caller's to tell
  const reader = createInterface({ input: createReadStream(path, { start, encoding: 'utf8' }), crlfDelay: Infinity });
  let end = start;
  let number = first;
  for await (const text of reader) {
    end += Buffer.byteLength(text) + 1;
    if (end > size) return; // no line end: cut off
    yield { json: parsed(text, path, number), number: number++, end };
  }
}

function parsed(text: string, path: string, number: number): JsonObject {
  try {
    const json = JSON.parse(text) as Json;
    if (isObject(json)) return json;
  } catch {}
  throw new Failure(
    'store-unavailable',
    `${path}, line ${number}: expected a line of a Frontdesk export, got something else`,
  );
}

function headerFault(json: JsonObject | undefined): string | undefined {
  if (json?.['frontdesk'] !== HEADER.frontdesk) return 'expected a Frontdesk export, got something else';
  return json['version'] === HEADER.version
    ? undefined
    : `expected an export of version ${HEADER.version}, got ${String(json['version'])}; use the Frontdesk that wrote it`;
}

/** The file to export to, going on with a partial one. `finish` gives it its name. */
export async function createExportFile(path: string): Promise<StoreParts & { finish(): Promise<void> }> {
  const partial = `${path}.partial`;
  const file: FileHandle = await open(partial, 'a+', 0o600); // it holds customers' words
  let kept: JsonObject | undefined;
  let end = 0;
  for await (const line of linesOf(partial)) {
    if (line.number === 1) {
      const fault = headerFault(line.json);
      if (fault) throw new Failure('store-unavailable', `${partial}: ${fault}`);
      end = line.end;
    }
    if (!isObject(line.json['mark'])) continue;
    kept = line.json['mark'];
    end = line.end;
  }
  await file.truncate(end);
  if (end === 0) await file.appendFile(`${JSON.stringify(HEADER)}\n`);

  return {
    ...reading(partial, `file ${path}`),
    async add(part, rows, mark) {
      const lines = [...rows.map((row) => JSON.stringify({ part, ...row })), JSON.stringify({ mark })];
      await file.appendFile(`${lines.join('\n')}\n`);
      await file.datasync();
      kept = mark;
    },
    mark: async () => kept,
    close: () => file.close(),
    async finish() {
      await file.sync();
      await rename(partial, path);
    },
  };
}

/** The file to import from. Throws Failure `store-unavailable` when it is missing, of another kind, or not whole. */
export async function openExportFile(path: string): Promise<StoreParts> {
  try {
    let last: Line | undefined;
    for await (const line of linesOf(path)) {
      const fault = line.number === 1 ? headerFault(line.json) : undefined;
      if (fault) throw new Failure('store-unavailable', `${path}: ${fault}`);
      last = line;
    }
    const mark = last?.json['mark'];
    if (!isObject(mark) || mark['verified'] !== true)
      throw new Failure(
        'store-unavailable',
        `${path}: expected a whole export, it ends at line ${last?.number ?? 0}; export again`,
      );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Failure('store-unavailable', `expected an export at ${path}, there is none`, { cause: error });
    throw error;
  }
  return {
    ...reading(path, `file ${path}`),
    add: () => Promise.reject(new Error('an export that is imported is only read')),
    mark: async () => undefined,
    close: async () => {},
  };
}

/** Rows by the place in the file: parts stand one after the other. */
function reading(path: string, name: string): Pick<StoreParts, 'name' | 'rows'> {
  const starts = new Map<StorePart, number>();
  return {
    name,
    async rows(part, after, limit) {
      const rows: StoredRow[] = [];
      const start = after === undefined ? startOf(part) : Number(after);
      let end = start;
      for await (const { json, end: at } of linesOf(path, start)) {
        const here = STORE_PARTS.find((one) => one === json['part']);
        if (here !== undefined && here !== part && STORE_PARTS.indexOf(here) > STORE_PARTS.indexOf(part)) {
          starts.set(here, Math.min(starts.get(here) ?? end, end));
          break;
        }
        end = at;
        if (here !== part) continue;
        rows.push({ id: String(json['id']), body: json['body'] ?? null });
        if (rows.length === limit) return { rows, next: String(end) };
      }
      const following = STORE_PARTS[STORE_PARTS.indexOf(part) + 1];
      if (following) starts.set(following, Math.min(starts.get(following) ?? end, end));
      return { rows };
    },
  };

  /** Where a part was seen to begin; from the beginning of the file otherwise. */
  function startOf(part: StorePart): number {
    for (let at = STORE_PARTS.indexOf(part); at >= 0; at--) {
      const known = starts.get(STORE_PARTS[at] ?? part);
      if (known !== undefined) return known;
    }
    return 0;
  }
}

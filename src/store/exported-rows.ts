/** Pages of the rows in an export. Parts stand in it one after the other, so that the byte after a row is its cursor. */
import type { FileHandle } from 'node:fs/promises';
import { type Line, linesOf } from './export-lines.ts';
import { STORE_PARTS, type StoredRow, type StorePart, type StoreParts } from './parts.ts';

/** Reads on from where it stopped, and begins anew only when somebody asks for another place. */
export function exportedRows(file: FileHandle): StoreParts['rows'] {
  /** No row of the part stands before this byte. */
  const starts = new Map<StorePart, number>();
  let reading: AsyncGenerator<Line, void> | undefined;
  /** Read already, but of a later part than was asked for. */
  let ahead: Line | undefined;
  /** Byte that is read next, or where `ahead` begins. */
  let at = 0;

  async function next(): Promise<Line | undefined> {
    const line = ahead ?? (await reading?.next())?.value ?? undefined;
    ahead = undefined;
    if (!line) reading = undefined; // the file may still grow
    return line;
  }

  return async (part: StorePart, after: string | undefined, limit: number) => {
    const start = after === undefined ? (starts.get(part) ?? 0) : Number(after);
    if (!reading || start !== at) {
      reading = linesOf(file, start);
      ahead = undefined;
      at = start;
    }
    const rows: StoredRow[] = [];
    for (let line = await next(); line; line = await next()) {
      const here = partOf(line);
      if (here !== undefined && STORE_PARTS.indexOf(here) > STORE_PARTS.indexOf(part)) {
        ahead = line;
        break;
      }
      at = line.end;
      if (here !== part) continue;
      rows.push({ id: String(line.json?.['id']), body: line.json?.['body'] ?? null });
      if (rows.length === limit) return { rows, next: String(at) };
    }
    const following = STORE_PARTS[STORE_PARTS.indexOf(part) + 1];
    if (following) starts.set(following, at);
    return { rows };
  };
}

function partOf({ json }: Line): StorePart | undefined {
  return STORE_PARTS.find((part) => part === json?.['part']);
}

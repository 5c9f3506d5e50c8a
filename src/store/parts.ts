/** A store's data row by row: what moves, in which order, whatever database it lies in. */
import type { Json, JsonObject } from '../domain/json.ts';
import { RECORD_KINDS } from '../ports.ts';

/** Every part of a store, in the order in which they are moved. */
export const STORE_PARTS = ['conversation', 'inbound', 'archive', 'audit', ...RECORD_KINDS] as const;
export type StorePart = (typeof STORE_PARTS)[number];

/** Whatever holds a store's data, row by row: to move it elsewhere. Nobody else may write to it meanwhile. */
export interface StoreParts {
  /** Where it is, for people and to know it again; without a password. */
  readonly name: string;
  /** `after`: `next` of the page before; `next` is absent after the last. */
  rows(
    part: StorePart,
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly rows: readonly StoredRow[]; readonly next?: string }>;
  /** About how many rows: only for people who wait. */
  count(part: StorePart): Promise<number>;
  /** Adds rows and keeps the mark, durably; rows that are there already stay as they are. */
  add(part: StorePart, rows: readonly StoredRow[], mark: JsonObject): Promise<void>;
  /** The mark that was kept last. */
  mark(): Promise<JsonObject | undefined>;
  close(): Promise<void>;
}

export interface StoredRow {
  readonly id: string;
  readonly body: Json;
}

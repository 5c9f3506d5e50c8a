/** What is remembered about the knowledge: gaps, renewals and proposed changes, as records of one kind told apart by key. */
import { isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Store, StoredRecord } from '../ports.ts';

export type FactKey = 'gap' | 'renewal' | 'proposal' | 'night';

export interface Remembered<T> {
  readonly id: string;
  readonly at: number;
  readonly body: T;
}

const TRIES = 5;
/** Newest ones that are looked at; older ones are history. */
export const MOST = 200;

export function createRecords<T>(key: FactKey, store: Pick<Store, 'getRecord' | 'putRecord' | 'listRecords'>) {
  const of = (record: StoredRecord): Remembered<T> => ({
    id: record.id,
    at: record.at,
    body: record.body as unknown as T,
  });
  return {
    async list(): Promise<readonly Remembered<T>[]> {
      return (await store.listRecords('fact', { key, limit: MOST })).map(of);
    },
    async get(id: string): Promise<Remembered<T> | undefined> {
      const record = await store.getRecord('fact', id);
      return record?.key === key ? of(record) : undefined;
    },
    /** Changes or creates by compare-and-set; `change` is given what is there and may answer undefined: leave it. */
    async update(id: string, at: number, change: (body: T | undefined) => T | undefined): Promise<T | undefined> {
      for (let tries = 1; ; tries++) {
        const record = await store.getRecord('fact', id);
        const body = change(record?.body as unknown as T | undefined);
        if (body === undefined) return undefined;
        try {
          await store.putRecord('fact', { id, version: record?.version ?? 0, key, at, body: body as unknown as Json });
          return body;
        } catch (error) {
          if (!isFailure(error, 'overtaken') || tries === TRIES) throw error;
        }
      }
    },
  };
}

/** The record half of a store in memory: compare-and-set as the port promises it, with a hook in front of every call. */
import { Failure } from '../../src/domain/failure.ts';
import type { RecordKind, Store, StoredRecord } from '../../src/ports.ts';

export type RecordStore = Pick<Store, 'getRecord' | 'putRecord' | 'listRecords'>;

export interface MemoryRecords extends RecordStore {
  all(kind: RecordKind): readonly StoredRecord[];
  /** Called before every operation: waits, throws, counts. */
  before: (operation: 'get' | 'put' | 'list', kind: RecordKind) => Promise<void> | void;
}

export function createMemoryRecords(): MemoryRecords {
  const records = new Map<string, StoredRecord>();
  const copy = (record: StoredRecord): StoredRecord => structuredClone(record);
  const ofKind = (kind: RecordKind) =>
    [...records].filter(([key]) => key.startsWith(`${kind} `)).map(([, record]) => copy(record));
  const self: MemoryRecords = {
    before: () => {},
    all: ofKind,
    async getRecord(kind, id) {
      await self.before('get', kind);
      const record = records.get(`${kind} ${id}`);
      return record && copy(record);
    },
    async putRecord(kind, record) {
      await self.before('put', kind);
      const key = `${kind} ${record.id}`;
      const version = records.get(key)?.version ?? 0;
      if (version !== record.version)
        throw new Failure('overtaken', `expected version ${version}, got ${record.version}`);
      const stored = copy({ ...record, version: version + 1 });
      records.set(key, stored);
      return copy(stored);
    },
    async listRecords(kind, { key, limit }) {
      await self.before('list', kind);
      return ofKind(kind)
        .filter((record) => key === undefined || record.key === key)
        .sort((a, b) => b.at - a.at)
        .slice(0, limit);
    },
  };
  return self;
}

/** Plans as stored: made once, changed by compare-and-set. */
import { isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Clock, Store } from '../ports.ts';
import { PlanRecord } from './plan.ts';

const MAX_TRIES = 32;

export interface PlanRecords {
  get(id: string): Promise<PlanRecord | undefined>;
  /** The stored one, when it was made before. */
  create(plan: PlanRecord): Promise<PlanRecord>;
  /** A change that returns the very same plan stores nothing. */
  update(id: string, change: (plan: PlanRecord) => PlanRecord): Promise<PlanRecord>;
}

export function createPlanRecords({
  store,
  clock,
}: {
  store: Pick<Store, 'getRecord' | 'putRecord'>;
  clock: Pick<Clock, 'now'>;
}): PlanRecords {
  const read = (id: string) => store.getRecord('plan', id);
  const write = (plan: PlanRecord, version: number) =>
    store.putRecord('plan', {
      id: plan.id,
      key: plan.customerId,
      version,
      at: clock.now(),
      body: plan as unknown as Json,
    });

  return {
    async get(id) {
      const record = await read(id);
      return record && PlanRecord.parse(record.body);
    },
    async create(plan) {
      try {
        await write(plan, 0);
        return plan;
      } catch (error) {
        if (!isFailure(error, 'overtaken')) throw error;
        return PlanRecord.parse((await read(plan.id))?.body);
      }
    },
    async update(id, change) {
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const record = await read(id);
        if (!record) throw new Error(`plan ${id}: expected one that was stored, found none`);
        const before = PlanRecord.parse(record.body);
        const after = change(before);
        if (after === before) return after;
        try {
          await write(after, record.version);
          return after;
        } catch (error) {
          if (!isFailure(error, 'overtaken')) throw error;
        }
      }
      throw new Error(`plan ${id}: ${MAX_TRIES} changes in a row were overtaken`);
    },
  };
}

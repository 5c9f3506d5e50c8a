/** The counters behind the limits of unasked messages: small documents changed by compare-and-set, shared by all processes. */
import { z } from 'zod';
import { isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Store } from '../ports.ts';

export type OutreachStore = Pick<Store, 'getRecord' | 'putRecord'>;

/** What one customer was sent unasked, of the last week; `at` may lie ahead: then it is this send's turn. */
export const CustomerSends = z.object({ sends: z.array(z.object({ id: z.string(), at: z.number() })) });

/** One local day of the shop. */
export const Day = z.object({
  sent: z.number(),
  /** The breaker's limit of that day, worked out when the day began. */
  limit: z.number(),
  failed: z.number(),
  /** The platform says that the customer does not want it, or blocked us. */
  refused: z.number(),
  /** Answered with STOP. */
  stopped: z.number(),
  answered: z.number(),
  /** How often the most frequent texts went out, by digest. */
  texts: z.record(z.string(), z.number()),
});
export type Day = z.infer<typeof Day>;

export const Pace = z.object({ nextAt: z.number(), checkedAt: z.number(), light: z.enum(['green', 'amber', 'red']) });

export const Breaker = z.object({
  /** Since when nothing leaves, and why; absent: all may go. */
  latched: z.object({ at: z.number(), why: z.string() }).exactOptional(),
  /** What had been sent on that day when staff let it go on: counted from there. */
  from: z.object({ date: z.string(), sent: z.number() }).exactOptional(),
});
export type Breaker = z.infer<typeof Breaker>;

export const NO_DAY: Omit<Day, 'limit'> = { sent: 0, failed: 0, refused: 0, stopped: 0, answered: 0, texts: {} };
export const dayRecord = (date: string) => `day:${date}`;
export const customerRecord = (customerId: string) => `customer:${customerId}`;

const MAX_TRIES = 200;

export async function readOutreach<T>(store: OutreachStore, id: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const record = await store.getRecord('outreach', id);
  return record && schema.parse(record.body);
}

/** Applies `change` to the newest body until it holds; returning the very same body stores nothing. */
export async function changeOutreach<T>(
  store: OutreachStore,
  id: string,
  schema: z.ZodType<T>,
  at: number,
  change: (body: T | undefined) => T,
): Promise<T> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const record = await store.getRecord('outreach', id);
    const before = record && schema.parse(record.body);
    const body = change(before);
    if (body === before) return body;
    try {
      await store.putRecord('outreach', { id, version: record?.version ?? 0, at, body: body as Json });
      return body;
    } catch (error) {
      if (!isFailure(error, 'overtaken')) throw error;
    }
  }
  throw new Error(`outreach ${id}: ${MAX_TRIES} changes in a row were overtaken`);
}

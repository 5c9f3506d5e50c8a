/**
 * What models may cost in a day, for one customer and for the whole business. Every process counts in a record of its
 * own, so that they never wait for each other; at the limit the local language goes on alone.
 */
import type { Conversation } from '../domain/conversation.ts';
import { isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Clock, Store, StoredRecord } from '../ports.ts';
import { localDate } from '../time.ts';
import type { Usage } from './model.ts';

export interface BudgetConfig {
  /** Money a day, in the currency of the price list. */
  readonly customerPerDay: number;
  readonly businessPerDay: number;
  readonly currency: string;
  readonly timeZone: string;
  /** Name of this process among all that share the store. */
  readonly owner: string;
}

export interface BudgetDeps {
  readonly store: Pick<Store, 'getRecord' | 'putRecord' | 'listRecords'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Tells staff, once a day. */
  readonly alert: (text: string) => Promise<void>;
}

export interface Spent {
  readonly day: string;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
  readonly currency: string;
  readonly limit: number;
}

const ALERT_SHARE = 0.8;
/** What other processes spent is looked up this often at most. */
const LOOK_MS = 10_000;
const TRIES = 8;
const PROCESSES = 200;

export type Budget = ReturnType<typeof createBudget>;

export function createBudget(config: BudgetConfig, { store, clock, alert }: BudgetDeps) {
  const today = () => localDate(clock.now(), config.timeZone);
  let known: { day: string; at: number; cost: number } | undefined;

  async function businessCost(): Promise<number> {
    const day = today();
    if (known && known.day === day && clock.now() < known.at + LOOK_MS) return known.cost;
    known = { day, at: clock.now(), cost: (await spentOn(day)).cost };
    return known.cost;
  }

  async function spentOn(day: string): Promise<Spent> {
    const records = await store.listRecords('spend', { key: `business:${day}`, limit: PROCESSES });
    const sum = records.map(({ body }) => body as unknown as Usage).reduce(added, nothing(config.currency));
    return { ...sum, day, limit: config.businessPerDay };
  }

  /** What waits to be added to a record: turns that end at one moment share a write, and never race for it. */
  const waiting = new Map<string, { usage: Usage; readonly written: Promise<void> }>();
  const writing = new Map<string, Promise<void>>();

  function add(id: string, key: string, usage: Usage): Promise<void> {
    const next = waiting.get(id);
    if (next) {
      next.usage = added(next.usage, usage);
      return next.written;
    }
    const written = (writing.get(id) ?? Promise.resolve()).then(async () => {
      const { usage: sum } = waiting.get(id) ?? { usage };
      waiting.delete(id);
      await write(id, key, sum);
    });
    waiting.set(id, { usage, written });
    const settled = written.catch(() => {}); // told to those who wait for it
    writing.set(id, settled);
    void settled.then(() => writing.get(id) === settled && writing.delete(id));
    return written;
  }

  /** Adds to one counter; another process may write it at the same moment. */
  async function write(id: string, key: string, usage: Usage): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const record: StoredRecord = (await store.getRecord('spend', id)) ?? {
        id,
        version: 0,
        key,
        at: clock.now(),
        body: nothing(config.currency) as unknown as Json,
      };
      const body = added(record.body as unknown as Usage, usage) as unknown as Json;
      try {
        return void (await store.putRecord('spend', { ...record, body }));
      } catch (error) {
        if (!isFailure(error, 'overtaken') || attempt === TRIES) throw error;
      }
    }
  }

  /** Whoever writes the record first tells it. */
  async function alertOnce(day: string, cost: number): Promise<void> {
    try {
      await store.putRecord('spend', { id: `alert:${day}`, version: 0, at: clock.now(), body: { cost } });
    } catch (error) {
      if (isFailure(error, 'overtaken')) return;
      throw error;
    }
    const share = Math.round((100 * cost) / config.businessPerDay);
    await alert(
      `Language models have cost ${cost.toFixed(2)} ${config.currency} today, ${share} % of the day's limit. At 100 % the built-in language answers alone until midnight.`,
    );
  }

  return {
    /**
     * Whether a model may be asked for this customer now. `unbooked`: what turns that are still open have spent, of all
     * and of this customer. `share` of the day's limit, for what can wait until tomorrow.
     */
    async allows(
      customerId: string | undefined,
      unbooked: { readonly all: number; readonly customer: number },
      share = 1,
    ): Promise<boolean> {
      if ((await businessCost()) + unbooked.all >= share * config.businessPerDay) return false;
      if (customerId === undefined) return true;
      const record = await store.getRecord('spend', `customer:${customerId}:${today()}`);
      const spent = (record?.body as unknown as Usage | undefined)?.cost ?? 0;
      return spent + unbooked.customer < config.customerPerDay;
    },

    /** Books what was spent: for the day, the customer and the conversation. */
    async spend(usage: Usage, conversation: Pick<Conversation, 'id' | 'customerId'> | undefined): Promise<void> {
      if (usage.calls === 0) return;
      const day = today();
      const { id, customerId } = conversation ?? {};
      // At once, so that the store can write them down together: the customer's reply waits for it.
      await Promise.all([
        add(`business:${day}:${config.owner}`, `business:${day}`, usage),
        ...(customerId === undefined ? [] : [add(`customer:${customerId}:${day}`, `customer:${customerId}`, usage)]),
        ...(id === undefined ? [] : [add(`conversation:${id}`, `conversation:${id}`, usage)]),
      ]);
      if (known?.day === day) known = { ...known, cost: known.cost + usage.cost };
      const cost = await businessCost();
      if (cost >= ALERT_SHARE * config.businessPerDay) await alertOnce(day, cost);
    },

    today: () => spentOn(today()),
  };
}

function nothing(currency: string): Usage {
  return { calls: 0, inputTokens: 0, outputTokens: 0, cost: 0, currency };
}

function added(sum: Usage, more: Usage): Usage {
  return {
    calls: sum.calls + more.calls,
    inputTokens: sum.inputTokens + more.inputTokens,
    outputTokens: sum.outputTokens + more.outputTokens,
    cost: sum.cost + more.cost,
    currency: more.currency,
  };
}

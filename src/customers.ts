/**
 * Who a customer is, across channels. Aliases a platform has proved lead to one customer; consent is kept there, so a
 * STOP on one channel binds all of them. A repeated or concurrent call changes nothing twice.
 */
import type { Consent, Customer } from './domain/customer.ts';
import { isFailure } from './domain/failure.ts';
import type { Json } from './domain/json.ts';
import type { Address, Alias } from './domain/message.ts';
import { customerIdOf } from './identity.ts';
import type { Store } from './ports.ts';

export interface Customers {
  /** The customer behind an address and its proved aliases; created or linked when new. */
  identify(address: Address, aliases: readonly Alias[], now: number): Promise<string>;
  /** Follows merges; undefined for an id that was never stored. */
  get(customerId: string): Promise<Customer | undefined>;
  /** `only`: the words were about offers alone; everything else stays as it was. */
  setConsent(customerId: string, said: Omit<Consent, 'offers'> & { readonly only?: 'offers' }): Promise<void>;
  /** The customer whom an alias names, such as `phone:+353871234567`; undefined when nobody ever had it. */
  named(alias: string): Promise<string | undefined>;
  /** Everywhere this customer has written from, also as one of those that turned out to be the same person. */
  addresses(customerId: string): Promise<readonly Address[]>;
}

type Records = Pick<Store, 'getRecord' | 'putRecord' | 'listRecords'>;

/** Nobody has more names than this. */
const MOST_NAMES = 100;

/** The narrower of two; the proof is that of what was refused. */
function both(refused: Consent, { proactive = true, offers = true }: Partial<Consent> = {}): Consent {
  const none = refused.offers === false || !offers;
  return { ...refused, proactive: refused.proactive && proactive, ...(none ? { offers: false } : {}) };
}

export function createCustomers(store: Records): Customers {
  async function read(id: string) {
    const record = await store.getRecord('customer', id);
    return record && { record, customer: record.body as unknown as Customer };
  }

  async function final(id: string): Promise<{ version: number; customer: Customer } | undefined> {
    let next = await read(id);
    for (let hops = 0; next?.customer.mergedInto !== undefined && hops < 10; hops++)
      next = await read(next.customer.mergedInto);
    return next && { version: next.record.version, customer: next.customer };
  }

  /** Applies a change by compare-and-set until it holds. */
  async function update(id: string, change: (customer: Customer) => Customer): Promise<void> {
    for (;;) {
      const current = await final(id);
      if (!current) throw new Error(`customer ${id}: expected a stored record, found none`);
      try {
        const customer = change(current.customer);
        await put(customer, current.version);
        return;
      } catch (error) {
        if (!isFailure(error, 'overtaken')) throw error;
      }
    }
  }

  async function put(customer: Customer, version: number): Promise<void> {
    await store.putRecord('customer', {
      id: customer.id,
      version,
      ...(customer.mergedInto === undefined ? {} : { key: customer.mergedInto }),
      at: customer.createdAt,
      body: customer as unknown as Json,
    });
  }

  /** Inserts; somebody else having been first is fine. */
  async function insert(kind: 'customer' | 'alias', id: string, body: Json, now: number): Promise<void> {
    try {
      const key = kind === 'alias' ? { key: body as string } : {};
      await store.putRecord(kind, { id, version: 0, ...key, at: now, body });
    } catch (error) {
      if (!isFailure(error, 'overtaken')) throw error;
    }
  }

  async function merge(from: string, into: string): Promise<void> {
    const lost = await final(from);
    const kept = await final(into);
    if (!lost || !kept || lost.customer.id === kept.customer.id) return;
    const refused = lost.customer.consent; // a refusal anywhere holds everywhere
    if (refused && (!refused.proactive || refused.offers === false))
      await update(kept.customer.id, (customer) => ({ ...customer, consent: both(refused, customer.consent) }));
    await update(lost.customer.id, (customer) => ({ ...customer, mergedInto: kept.customer.id }));
  }

  /** This customer and all that were merged into it. */
  async function withMerged(id: string): Promise<readonly string[]> {
    const ids = [id];
    for (let at = 0; at < ids.length && ids.length < MOST_NAMES; at++) {
      const merged = await store.listRecords('customer', { key: ids[at] ?? '', limit: MOST_NAMES });
      ids.push(...merged.map((record) => record.id).filter((other) => !ids.includes(other)));
    }
    return ids;
  }

  return {
    async identify(address, aliases, now) {
      const names = [nameOf(address), ...aliases.map((a) => `${a.kind}:${a.value}`)];
      const known = await Promise.all(names.map((name) => store.getRecord('alias', name)));
      const ids = known.flatMap((record) => (record ? [record.body as string] : []));
      const id = ids[0] ?? customerIdOf(address);
      await insert('customer', id, { id, createdAt: now } satisfies Customer, now);
      for (const [index, name] of names.entries()) if (!known[index]) await insert('alias', name, id, now);
      for (const other of ids) if (other !== id) await merge(other, id);
      return (await final(id))?.customer.id ?? id;
    },
    get: async (id) => (await final(id))?.customer,
    async named(alias) {
      const record = await store.getRecord('alias', alias);
      return record && ((await final(record.body as string))?.customer.id ?? (record.body as string));
    },
    async addresses(id) {
      const ids = await withMerged(id);
      const aliases = await Promise.all(ids.map((one) => store.listRecords('alias', { key: one, limit: MOST_NAMES })));
      return aliases.flat().flatMap(({ id: name }) => addressIn(name) ?? []);
    },
    setConsent: (id, { only, ...said }) =>
      update(id, (customer) => ({
        ...customer,
        consent: only ? { ...said, proactive: customer.consent?.proactive ?? true, offers: said.proactive } : said,
      })),
  };
}

function nameOf({ channel, account, key }: Address): string {
  return `${channel}:${account}:${key}`;
}

/** Any alias may look like an address: whoever reads it finds no conversation there. */
function addressIn(name: string): Address | undefined {
  const [channel, account, ...key] = name.split(':');
  return channel && account && key.length > 0 ? { channel, account, key: key.join(':') } : undefined;
}

/** Silence is not a refusal: a customer who never said STOP may get the reminders they booked. */
export function acceptsProactive(customer: Customer | undefined, purpose: 'service' | 'offers' = 'service'): boolean {
  const { proactive = true, offers = true } = customer?.consent ?? {};
  return proactive && (offers || purpose === 'service');
}

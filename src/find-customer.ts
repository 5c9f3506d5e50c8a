/**
 * Which customer a person means: by conversation id, booking reference, phone number or name. What is found belongs to
 * one customer, or it is a list to choose from: two people of one name are never taken for one.
 */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Customers } from './customers.ts';
import type { Booking } from './domain/booking.ts';
import type { Business } from './domain/business.ts';
import { type Conversation, conversationOf } from './domain/conversation.ts';
import type { Capabilities } from './domain/message.ts';
import { conversationIdOf } from './identity.ts';
import type { Match, Receipt } from './overview.ts';
import type { Store } from './ports.ts';
import { referenceIn } from './tools/reference.ts';

export interface FindCustomerDeps {
  readonly store: Pick<Store, 'load' | 'list' | 'getRecord'>;
  readonly customers: Customers;
  readonly business: Business;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
}

/** Every conversation of the one customer, the latest first. */
export type Found = { readonly conversations: readonly Conversation[] } | Extract<Receipt, { kind: 'several' }>;

/** Names stand in no index: only so many conversations, the latest changed, are looked through for one. */
const NAMES_SEARCHED = 500;
const PAGE = 100;
/** More than this many is no choice for a person. */
const MOST_MATCHES = 20;

export function createFindCustomer({ store, customers, business, capabilitiesOf }: FindCustomerDeps) {
  return async function find(query: string): Promise<Found | undefined> {
    const words = query.trim();
    if (words === '') return undefined;
    const known = (await byId(words)) ?? (await byReference(words));
    if (known)
      return isCustomers(known) ? { conversations: await conversationsOf(known.customerId, known) } : undefined;
    const numbers = numbersIn(words, business.country);
    const owners = (await Promise.all(numbers.map((number) => customers.named(`phone:${number}`)))).filter(
      (id) => id !== undefined,
    );
    const byPhone = (await Promise.all([...new Set(owners)].map((id) => conversationsOf(id)))).flat();
    return await choice(byPhone.length > 0 ? byPhone : await byName(words, numbers));
  };

  /** What colleagues ask the bot is nobody's receipt. */
  function isCustomers(conversation: Conversation): boolean {
    return capabilitiesOf(conversation).audience !== 'internal';
  }

  function byId(words: string): Promise<Conversation | undefined> {
    return store.load(conversationOf(words)); // ids of turns and approvals lead there too
  }

  async function byReference(words: string): Promise<Conversation | undefined> {
    const reference = referenceIn(business.booking.referencePrefix, words);
    const record = reference === undefined ? undefined : await store.getRecord('booking', reference);
    const { conversationId } = (record?.body ?? {}) as Partial<Booking>;
    return conversationId === undefined ? undefined : await store.load(conversationId);
  }

  /** By what they are called; a number that has no alias of its own is looked for beside the name. */
  async function byName(words: string, numbers: readonly string[]): Promise<readonly Conversation[]> {
    const wanted = plainName(words);
    const seen: Conversation[] = [];
    for (let after: string | undefined; seen.length < NAMES_SEARCHED; ) {
      const page = await store.list({ limit: PAGE, ...(after === undefined ? {} : { after }) });
      seen.push(...page.conversations);
      after = page.next;
      if (after === undefined) break;
    }
    const ofCustomers = seen.filter(isCustomers);
    const exact = ofCustomers.filter(
      ({ displayName = '', aliases }) =>
        plainName(displayName) === wanted ||
        aliases.some(({ kind, value }) => kind === 'phone' && numbers.includes(value)),
    );
    return exact.length > 0
      ? exact
      : ofCustomers.filter(({ displayName = '' }) => ` ${plainName(displayName)}`.includes(` ${wanted}`));
  }

  /** All of one customer, or one line each to choose from. */
  async function choice(matches: readonly Conversation[]): Promise<Found | undefined> {
    const byCustomer = new Map<string, Conversation>();
    for (const match of matches) {
      const id = await finalId(match.customerId);
      if (!byCustomer.has(id)) byCustomer.set(id, match);
    }
    const [first, another] = byCustomer.values();
    if (!first) return undefined;
    if (!another) return { conversations: await conversationsOf(first.customerId, first) };
    return { kind: 'several', matches: [...byCustomer.values()].slice(0, MOST_MATCHES).map(matchOf) };
  }

  async function finalId(customerId: string): Promise<string> {
    return (await customers.get(customerId))?.id ?? customerId;
  }

  /** Found through the customer's own aliases, and each looked at once more for whose it is. */
  async function conversationsOf(customerId: string, known?: Conversation): Promise<readonly Conversation[]> {
    const id = await finalId(customerId);
    const ids = new Set((await customers.addresses(id)).map(conversationIdOf));
    const others = await Promise.all([...ids].filter((one) => one !== known?.id).map((one) => store.load(one)));
    const theirs: Conversation[] = known ? [known] : [];
    for (const other of others) if (other && (await finalId(other.customerId)) === id) theirs.push(other);
    return theirs.toSorted((a, b) => b.lastInboundAt - a.lastInboundAt);
  }
}

export function matchOf({ id, displayName, address }: Conversation): Match {
  return { conversationId: id, channel: address.channel, ...(displayName ? { name: displayName } : {}) };
}

/** E.164, as the alias records have it: read as a number of the shop's own country, and as one with its country code. */
function numbersIn(words: string, country: string): readonly string[] {
  const digits = words.replace(/\D/gu, '');
  if (!/^[+(\d][\d\s()./-]*$/u.test(words) || digits.length < 5) return [];
  const national = parsePhoneNumberFromString(words, country as CountryCode)?.number;
  return [...new Set([national, `+${digits}`])].filter((number) => number !== undefined);
}

/** Without accents and case, one space between words. */
function plainName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();
}

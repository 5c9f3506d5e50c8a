/**
 * The whole core on the shipped shop, with a clock turned by hand: real store, language, knowledge, agents and tools;
 * doubles only for a channel and the staff desk.
 */
import { createAgents } from '../../src/agents/list.ts';
import type { AroundCalendar } from '../../src/bookings.ts';
import { loadBusiness } from '../../src/business-config.ts';
import type { BusyElsewhere } from '../../src/calendar/elsewhere.ts';
import { createCalendar } from '../../src/calendar.ts';
import { type Core, createCore, type Watchers } from '../../src/core.ts';
import type { Card, StaffMember, Verdict } from '../../src/domain/approval.ts';
import type { Business } from '../../src/domain/business.ts';
import type { Conversation } from '../../src/domain/conversation.ts';
import type { Turn } from '../../src/domain/decision.ts';
import type { Capabilities, Content, OutboundMessage } from '../../src/domain/message.ts';
import type { FollowUpRules } from '../../src/follow-ups/rules.ts';
import { createTellLater } from '../../src/follow-ups/tell-later.ts';
import { conversationIdOf } from '../../src/identity.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import type { ModelChain } from '../../src/language/models.ts';
import type { Crm } from '../../src/leads/crm.ts';
import { createLeads } from '../../src/leads/leads.ts';
import { withCall } from '../../src/leads/qualify.ts';
import type { Channel, Knowledge, Language, Store } from '../../src/ports.ts';
import { createTools } from '../../src/tools/list.ts';
import type { ToolBox } from '../../src/tools/tool.ts';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.ts';
import { createMemoryChannel, type MemoryChannel } from '../fakes/memory-channel.ts';
import { createMemoryDesk, type MemoryDesk } from '../fakes/memory-desk.ts';
import { createTrainedLanguage } from '../support/trained-language.ts';
import { openScenarioStore } from './scenario-store.ts';

/** Monday 23 November 2026, 10:00 in Dublin: the shop is open. */
export const MONDAY_MORNING = Date.parse('2026-11-23T10:00:00Z');

const { business: shippedShop, followUps: shippedRules } = shipped();
export const shop: Business = shippedShop;
export const followUpRules: FollowUpRules = shippedRules;
function shipped() {
  const loaded = loadBusiness('config');
  if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
  return loaded;
}

const local = createTrainedLanguage(shop);
/** Trained once for all scenarios: the words of a language do not depend on the rest of a shop. */
const trained = new Map<string, Language>();
function languageOf(spoken: Business): Language {
  const known = trained.get(spoken.locale) ?? createTrainedLanguage(spoken);
  trained.set(spoken.locale, known);
  return known;
}

export interface World {
  readonly core: Core;
  readonly clock: ManualClock;
  readonly store: Store;
  readonly channel: MemoryChannel;
  readonly desk: MemoryDesk;
  readonly errors: unknown[];
  /** The channels that are switched on. */
  readonly channels: Map<string, Channel>;
  customer(name: string, channel?: string): Customer;
  staff(name: string): Staff;
  /** Turns the clock until nothing is due within `ms`; the default covers any burst wait. */
  settle(ms?: number): Promise<void>;
  /** The newest approval's card as the record has it now. */
  card(): Promise<Card>;
  close(): Promise<void>;
}

export interface Customer {
  readonly conversationId: string;
  /** Writes; the bot has not had time to answer yet. */
  says(text: string, more?: { externalId?: string; sentAt?: number; quotedId?: string }): Promise<'new' | 'duplicate'>;
  sends(content: Content): Promise<'new' | 'duplicate'>;
  /** Taps a choice of the shop's latest message by its label. */
  taps(label: string | RegExp): Promise<void>;
  /** Writes and waits for the answer: the texts that came. */
  asks(text: string): Promise<string>;
  /** Everything the customer has received so far. */
  heard(): readonly string[];
  last(): OutboundMessage;
  conversation(): Promise<Conversation>;
  turns(): Promise<readonly Turn[]>;
}

export interface Staff {
  readonly member: StaffMember;
  decides(verdict: Verdict, card?: Card): ReturnType<Core['actions']['decide']>;
  claims(): ReturnType<Core['actions']['claim']>;
  replies(text: string): ReturnType<Core['actions']['reply']>;
  handsBack(): ReturnType<Core['actions']['handBack']>;
}

export interface WorldOptions {
  readonly capabilities?: Partial<Capabilities>;
  readonly business?: Partial<Business>;
  /** Absent: the shipped knowledge, which takes a while to read. */
  readonly knowledgeDir?: string;
  /** Puts something between the core and the shipped knowledge. */
  readonly knowledge?: (real: Knowledge) => Knowledge;
  readonly followUps?: FollowUpRules;
  readonly calendarLink?: (reference: string) => Promise<string>;
  /** Puts an outside calendar round the one that decides. */
  readonly outside?: (parts: { store: Store; clock: ManualClock; business: Business }) => AroundCalendar;
  readonly store?: Store;
  readonly clock?: ManualClock;
  /** A customer system that is told about leads. */
  readonly crm?: (clock: ManualClock) => Crm;
  /** Looks on as well. */
  readonly watching?: (watchers: Watchers) => Watchers;
  /** Joins models to the local language. */
  readonly models?: (local: Language, parts: ModelWorld) => ModelChain;
}

export interface ModelWorld {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly desk: MemoryDesk;
  readonly knowledge: Knowledge;
  readonly tools: ToolBox;
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const clock = options.clock ?? createManualClock(MONDAY_MORNING);
  const business: Business = { ...shop, ...options.business };
  const store = options.store ?? (await openScenarioStore(clock));
  const { knowledge: between = (real: Knowledge) => real, knowledgeDir: dir = 'knowledge' } = options;
  const knowledge = between(await createKnowledge({ dir, business }, { clock }));
  const channel = createMemoryChannel('memory', options.capabilities);
  const other = createMemoryChannel('other', options.capabilities);
  const desk = createMemoryDesk();
  const channels = new Map([channel, other].map((double) => [double.channel.name, double.channel]));
  const errors: unknown[] = [];
  const builtIn = (busyElsewhere?: BusyElsewhere) =>
    createCalendar({ business: withCall(business) }, { store, clock, ...(busyElsewhere ? { busyElsewhere } : {}) });
  const calendar = options.outside?.({ store, clock, business })(builtIn) ?? builtIn();
  const leads = createLeads({ business }, { store, clock });
  const tools = createTools({ business, calendar, store, clock, leads, tellLater: createTellLater(store) });
  const chain = options.models?.(local, { store, clock, desk, knowledge, tools });
  const language = chain?.language ?? local;
  const { followUps = followUpRules } = options;
  const { calendarLink } = options;
  const links = calendarLink ? { calendarLink } : {};
  const agents = createAgents({ business, followUps }, { language, knowledge, tools, ...links });
  const core = createCore({
    store,
    clock,
    language,
    knowledge,
    tools,
    agents,
    business,
    followUps,
    languageOf,
    promptVersions: () => chain?.promptVersions ?? {},
    ...(chain ? { aroundTurn: chain.aroundTurn, joinModels: chain.join } : {}),
    connections: {
      channels,
      desk: desk.desk,
    },
    owner: 'test',
    ...(options.crm ? { crm: options.crm(clock) } : {}),
    watchers: (options.watching ?? ((same) => same))({ failed: (error) => void errors.push(error) }),
  });

  async function settle(ms = 20_000): Promise<void> {
    const until = clock.now() + ms;
    for (;;) {
      const next = await store.nextWakeAt();
      if (next === undefined || next > until) break;
      clock.set(Math.max(next, clock.now()));
      await core.agenda.runDue();
    }
    clock.set(until);
    await core.agenda.runDue();
  }

  let messages = 0;
  function customer(name: string, channelName = 'memory'): Customer {
    const double = channelName === 'other' ? other : channel;
    const address = { channel: channelName, account: 'shop', key: name };
    const conversationId = conversationIdOf(address);
    const mine = () => double.sent.filter((sent) => sent.address.key === name);
    const receive = (content: Content, more: { externalId?: string; sentAt?: number; quotedId?: string } = {}) =>
      core.intake.message({
        address,
        externalId: more.externalId ?? `m${++messages}`,
        aliases: [{ kind: 'phone', value: `+35320000${name}` }],
        displayName: name,
        content,
        sentAt: more.sentAt ?? clock.now(),
        ...(more.quotedId ? { quotedId: more.quotedId } : {}),
      });
    const self: Customer = {
      conversationId,
      says: (text, more) => receive({ kind: 'text', text }, more),
      sends: (content) => receive(content),
      async taps(label) {
        const message = mine().findLast(
          (sent) => sent.message.kind === 'text' && sent.message.choices.length > 0,
        )?.message;
        const choices = message?.kind === 'text' ? message.choices : [];
        const choice = choices.find((option) =>
          typeof label === 'string' ? option.label === label : label.test(option.label),
        );
        if (!choice)
          throw new Error(
            `expected a choice ${label}, the shop offers: ${choices.map((option) => option.label).join(' | ')}`,
          );
        await receive({ kind: 'choice', id: choice.id, label: choice.label });
        await settle();
      },
      async asks(text) {
        const before = mine().length;
        await self.says(text);
        await settle();
        return mine()
          .slice(before)
          .map((sent) => sent.message.text)
          .join('\n');
      },
      heard: () => mine().map((sent) => sent.message.text),
      last() {
        const message = mine().at(-1)?.message;
        if (!message) throw new Error(`${name} has heard nothing yet`);
        return message;
      },
      async conversation() {
        const conversation = await store.load(conversationId);
        if (!conversation) throw new Error(`${name} has not written yet`);
        return conversation;
      },
      async turns() {
        const records = await store.listRecords('turn', { key: conversationId, limit: 100 });
        return records.map((record) => record.body as unknown as Turn).toReversed();
      },
    };
    return self;
  }

  async function card(): Promise<Card> {
    const open = (await store.list({ limit: 100 })).conversations.flatMap((conversation) =>
      conversation.approval ? [conversation.approval] : [],
    );
    const newest = open.sort((a, b) => b.askedAt - a.askedAt)[0];
    const drawn = newest && (await core.actions.card(newest.id));
    if (!drawn) throw new Error('no approval was asked for');
    return drawn;
  }

  function staff(name: string): Staff {
    const member = { id: `U-${name}`, name };
    return {
      member,
      async decides(verdict, seen) {
        const shown = seen ?? (await card());
        return core.actions.decide(shown.approvalId, shown.version, verdict, member);
      },
      claims: async () => core.actions.claim((await card()).approvalId, member),
      replies: async (text) => core.actions.reply((await card()).approvalId, text, member),
      handsBack: async () => core.actions.handBack((await card()).approvalId, member),
    };
  }

  return {
    core,
    clock,
    store,
    channel,
    desk,
    errors,
    channels,
    customer,
    staff,
    settle,
    card,
    async close() {
      chain?.stop();
      await store.close();
    },
  };
}

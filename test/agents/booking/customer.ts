/**
 * A customer talking to the booking agent alone: real tools, calendar and review around it, records in memory, a clock
 * turned by hand. Words go to the agent the way the router would send them; every text is checked for unproven numbers.
 */

import type { Situation } from '../../../src/agents/agent.ts';
import { createBookingAgent } from '../../../src/agents/booking.ts';
import { createCalendar } from '../../../src/calendar.ts';
import type { Booking } from '../../../src/domain/booking.ts';
import type { Business } from '../../../src/domain/business.ts';
import { append, type Conversation, newConversation, type ToolAnswered } from '../../../src/domain/conversation.ts';
import type { Decision, FollowUp, Proposal, ToolCall, Utterance } from '../../../src/domain/decision.ts';
import { isFailure } from '../../../src/domain/failure.ts';
import type { Json } from '../../../src/domain/json.ts';
import type { Calendar } from '../../../src/ports.ts';
import { review } from '../../../src/review.ts';
import { createTools } from '../../../src/tools/list.ts';
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts';
import { createScriptedLanguage } from '../../fakes/scripted-language.ts';
import { testShop } from '../../fixtures/business.ts';
import { createMemoryRecords, type MemoryRecords } from '../../tools/memory-records.ts';

export const MONDAY_10 = Date.parse('2026-11-23T10:00:00Z');

export interface Shop {
  readonly clock: ManualClock;
  readonly store: MemoryRecords;
  readonly calendar: Calendar;
  customer(name?: string, displayName?: string): TalkingCustomer;
  bookings(): readonly Booking[];
}

export interface TalkingCustomer {
  /** Says something and returns what the agent answers; undefined when the agent leaves the words to others. */
  says(text: string): Promise<string | undefined>;
  /** Taps a choice of the latest message, by label. */
  taps(label: RegExp): Promise<string>;
  tapsId(id: string): Promise<string>;
  /** Decides, but leaves the tool that was asked for undone until `toolRuns`. */
  startsTapping(label: RegExp): Promise<void>;
  toolRuns(): Promise<string>;
  toolBreaks(): Promise<string>;
  choices(): readonly string[];
  choiceId(label: RegExp): string;
  last(): Decision;
  readonly followUps: Map<string, FollowUp>;
  conversation: Conversation;
  openQuestion(): string | undefined;
}

export function createShop(change: Partial<Business> = {}): Shop {
  const business: Business = { ...testShop, ...change };
  const clock = createManualClock(MONDAY_10);
  const store = createMemoryRecords();
  const calendar = createCalendar({ business }, { store, clock });
  const tools = createTools({ business, calendar, store, clock });
  const language = createScriptedLanguage();
  const agent = createBookingAgent({ business }, { language, tools, clock });

  function customer(name = 'ana', displayName?: string): TalkingCustomer {
    const seed = { id: `chat-${name}`, address: { channel: 'test', account: 'shop', key: name }, customerId: name };
    let turns = 0;
    let last: Decision = { kind: 'stay-silent', why: 'nothing happened yet' };
    let pending: ToolCall | undefined;
    const followUps = new Map<string, FollowUp>();

    async function decide(situation: Partial<Situation>): Promise<void> {
      const proposal = await agent.decide({
        said: '',
        intent: 'continues',
        confidence: 1,
        ...situation,
        audience: 'customer',
        conversation: self.conversation,
        now: clock.now(),
      });
      take(proposal);
    }

    function take({ decision, flow, followUps: more = [], cancelFollowUps = [] }: Proposal): void {
      const verdict = review(decision, {
        conversation: self.conversation,
        business,
        riskOf: (tool) => tools.get(tool)?.risk,
        audience: 'customer',
        isInternal: () => false,
      });
      if (verdict.kind !== 'allow')
        throw new Error(`review: ${JSON.stringify(verdict)} for ${JSON.stringify(decision)}`);
      turns++;
      const { flow: before, ...rest } = self.conversation;
      // Stored and read back, as the store would.
      const stored =
        flow === undefined ? before : flow === null ? undefined : (JSON.parse(JSON.stringify(flow)) as typeof flow);
      self.conversation = stored ? { ...rest, flow: stored } : rest;
      for (const id of cancelFollowUps) followUps.delete(id);
      for (const followUp of more) followUps.set(followUp.id, followUp);
      last = decision;
      pending = decision.kind === 'use-tool' ? decision.call : undefined;
      if (decision.kind === 'ask' || decision.kind === 'reply') spoken(decision.say);
    }

    function spoken(say: Utterance): void {
      if (/\{\w+\}|undefined|NaN/.test(say.text)) throw new Error(`a hole in: ${say.text}`);
      const message = { kind: 'text', text: say.text, choices: say.choices } as const;
      self.conversation = append(self.conversation, {
        kind: 'bot-said',
        at: clock.now(),
        sendId: `s${turns}`,
        speaker: { kind: 'bot' },
        message,
        delivery: { state: 'sent', at: clock.now() },
      });
    }

    function hears(content: { kind: 'text'; text: string } | { kind: 'choice'; id: string; label: string }): void {
      self.conversation = append(self.conversation, {
        kind: 'customer-said',
        at: clock.now(),
        externalId: `m${turns}`,
        content,
        sentAt: clock.now(),
      });
    }

    /** Runs the tool that was asked for, if any, and lets the agent tell the answer. */
    async function toolRuns(broken = false): Promise<string> {
      while (pending) {
        const call = pending;
        const taskId = `${self.conversation.id}.t${turns}.tool`;
        let answer: { ok: boolean; result: Json };
        try {
          if (broken) throw new Error('broken');
          const result = await tools.run(call, {
            customerId: name,
            conversationId: self.conversation.id,
            taskId,
            now: clock.now(),
          });
          answer = { ok: true, result: JSON.parse(JSON.stringify(result)) as Json };
        } catch (error) {
          if (!broken && !isFailure(error)) throw error;
          answer = { ok: false, result: { problem: 'calendar-unavailable' } };
        }
        self.conversation = append(self.conversation, {
          kind: 'tool-answered',
          at: clock.now(),
          taskId,
          tool: call.tool,
          ...answer,
        });
        await decide({ toolAnswer: self.conversation.entries.at(-1) as ToolAnswered });
      }
      return textOf(last);
    }

    const offered = () => ('say' in last ? last.say.choices : []);
    function choiceOf(label: RegExp) {
      const choice = offered().find((one) => label.test(one.label));
      if (!choice)
        throw new Error(
          `expected a choice ${label}, got: ${offered()
            .map((one) => one.label)
            .join(' | ')}`,
        );
      return choice;
    }

    const self: TalkingCustomer = {
      conversation: newConversation({ ...seed, ...(displayName ? { displayName } : {}) }, clock.now()),
      followUps,
      async says(text) {
        hears({ kind: 'text', text });
        const base = { audience: 'customer', said: text, conversation: self.conversation, now: clock.now() } as const;
        const open =
          self.conversation.flow && (await agent.continues?.({ ...base, intent: 'continues', confidence: 1 }));
        if (open) await decide({ said: text });
        else {
          const intent = (await language.classify(text)).ranked[0]?.intent ?? 'unknown';
          if (business.intents.find(({ id }) => id === intent)?.agent !== 'booking') return undefined;
          await decide({ said: text, intent });
        }
        return toolRuns();
      },
      async taps(label) {
        await self.startsTapping(label);
        return toolRuns();
      },
      async startsTapping(label) {
        const choice = choiceOf(label);
        hears({ kind: 'choice', id: choice.id, label: choice.label });
        await decide({ said: choice.label, choice });
      },
      async tapsId(id) {
        hears({ kind: 'choice', id, label: 'A button' });
        await decide({ said: 'A button', choice: { id, label: 'A button' } });
        return toolRuns();
      },
      toolRuns: () => toolRuns(),
      toolBreaks: () => toolRuns(true),
      choices: () => offered().map(({ label }) => label),
      choiceId: (label) => choiceOf(label).id,
      last: () => last,
      openQuestion: () => agent.openQuestion?.(self.conversation),
    };
    return self;
  }

  return {
    clock,
    store,
    calendar,
    customer,
    bookings: () => store.all('booking').map((record) => record.body as unknown as Booking),
  };
}

function textOf(decision: Decision): string {
  if (decision.kind === 'ask' || decision.kind === 'reply') return decision.say.text;
  if (decision.kind === 'hand-off') return `${decision.summary}\n${decision.sayAfter?.text ?? ''}`;
  return `(${decision.kind})`;
}

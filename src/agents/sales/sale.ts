/**
 * The steps of a sale, in the order they are taken: questions, the rules of the offer, then a call, a quote or staff. What
 * became of it is written on the lead before the customer is told.
 */
import parsePhoneNumber, { type CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import type { Slot } from '../../domain/booking.ts';
import type { Business, Offer } from '../../domain/business.ts';
import type { Conversation, ToolAnswered } from '../../domain/conversation.ts';
import type { FollowUp, Proposal, Utterance } from '../../domain/decision.ts';
import type { Source } from '../../domain/knowledge.ts';
import type { FollowUpRules } from '../../follow-ups/rules.ts';
import type { LeadEvent } from '../../leads/lead.ts';
import { leadEvent } from '../../leads/leads.ts';
import { fitOf, withCall } from '../../leads/qualify.ts';
import type { Language } from '../../ports.ts';
import { configured } from '../../review.ts';
import { HOUR_MS } from '../../time.ts';
import { bookingOutput } from '../../tools/booking-records.ts';
import type { ToolBox } from '../../tools/tool.ts';
import type { Situation } from '../agent.ts';
import { bookingFollowUps } from '../booking/booking-follow-ups.ts';
import { tidyName } from '../booking/hear.ts';
import { createPhrases } from '../booking/phrases.ts';
import type { createCall, Picked } from './call.ts';
import { answersInWords, quoteFor } from './quote.ts';
import { flowOf, nextQuestion, offerOf, type State } from './state.ts';

export const LAST_STEPS: readonly State['step'][] = ['quoted', 'accepting'];

export interface SaleDeps {
  readonly business: Business;
  readonly followUps: FollowUpRules;
  readonly call: ReturnType<typeof createCall>;
  readonly tools: ToolBox | undefined;
  readonly language: Pick<Language, 'extract'>;
}

const Called = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('booked'), booking: bookingOutput }),
  z.object({ outcome: z.enum(['taken', 'not-allowed', 'too-many']) }),
]);

export function createSale({ business, followUps, call, tools, language }: SaleDeps) {
  const keepsLeads = tools?.get('save-lead') !== undefined;

  function begun(offer: Offer, { id, lastN }: Conversation, answers: State['answers']): State {
    return { offer: offer.id, answers, skipped: [], lead: `${id}.l${lastN}`, step: 'asking', offered: [] };
  }

  /** The next question, or what the rules of the offer say once all are answered. */
  function next(state: State, situation: Situation): Promise<Proposal> | Proposal {
    if (state.step !== 'asking') return afterRules(state, situation, 'quote');
    if (nextQuestion(business, state)) return ask(state, situation);
    const { fits, why, next: step } = judged(state);
    const event: LeadEvent = { kind: 'judged', answers: state.answers, fit: fits, why };
    return keepsLeads ? save({ ...state, step: 'judging' }, event, situation) : afterRules(state, situation, step);
  }

  function ask(state: State, situation: Situation): Proposal {
    const question = nextQuestion(business, state);
    if (!question) return waiting();
    const choices = question.options.map((option) => ({ id: `sales:answer:${question.id}:${option}`, label: option }));
    const id = `sales.${state.offer}.${question.id}`;
    const source: Source = { kind: 'business', id, title: 'Sales question', text: question.ask };
    return {
      flow: flowOf(state, situation.now),
      decision: { kind: 'ask', say: { text: question.ask, choices, sources: [source] }, intent: 'sales' },
      followUps: told(state, { kind: 'answered', answers: state.answers }, situation),
    };
  }

  function afterRules(state: State, situation: Situation, step = judged(state).next): Promise<Proposal> | Proposal {
    if (step === 'call') return offerCall(state, situation);
    const quoted = step === 'quote' ? quote(state, situation) : undefined;
    return quoted ?? toStaff(state, 'sales.toTeam', judged(state).why);
  }

  function judged(state: State) {
    const offer = offerOf(business, state);
    return offer ? fitOf(offer, state.answers) : ({ fits: false, next: 'staff', why: 'the offer is gone' } as const);
  }

  async function offerCall(state: State, situation: Situation, known?: readonly Slot[]): Promise<Proposal> {
    const slots = known ?? (await call.offered(situation));
    if (slots.length === 0) return afterRules(state, situation, 'quote');
    const next: State = { ...state, step: 'call', offered: slots.map((slot) => ({ ...slot })) };
    return { flow: flowOf(next, situation.now), decision: { kind: 'ask', say: call.offer(slots), intent: 'sales' } };
  }

  /** What became of the offer of a call. */
  function picked(state: State, pick: Picked, situation: Situation): Promise<Proposal> | Proposal | undefined {
    if (pick === undefined) return undefined;
    if (pick === 'no') return afterRules(state, situation, 'quote');
    if ('offered' in pick) return offerCall(state, situation, pick.offered);
    return book({ ...state, picked: { ...pick.slot } }, situation);
  }

  /** The call, once it is known who is rung and where. */
  function book(state: State, situation: Situation): Proposal {
    const { conversation, now } = situation;
    const name = state.name ?? conversation.displayName;
    const phone = state.phone ?? conversation.aliases.find(({ kind }) => kind === 'phone')?.value;
    const asking = (step: 'name' | 'phone', key: string): Proposal => ({
      flow: flowOf({ ...state, step }, now),
      decision: { kind: 'ask', say: configured(business, key), intent: 'sales' },
    });
    if (name === undefined) return asking('name', 'booking.askName');
    if (phone === undefined) return asking('phone', 'sales.askPhone');
    const { staffId = '', startAt = 0 } = state.picked ?? {};
    const call = { tool: 'book-call', input: { leadId: state.lead, staffId, startAt, name, phone } };
    return { flow: flowOf({ ...state, step: 'booking' }, now), decision: { kind: 'use-tool', call, intent: 'sales' } };
  }

  /** Whether the words are a name or a number, whichever was asked for. */
  function given({ step }: State, said: string): boolean {
    return step === 'phone' ? numberIn(said) !== undefined : tidyName(said) !== undefined && !said.includes('?');
  }

  async function contact(state: State, said: string, situation: Situation): Promise<Proposal | undefined> {
    if (!given(state, said)) return undefined;
    if (state.step === 'phone') return book({ ...state, ...withPhone(numberIn(said)) }, situation);
    const read = await language.extract('name', said, { now: situation.now, asked: true });
    const name = tidyName(read ?? said);
    return book(name === undefined ? state : { ...state, name }, situation);
  }

  function numberIn(said: string): string | undefined {
    const found = parsePhoneNumber(said, business.country as CountryCode);
    return found?.isPossible() ? found.number : undefined;
  }

  function afterTool(
    state: State,
    { tool, result, ok }: ToolAnswered,
    situation: Situation,
  ): Promise<Proposal> | Proposal {
    if (tool === 'book-call') return afterCall(state, ok ? result : { outcome: 'too-many' }, situation);
    if (state.step === 'judging') return afterRules(state, situation);
    if (state.step === 'accepting') return toStaff(state, 'sales.accepted', 'They accept the quote.');
    return { decision: { kind: 'stay-silent', why: 'the lead was written down' } };
  }

  function afterCall(state: State, result: unknown, situation: Situation): Promise<Proposal> | Proposal {
    const called = Called.parse(result);
    if (called.outcome === 'taken') return offerCall(state, situation);
    if (called.outcome !== 'booked') return afterRules(state, situation, 'quote');
    const { reference, serviceId, startAt, name } = called.booking;
    const known = withCall(business);
    const about = { business: known, phrases: createPhrases(known), now: situation.now };
    const reminders = bookingFollowUps({ reference, serviceId, startAt, name }, followUps, about);
    return {
      flow: null,
      decision: { kind: 'reply', say: call.booked({ reference, startAt, name }), intent: 'sales', confidence: 1 },
      followUps: reminders.filter(({ kind }) => kind === 'booking-reminder'),
    };
  }

  /** Undefined when the price cannot be worked out from what was said. */
  function quote(state: State, situation: Situation): Proposal | undefined {
    const offer = offerOf(business, state);
    const made = offer && quoteFor(business, offer, state);
    if (!offer || !made) return undefined;
    const { now } = situation;
    const nudge = {
      id: `nudge:${offer.id}:${now}`,
      kind: 'quote-nudge',
      dueAt: now + business.sales.nudgeAfterHours * HOUR_MS,
      say: configured(business, 'sales.nudge'),
      cancelIf: 'customer-writes',
      about: offer.id,
    } as const;
    return {
      flow: flowOf({ ...state, step: 'quoted' }, now),
      decision: { kind: 'reply', say: made.say, intent: 'quote-request', confidence: 1 },
      followUps: [...told(state, { kind: 'quoted', total: made.total }, situation), nudge],
    };
  }

  function accepted(state: State, situation: Situation): Proposal {
    if (!keepsLeads) return toStaff(state, 'sales.accepted', 'They accept the quote.');
    return save({ ...state, step: 'accepting' }, { kind: 'accepted' }, situation);
  }

  function ended(state: State, situation: Situation, key: 'sales.cancelled' | 'sales.declined'): Proposal {
    return {
      flow: null,
      decision: { kind: 'ask', say: configured(business, key), intent: 'sales' },
      followUps: told(state, { kind: 'declined' }, situation),
    };
  }

  function toStaff(state: State, key: string, why: string): Proposal {
    const offer = offerOf(business, state);
    const asked = offer ? `${offer.name}: ${answersInWords(offer, state.answers)}` : state.offer;
    const sayAfter: Utterance = configured(business, key);
    const summary = `${asked}. ${why}`;
    return {
      flow: null,
      decision: { kind: 'hand-off', reason: 'needs-approval', summary, urgency: 'normal', sayAfter },
    };
  }

  /** Written down first: the tool's answer brings us back here. */
  function save(state: State, event: LeadEvent, { conversation, now }: Situation): Proposal {
    const input = { ...aboutLead(state, conversation), event };
    return {
      flow: flowOf(state, now),
      decision: { kind: 'use-tool', call: { tool: 'save-lead', input }, intent: 'sales' },
    };
  }

  /** Written down with the decision that carries it; nothing waits for it. */
  function told(state: State, event: LeadEvent, { conversation, now }: Situation): readonly FollowUp[] {
    if (!keepsLeads) return [];
    const { customerId, id: conversationId, displayName, lastN } = conversation;
    const { leadId, ...about } = aboutLead(state, conversation);
    const seed = { id: leadId, customerId, conversationId, ...about, ...(displayName ? { name: displayName } : {}) };
    return [leadEvent({ leadId, event, eventId: `${leadId}:${event.kind}:${lastN}`, seed }, now)];
  }

  function aboutLead(state: State, { address }: Conversation) {
    const offerName = offerOf(business, state)?.name ?? state.offer;
    return { leadId: state.lead, offerId: state.offer, offerName, channel: address.channel };
  }

  function waiting(): Proposal {
    return { decision: { kind: 'ask', say: configured(business, 'booking.working'), intent: 'sales' } };
  }

  return { begun, next, ask, picked, contact, given, afterTool, accepted, ended, waiting };
}

function withPhone(phone: string | undefined): { phone?: string } {
  return phone === undefined ? {} : { phone };
}

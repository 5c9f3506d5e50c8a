/** An unfinished booking and what the customer says next: an answer, a correction, a way out. Nothing said is lost. */

import type { Slot } from '../../domain/booking.ts';
import type { Proposal, ToolCall } from '../../domain/decision.ts';
import type { FollowUpRules } from '../../follow-ups/rules.ts';
import { lastSaid } from '../../said.ts';
import { localDate, localTime, weekdayOf } from '../../time.ts';
import type { Advance } from './advance.ts';
import type { Desk } from './desk.ts';
import { type Heard, tidyName } from './hear.ts';
import type { Phrases } from './phrases.ts';
import { intentOf, type Proposer } from './propose.ts';
import { question } from './question.ts';
import type { Draft, State, StateOf } from './state.ts';
import { merged } from './wish.ts';
import { smallWords } from './words.ts';

export type DraftState = Extract<State, { draft: Draft }>;

export interface TalkParts {
  readonly desk: Desk;
  readonly phrases: Phrases;
  readonly propose: Proposer;
  readonly advance: Advance;
  readonly followUps: FollowUpRules;
  readonly calendarLink?: (reference: string) => Promise<string>;
}

export function createTalk({ desk, phrases, propose, advance }: TalkParts) {
  const { timeZone } = desk.business;

  /** What to do with the words, given the open state. */
  async function reply(state: Exclude<DraftState, { step: 'which' }>, heard: Heard): Promise<Proposal> {
    if (state.step === 'saving') return propose.ask(state);
    if (heard.quit) return ended(state);
    if (state.step === 'confirm') {
      if (heard.yes) return justAsked(state) ? save(state) : propose.ask(state);
      if (heard.no && !isCorrection(heard)) return ended(state);
      if (heard.change) return change(state.draft);
    }
    const picked =
      state.step === 'offer'
        ? pickedSlot(state, heard)
        : state.step === 'reading'
          ? pickedReading(state, heard)
          : undefined;
    if (picked !== undefined) return advance.next({ ...state.draft, wish: { at: picked } });
    if (state.step === 'offer' && heard.no && !isCorrection(heard)) return change(state.draft);
    if (['service', 'offer', 'name'].includes(state.step) && heard.change && !isCorrection(heard))
      return change(state.draft);
    return corrected(state, heard);
  }

  /** A "yes" to anything else that was said since is none to this. */
  function justAsked(state: StateOf<'confirm'>): boolean {
    const open = question(state, desk.business, phrases);
    const said = lastSaid(desk.situation.conversation)?.message;
    return open !== undefined && said?.kind === 'text' && said.text.includes(phrases.utterance(open).text);
  }

  /** The draft with everything the words add; undefined when they add nothing. */
  function corrections(
    draft: Draft,
    heard: Heard,
    state: DraftState | undefined,
  ): { draft: Draft; options: readonly string[] } | undefined {
    const others = heard.services.filter((id) => id !== draft.serviceId);
    const serviceId = others.length === 1 ? others[0] : heard.services.length === 1 ? heard.services[0] : undefined;
    const wish = newWish(draft, heard, state);
    const name = heard.name;
    if (serviceId === undefined && others.length === 0 && wish === undefined && name === undefined) return undefined;
    const changed: Draft = {
      ...draft,
      ...(serviceId === undefined ? {} : { serviceId }),
      ...(wish === undefined ? {} : { wish }),
      ...(name === undefined || draft.moving ? {} : { name }),
    };
    if (others.length < 2) return { draft: changed, options: [] };
    const { serviceId: _unclear, ...open } = changed;
    return { draft: open, options: others };
  }

  function save(state: StateOf<'confirm'>): Proposal {
    const { draft, held, name } = state;
    const { serviceId, staffId, startAt } = held.slot;
    const saving: State = { step: 'saving', draft, held, name };
    if (desk.service(serviceId)?.needsApproval) {
      const moving = draft.moving ? { moving: draft.moving.reference } : {};
      const instead = { holdId: held.holdId, serviceId, staffId, startAt };
      const input = { serviceId, staffId, startAt, instead, ...moving, forStaff: true };
      return propose.use(saving, { tool: 'hold-slot', input });
    }
    return propose.use(saving, bookingCall(state));
  }

  function bookingCall({ draft, held, name }: Pick<StateOf<'confirm'>, 'draft' | 'held' | 'name'>): ToolCall {
    const { serviceId, staffId, startAt } = held.slot;
    if (draft.moving)
      return { tool: 'move-booking', input: { reference: draft.moving.reference, serviceId, staffId, startAt } };
    return { tool: 'book-slot', input: { serviceId, staffId, startAt, name, holdId: held.holdId } };
  }

  function ended(state: DraftState): Proposal {
    const moving = state.draft.moving;
    return propose.tell(
      moving ? phrases.about('booking.kept', moving) : { lines: [['booking.ended', {}]] },
      intentOf(state),
      null,
    );
  }

  /** "Change it": everything is kept but the time. */
  function change({ wish: _wish, ...draft }: Draft): Promise<Proposal> {
    return advance.next(draft);
  }

  /** The time is kept for staff to decide: from here on the booking is theirs, and the customer is free to talk of other things. */
  function requested(state: StateOf<'saving'>, until: number): Proposal {
    const { draft, held, name } = state;
    const { serviceId, staffId, startAt } = held.slot;
    const values = { service: phrases.serviceName(serviceId), when: phrases.when(startAt), name };
    const proofs = [phrases.times('hold-slot', [startAt]), phrases.customer(name)];
    const moving = draft.moving ? { moving: draft.moving.reference } : {};
    return {
      flow: null,
      decision: {
        kind: 'use-tool',
        call: bookingCall(state),
        intent: intentOf(state),
        staffFirst: {
          say: phrases.utterance({ lines: [['booking.approved', values]], proofs }),
          meanwhile: phrases.utterance({ lines: [['booking.requested', values]], proofs }),
          heldUntil: until,
          otherwise: { tool: 'release-hold', input: { serviceId, staffId, startAt, holdId: held.holdId, ...moving } },
        },
      },
      steps: desk.steps,
    };
  }

  return { reply, corrections, save, requested, ended, change, named };

  async function corrected(state: Exclude<DraftState, { step: 'which' | 'saving' }>, heard: Heard): Promise<Proposal> {
    const change = corrections(state.draft, heard, state);
    if (!change) return propose.ask(state);
    const { draft, options } = change;
    const onlyName =
      draft.name !== state.draft.name && draft.wish === state.draft.wish && draft.serviceId === state.draft.serviceId;
    if (onlyName && draft.name !== undefined && (state.step === 'name' || state.step === 'confirm'))
      return named(draft.name, state);
    return advance.next(draft, options, state.step);
  }

  /** The name is known now, and a slot is held: on to the last question. */
  function named(name: string, { draft, held }: StateOf<'name' | 'confirm'>): Proposal {
    const tidy = tidyName(name);
    if (tidy === undefined) return propose.ask({ step: 'name', draft, held });
    return propose.ask({ step: 'confirm', draft: { ...draft, name: tidy }, held, name: tidy });
  }

  function newWish(draft: Draft, heard: Heard, state: DraftState | undefined): Draft['wish'] {
    if (heard.soonest && (!heard.moment || smallWords(heard.moment.words, desk.business.locale).soonest))
      return { soonest: true };
    if (heard.moment) return merged(talkedOf(draft.wish, state), heard.moment, timeZone);
    const around =
      state?.step === 'offer'
        ? state.offered.map(({ startAt }) => startAt)
        : draft.wish?.at === undefined
          ? []
          : [draft.wish.at];
    if (around.length === 0) return undefined;
    if (heard.later) return { after: Math.max(...around) };
    return heard.earlier ? { before: Math.min(...around) } : undefined;
  }

  /** After "anything later?" a bare "2ish" or "Thursday" is said of the days on offer. */
  function talkedOf(wish: Draft['wish'], state: DraftState | undefined): Draft['wish'] {
    const than = wish?.after ?? wish?.before;
    if (than === undefined) return wish;
    const slots = state?.step === 'offer' ? state.offered : [];
    const days = new Set(slots.map(({ startAt }) => localDate(startAt, timeZone)));
    const [only] = days.size === 1 ? days : [];
    return { date: only ?? localDate(than, timeZone) };
  }

  /** "The second one", "11", or "yes" when there was only one. */
  function pickedSlot({ offered }: StateOf<'offer'>, heard: Heard): number | undefined {
    if (heard.yes && offered.length === 1) return offered[0]?.startAt;
    if (heard.ordinal !== undefined) return offered.at(heard.ordinal)?.startAt;
    if (heard.services.length > 0) return undefined;
    const fitting = offered.filter((slot) => fits(slot, heard));
    const meant = fitting.length > 0 ? fitting : offeredThatWeekday(offered, heard);
    return meant.length === 1 ? meant[0]?.startAt : undefined;
  }

  /** "Monday then" means the Monday on offer, not the one that is today. */
  function offeredThatWeekday(offered: readonly Slot[], { moment }: Heard): readonly Slot[] {
    const { date, untilDate, words = '' } = moment ?? {};
    const other = untilDate !== undefined && untilDate !== date;
    if (!date || other || !namesWeekday(words) || moment?.time !== undefined) return [];
    const dates = offered.map(({ startAt }) => localDate(startAt, timeZone));
    if (dates.includes(date)) return [];
    return offered.filter((_, at) => weekdayOf(dates[at] ?? date) === weekdayOf(date));
  }

  function pickedReading({ readings }: StateOf<'reading'>, heard: Heard): number | undefined {
    if (heard.ordinal !== undefined) return readings.at(heard.ordinal);
    const fitting = readings.filter((startAt) => fits({ startAt }, heard));
    return fitting.length === 1 ? fitting[0] : undefined;
  }

  /** Whether the words name the time of this slot, and its day if they name one. */
  function fits({ startAt }: Pick<Slot, 'startAt'>, { moment }: Heard): boolean {
    if (!moment || (moment.untilDate !== undefined && moment.untilDate !== moment.date)) return false;
    const time = localTime(startAt, timeZone);
    if (moment.date !== undefined && moment.date !== localDate(startAt, timeZone)) return false;
    if (moment.time !== undefined) return moment.time === time || moment.otherTime === time;
    const { from, until } = moment;
    return (
      (from !== undefined || until !== undefined) &&
      (from === undefined || time >= from) &&
      (until === undefined || time < until)
    );
  }
}

/** A bare name of a day; with a number, or as "today", it can only be that one date. */
function namesWeekday(words: string): boolean {
  return !/\d|(?<!\p{L})(?:today|tomorrow|tonight|this|next|hoy|ma[nñ]ana|este|esta|heute|(?:über)?morgen|diese[nr]?|aujourd|(?:après-)?demain|ce|oggi|(?:dopo)?domani|quest[oa]|hoje|amanh[aã])(?!\p{L})/iu.test(
    words,
  );
}

/** "No, Wednesday rather" is no no. */
function isCorrection(heard: Heard): boolean {
  return heard.moment !== undefined || heard.services.length > 0;
}

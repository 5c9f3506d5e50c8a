/** Takes a new or changed wish as far as it goes without asking: the next question, or the hold of a free slot. */

import type { Slot } from '../../domain/booking.ts';
import type { Service } from '../../domain/business.ts';
import type { Proposal } from '../../domain/decision.ts';
import { isFailure } from '../../domain/failure.ts';
import type { Choice } from '../../domain/message.ts';
import { localDate, sayDay } from '../../time.ts';
import { openOn } from '../opening-answer.ts';
import { choiceId } from './choices.ts';
import type { Desk } from './desk.ts';
import type { Line, Phrase, Phrases } from './phrases.ts';
import type { Proposer } from './propose.ts';
import { heldPhrase, offered } from './question.ts';
import { createSearch, type Found, type WhyOffer } from './search.ts';
import type { Draft, Held, State, StateOf } from './state.ts';

export type Advance = ReturnType<typeof createAdvance>;

export function createAdvance(desk: Desk, phrases: Phrases, propose: Proposer) {
  const { business } = desk;

  /** The next step of a draft. `options`: services to choose among when it is not clear which is meant. `asked`: the question before. */
  async function next(draft: Draft, options: readonly string[] = [], asked?: State['step']): Promise<Proposal> {
    const [only] = business.services.length === 1 ? business.services : [];
    const service = (draft.serviceId === undefined ? undefined : desk.service(draft.serviceId)) ?? only;
    if (!service) {
      const ids = options.length > 0 ? options : business.services.map(({ id }) => id);
      const again = asked === 'service' ? ({ again: true } as const) : {};
      return propose.ask({ step: 'service', draft, options: [...ids], ...again });
    }
    const known = { ...draft, serviceId: service.id };
    if (!known.wish || Object.keys(known.wish).length === 0)
      return propose.ask({ step: 'when', draft: known, serviceId: service.id });
    const { wish } = known;
    return searched(known, service, () => createSearch(desk, service, known).find(wish));
  }

  /** Somebody was faster, or the hold ran out: what is free around it now. */
  async function instead(
    draft: Draft,
    lost: Pick<Slot, 'serviceId' | 'startAt'>,
    why: 'taken' | 'expired',
  ): Promise<Proposal> {
    const service = desk.service(lost.serviceId);
    const { held: _gone, ...rest } = draft;
    const free = { ...rest, wish: { at: lost.startAt }, serviceId: lost.serviceId };
    if (!service) return next(free);
    return searched(free, service, () => createSearch(desk, service, free).around(lost.startAt, { kind: why }));
  }

  /** A slot is held: ask for what is still missing. */
  function held(draft: Draft, slot: Held): Proposal {
    const first = heldPhrase(slot, business, phrases);
    const { offer: _chosenFrom, ...rest } = draft;
    const known: Draft = { ...rest, held: slot, serviceId: slot.slot.serviceId, wish: { at: slot.slot.startAt } };
    const name = draft.name ?? draft.moving?.name;
    if (name === undefined) return propose.ask({ step: 'name', draft: known, held: slot }, first);
    return propose.ask({ step: 'confirm', draft: known, held: slot, name });
  }

  /** The times that could be kept; the customer hears why these. */
  function offering(state: StateOf<'offering'>, holdId: string, slots: readonly Slot[], kept: boolean): Proposal {
    const draft: Draft = kept ? { ...state.draft, offer: { holdId, slots: [...slots] } } : state.draft;
    const service = desk.service(state.serviceId);
    if (!service) return propose.ask({ step: 'service', draft, options: business.services.map(({ id }) => id) });
    return offer({ step: 'offer', draft, serviceId: service.id, offered: [...slots] }, state.why as WhyOffer, service);
  }

  return { next, instead, held, offering };

  async function searched(
    draft: Draft & { serviceId: string },
    service: Service,
    search: () => Promise<Found>,
  ): Promise<Proposal> {
    let found: Found;
    try {
      found = await search();
    } catch (error) {
      if (!isFailure(error)) throw error;
      return propose.calendarDown(draft, error);
    }
    const { serviceId } = draft;
    switch (found.kind) {
      case 'free':
        return hold(draft, found.slot);
      case 'ambiguous':
        return propose.ask({ step: 'reading', draft, serviceId, readings: [...found.readings] });
      case 'offer': {
        const { why } = found;
        const slots = found.offered.map((slot) => ({ ...slot }));
        if (!business.booking.offerMinutes)
          return offer({ step: 'offer', draft, serviceId, offered: slots }, why, service);
        return keep({ step: 'offering', draft, serviceId, offered: slots, why });
      }
      case 'nothing': {
        const line: Line = ['booking.noSlots', { service: service.name }];
        return propose.toStaff('no-answer', `No free time was found. ${propose.wishInWords(draft)}`, { lines: [line] });
      }
    }
  }

  /** Somebody else has the time, or the day is full: they may hear when that changes. */
  function waitChoice(why: WhyOffer, serviceId: string): readonly Choice[] {
    if (why.kind !== 'busy' && why.kind !== 'full-day') return [];
    const date = localDate(why.at, business.timeZone);
    return [{ id: choiceId.wait(serviceId, date), label: phrases.label('booking.wait') }];
  }

  function offer(state: StateOf<'offer'>, why: WhyOffer, service: Service): Proposal {
    const { choices = [], proofs = [] } = offered(state, phrases);
    const because = whyPhrase(why, service);
    return propose.put(state, {
      lines: because.lines,
      choices: [...choices, ...waitChoice(why, service.id)],
      proofs: [...proofs, ...(because.proofs ?? [])],
    });
  }

  /** Keeps the times before they are said, so that what is offered can be had. */
  function keep(state: StateOf<'offering'>): Proposal {
    const { moving, held, offer } = state.draft;
    const holdId = held?.holdId ?? offer?.holdId;
    const input = {
      slots: state.offered.map(bare),
      ...(moving ? { moving: moving.reference } : {}),
      ...(holdId ? { holdId } : {}),
    };
    return propose.use(state, { tool: 'hold-offer', input });
  }

  function hold(draft: Draft, { serviceId, staffId, startAt, endAt }: Slot): Proposal {
    const old = draft.held;
    const input = {
      serviceId,
      staffId,
      startAt,
      ...(draft.moving ? { moving: draft.moving.reference } : {}),
      ...(draft.offer ? { offer: { holdId: draft.offer.holdId, slots: draft.offer.slots.map(bare) } } : {}),
      ...(old
        ? {
            instead: {
              holdId: old.holdId,
              serviceId: old.slot.serviceId,
              staffId: old.slot.staffId,
              startAt: old.slot.startAt,
            },
          }
        : {}),
    };
    return propose.use(
      { step: 'holding', draft, slot: { serviceId, staffId, startAt, endAt } },
      { tool: 'hold-slot', input },
    );
  }

  /** Why these times and not the wished one. */
  function whyPhrase(why: WhyOffer, service: Service): Phrase {
    const offer: Line = ['booking.offer', { service: service.name }];
    switch (why.kind) {
      case 'open':
        return { lines: [offer] };
      case 'busy':
        return {
          lines: [['booking.busy', { service: service.name, when: phrases.when(why.at) }]],
          proofs: [phrases.times('find-slots', [why.at])],
        };
      case 'full-day':
        return {
          lines: [['booking.noneThatDay', { service: service.name, day: sayDay(why.at, business) }]],
          proofs: [phrases.times('find-slots', [why.at])],
        };
      case 'none-then':
        return { lines: [['booking.noneThen', { service: service.name }]] };
      case 'taken':
        return { lines: [['booking.taken', {}]] };
      case 'expired':
        return { lines: [['booking.holdExpired', {}], offer] };
      case 'rule':
        return ruleBroken(why, offer, service);
    }
  }

  function ruleBroken({ obstacle, at }: Extract<WhyOffer, { kind: 'rule' }>, offer: Line, service: Service): Phrase {
    switch (obstacle) {
      case 'past':
        return { lines: [['booking.past', {}]] };
      case 'too-soon':
        return { lines: [['booking.tooSoon', {}]] };
      case 'too-far': {
        const days = String(service.horizonDays ?? business.booking.horizonDays);
        return {
          lines: [['booking.tooFar', { days }], offer],
          proofs: [phrases.rule('booking.horizonDays', `Up to ${days} days from now.`)],
        };
      }
      case 'closed-day':
      case 'outside-hours': {
        const reason = openOn(localDate(at, business.timeZone), business);
        return { lines: [['booking.closedThen', { reason }]], proofs: [phrases.rule('openingHours', reason)] };
      }
    }
  }
}

/** As tools take it. */
function bare({ serviceId, staffId, startAt }: Slot) {
  return { serviceId, staffId, startAt };
}

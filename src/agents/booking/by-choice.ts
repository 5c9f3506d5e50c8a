/** A tapped button of ours. However old, it does what it said, or is declined in a friendly way; it is never trusted. */
import type { Proposal } from '../../domain/decision.ts';
import { type BookingChoice, parseChoice } from './choices.ts';
import { brief, createErrands } from './errands.ts';
import { type Draft, draftOf, inFlight, type State } from './state.ts';
import { createTalk, type TalkParts } from './talk.ts';
import { wishAt } from './wish.ts';

export function createByChoice(parts: TalkParts) {
  const { desk, propose, advance } = parts;
  const talk = createTalk(parts);
  const errands = createErrands(parts);

  return async function byChoice(state: State | undefined, id: string): Promise<Proposal> {
    const choice = parseChoice(id);
    if (!choice) return declined(state);
    if (state && inFlight(state)) return propose.ask(state); // a second tap while the first is being carried out
    switch (choice.kind) {
      case 'unsure':
        return propose.whichService(draftOf(state));
      case 'service':
        return desk.service(choice.serviceId)
          ? withinCap(state, { ...newDraft(state), serviceId: choice.serviceId })
          : declined(state);
      case 'slot':
        return slot(state, choice);
      case 'wait':
        return desk.service(choice.serviceId) ? propose.join(choice.serviceId, choice.date) : declined(state);
      case 'name':
        return state?.step === 'name' ? talk.named(choice.name, state) : declined(state);
      case 'confirm':
        if (state?.step === 'confirm' && state.held.holdId === choice.holdId) return talk.save(state);
        return confirmedBefore(state, choice.holdId);
      case 'change':
        return state?.step === 'confirm' && state.held.holdId === choice.holdId
          ? talk.change(state.draft)
          : declined(state);
      case 'no':
        return state?.step === 'confirm' && state.held.holdId === choice.holdId ? talk.ended(state) : declined(state);
      case 'cancel':
        return errands.confirmedCancel(choice.reference, choice.startAt);
      case 'drop':
        return errands.byReference('cancel', choice.reference);
      case 'move':
        return errands.byReference('move', choice.reference);
      case 'keep':
        return errands.keep(choice.reference);
    }
  };

  /** The time is looked for again: an old button may name one that is gone, and then says so. */
  async function slot(
    state: State | undefined,
    { serviceId, startAt, moving }: Extract<BookingChoice, { kind: 'slot' }>,
  ): Promise<Proposal> {
    if (!desk.service(serviceId)) return declined(state);
    const draft = draftOf(state);
    if (moving === undefined) return withinCap(state, { ...newDraft(state), serviceId, wish: wishAt(startAt) });
    const booking = (await desk.bookings()).find(({ reference }) => reference === moving);
    if (!booking) return errands.byReference('move', moving);
    const held = draft?.moving?.reference === moving ? draft.held : undefined;
    return advance.next({ moving: brief(booking), serviceId, wish: wishAt(startAt), ...(held ? { held } : {}) });
  }

  /** What is known of the booking being made; a move that was under way is another matter. */
  function newDraft(state: State | undefined): Draft {
    const draft = state?.step === 'which' ? undefined : draftOf(state);
    return draft && !draft.moving ? draft : {};
  }

  async function withinCap(state: State | undefined, draft: Draft): Promise<Proposal> {
    if (draftOf(state)?.moving && draft.wish === undefined && draft.serviceId) {
      const moving = draftOf(state) as Draft; // another service for the booking that is being moved
      return advance.next({ ...moving, serviceId: draft.serviceId });
    }
    const open = await desk.bookings();
    return open.length >= desk.business.booking.maxOpenPerCustomer ? propose.tooMany(open.length) : advance.next(draft);
  }

  /** "Yes" tapped twice: the booking stands already, so say that and nothing else. */
  async function confirmedBefore(state: State | undefined, holdId: string): Promise<Proposal> {
    const booking = (await desk.bookings()).find(({ spanId }) => spanId === holdId);
    return booking ? errands.tellOf([brief(booking)]) : declined(state);
  }

  function declined(state: State | undefined): Proposal {
    const first = { lines: [['booking.oldButton', {}]] } as const;
    return state ? propose.ask(state, first) : propose.tell(first, 'book-appointment', undefined);
  }
}

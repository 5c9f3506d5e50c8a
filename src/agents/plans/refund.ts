/** Cancelling or moving a booking with the deposit back: the steps of it, and what is said when they are done. */
import type { Slot } from '../../domain/booking.ts';
import { type Business, say } from '../../domain/business.ts';
import type { Utterance } from '../../domain/decision.ts';
import type { PlannedStep } from '../../plans/plan.ts';
import type { Moment } from '../../ports.ts';
import { instantOf } from '../../time.ts';
import type { Desk } from '../booking/desk.ts';
import { createPhrases } from '../booking/phrases.ts';
import type { Brief } from '../booking/state.ts';

export function createRefund({ business }: { business: Business }) {
  const phrases = createPhrases(business);

  function cancel({ reference, serviceId, startAt }: Brief): PlannedStep[] {
    const values = { service: phrases.serviceName(serviceId), reference, when: phrases.when(startAt) };
    const call = { tool: 'cancel-booking', input: { reference } };
    return [{ call, words: say(business, 'plans.cancelStep', values) }, payBack(reference)];
  }

  function move({ reference, serviceId, startAt: old }: Brief, { staffId, startAt }: Slot): PlannedStep[] {
    const when = { old: phrases.when(old), when: phrases.when(startAt) };
    const words = say(business, 'plans.moveStep', { ...when, service: phrases.serviceName(serviceId), reference });
    const call = { tool: 'move-booking', input: { reference, serviceId, staffId, startAt } };
    return [{ call, words }, payBack(reference)];
  }

  function payBack(reference: string): PlannedStep {
    const call = { tool: 'refund-deposit', input: { reference } };
    return { call, words: say(business, 'plans.refundStep', { reference }) };
  }

  /** Undefined when no one time was told, and when it is not free. */
  async function freeAt({ reference, serviceId }: Brief, to: Moment, desk: Desk): Promise<Slot | undefined> {
    const at = to.date && to.time ? instantOf(to.date, to.time, business.timeZone) : undefined;
    if (at === undefined) return undefined;
    const [slot] = await desk.freeSlots({ serviceId, from: at, to: at + 1, limit: 1, moving: reference });
    return slot;
  }

  /** What the customer hears once it is done: staff read it on the card before. */
  function done({ reference, serviceId }: Brief, movedTo: number | undefined): Utterance {
    const moved = movedTo !== undefined;
    const when = moved ? phrases.when(movedTo) : '';
    const text = moved
      ? say(business, 'plans.moved', { reference, when, service: phrases.serviceName(serviceId) })
      : say(business, 'plans.cancelled', { reference });
    const proof = `${reference} ${when} ${phrases.serviceName(serviceId)}`;
    return {
      text,
      choices: [],
      sources: [{ kind: 'tool', id: `booking ${reference}`, title: 'Booking', text: proof }],
    };
  }

  return { cancel, move, freeAt, done };
}

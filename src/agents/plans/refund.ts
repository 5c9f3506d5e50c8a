/** Cancelling or moving a booking with the deposit back: the steps of it, and what is said when they are done. */
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

  /** `to`: where it is moved; absent: it is cancelled. */
  async function steps(
    booking: Brief,
    to: Moment | undefined,
    desk: Desk,
  ): Promise<readonly PlannedStep[] | undefined> {
    const { reference, serviceId, startAt } = booking;
    const values = { service: phrases.serviceName(serviceId), reference };
    const refund = {
      call: { tool: 'refund-deposit', input: { reference } },
      words: say(business, 'plans.refundStep', { reference }),
    };
    if (!to) {
      const words = say(business, 'plans.cancelStep', { ...values, when: phrases.when(startAt) });
      return [{ call: { tool: 'cancel-booking', input: { reference } }, words }, refund];
    }
    const at = to.date && to.time ? instantOf(to.date, to.time, business.timeZone) : undefined;
    if (at === undefined) return undefined;
    const [slot] = await desk.freeSlots({ serviceId, from: at, to: at + 1, limit: 1, moving: reference });
    if (!slot) return undefined;
    const words = say(business, 'plans.moveStep', { ...values, old: phrases.when(startAt), when: phrases.when(at) });
    const input = { reference, serviceId, staffId: slot.staffId, startAt: slot.startAt };
    return [{ call: { tool: 'move-booking', input }, words }, refund];
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

  return { steps, done };
}

/** What became of a plan, in its own words; nothing is claimed that was not done. */
import { z } from 'zod';
import { type Business, say } from '../../domain/business.ts';
import type { Proposal, Utterance } from '../../domain/decision.ts';
import type { FollowUpRules } from '../../follow-ups/rules.ts';
import { configured } from '../../review.ts';
import { bookingOutput } from '../../tools/booking-records.ts';
import { bookingFollowUps, followUpIds } from '../booking/booking-follow-ups.ts';
import { brief } from '../booking/errands.ts';
import { createPhrases } from '../booking/phrases.ts';
import { createPlanPhrases, numbered } from './plan-phrases.ts';
import { createRefund } from './refund.ts';

const Result = z.object({
  state: z.enum(['done', 'undone', 'stuck']),
  steps: z.array(z.object({ words: z.string(), state: z.string(), tool: z.string(), output: z.unknown() })),
});
const Made = z.object({ booking: bookingOutput });

export function createPlanEnd({ business, followUps }: { business: Business; followUps: FollowUpRules }) {
  const phrases = createPhrases(business);
  const { proofs } = createPlanPhrases(business);
  const refund = createRefund({ business });

  return ended;

  /** What became of it, in the plan's own words; nothing is claimed that was not done. */
  function ended(given: unknown, ok: boolean, now: number): Proposal {
    const result = ok ? Result.parse(given) : undefined;
    if (!result || result.state === 'stuck') {
      const lines = result?.steps.map(({ words, state }, at) => `${at + 1}. ${words}: ${state}`) ?? [];
      const summary = ['A plan stopped half way and could not be taken back.', ...lines].join('\n');
      const sayAfter = configured(business, 'plans.stuck');
      return { flow: null, decision: { kind: 'hand-off', reason: 'tool-failed', summary, urgency: 'high', sayAfter } };
    }
    if (result.state === 'undone') return tell(configured(business, 'plans.undone'));
    const made = result.steps.flatMap(({ tool, output }) =>
      tool === 'book-slot' ? [brief(Made.parse(output).booking)] : [],
    );
    const changed = result.steps.find(({ tool }) => tool === 'cancel-booking' || tool === 'move-booking');
    if (changed) {
      const booking = brief(Made.parse(changed.output).booking);
      const moved = changed.tool === 'move-booking';
      return {
        ...tell(refund.done(booking, moved ? booking.startAt : undefined)),
        cancelFollowUps: followUpIds(booking.reference),
        ...(moved ? { followUps: bookingFollowUps(booking, followUps, { business, phrases, now }) } : {}),
      };
    }
    const lines = made.map(({ serviceId, startAt, reference }) => {
      const values = { service: phrases.serviceName(serviceId), when: phrases.when(startAt), reference };
      return say(business, 'plans.bookedStep', values);
    });
    const text = say(business, 'plans.booked', { steps: numbered(lines) });
    const sources = [...made.map((booking) => phrases.booking(booking)), ...proofs([])];
    const reminders = made.flatMap((booking) => bookingFollowUps(booking, followUps, { business, phrases, now }));
    return { ...tell({ text, choices: [], sources }), followUps: reminders };
  }
}

function tell(say: Utterance): Proposal {
  return { flow: null, decision: { kind: 'reply', say, intent: 'book-appointment', confidence: 1 } };
}

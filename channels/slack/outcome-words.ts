/** What became of a click, in one sentence for the person who clicked. Pure. */
import type { ApprovalState, VerdictOutcome } from '../../src/domain/approval.ts';

const DONE_BY: Readonly<Record<ApprovalState['kind'], string>> = {
  pending: 'Nobody has taken this conversation over yet.',
  approved: 'Already approved',
  edited: 'Already answered',
  rejected: 'Already rejected',
  'taken-over': 'Already taken over',
  'handed-back': 'Already handed back to the bot',
  lapsed: 'Already lapsed: nobody decided in time, and the customer was told so.',
};

export function inWords(outcome: VerdictOutcome): string {
  switch (outcome.kind) {
    case 'done':
      return 'Done.';
    case 'refused':
      return outcome.why;
    case 'changed':
      return 'This draft changed: the customer wrote again. Please look at the card once more.';
    case 'unknown':
      return 'This card is closed: a newer one or an answer has taken its place.';
    case 'already': {
      const { state } = outcome.card;
      return 'by' in state ? `${DONE_BY[state.kind]} by ${state.by.name}.` : DONE_BY[state.kind];
    }
  }
}

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
      return needsAnother(outcome) ? 'Noted. A second person has to approve it before it is sent.' : 'Done.';
    case 'refused':
      return outcome.why;
    case 'changed': {
      const why = outcome.card.newWords > 0 ? ': the customer wrote again' : '';
      return `This draft changed${why}. Please look at the card once more.`;
    }
    case 'unknown':
      return 'This card is closed: a newer one or an answer has taken its place.';
    case 'already': {
      const { state } = outcome.card;
      return 'by' in state ? `${DONE_BY[state.kind]} by ${state.by.name}.` : DONE_BY[state.kind];
    }
  }
}

/** The first of two people has approved: nothing is sent yet. */
export function needsAnother(outcome: VerdictOutcome): boolean {
  return (
    outcome.kind === 'done' &&
    outcome.card.state.kind === 'pending' &&
    outcome.card.needed === 'two-people' &&
    outcome.card.firstApproval !== undefined
  );
}

/** Such as "3 approved, 1 changed meanwhile." */
export function tallyInWords(outcomes: readonly VerdictOutcome[]): string {
  const count = (holds: (outcome: VerdictOutcome) => boolean) => outcomes.filter(holds).length;
  const kind = (wanted: VerdictOutcome['kind']) => count((outcome) => outcome.kind === wanted);
  const halfway = count(needsAnother);
  const refusals = new Set(outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.why] : [])));
  const parts = [
    [kind('done') - halfway, 'approved'],
    [halfway, 'approved by the first of two people'],
    [kind('changed'), 'changed meanwhile'],
    [kind('already'), 'decided by somebody else'],
    [kind('unknown'), 'closed meanwhile'],
    [kind('refused'), 'refused'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  return [`${told.join(', ')}.`, ...refusals].join(' ');
}

/** Whether everything that was asked for has happened. */
export function allDone(outcomes: readonly VerdictOutcome[]): boolean {
  return outcomes.every(({ kind }) => kind === 'done');
}

/** The staff desk double: keeps the cards as last drawn and the lines; fails when told; clicks like a person. */
import type { Card, CardAction, CardRef, StaffMember, VerdictOutcome } from '../../src/domain/approval.ts';
import { Failure, type FailureCode } from '../../src/domain/failure.ts';
import type { StaffActions, StaffDesk, StaffLine } from '../../src/ports.ts';

export interface MemoryDesk {
  readonly desk: StaffDesk;
  /** Every card ever posted, in order, each as it looks now. */
  readonly cards: readonly { readonly ref: CardRef; readonly card: Card }[];
  readonly lines: readonly (StaffLine & { readonly ref?: CardRef })[];
  /** The next call throws; with `posted: true` it has happened all the same. */
  failNext(code: FailureCode, options?: { posted?: boolean; retryAfterMs?: number }): void;
  /** Does what a button of the card does, with what was typed in its dialog; an absent button is a test's mistake. */
  click(
    ref: CardRef,
    action: CardAction,
    by: StaffMember,
    actions: StaffActions,
    typed?: string,
  ): Promise<VerdictOutcome>;
}

interface Fault {
  readonly code: FailureCode;
  readonly posted: boolean;
  readonly retryAfterMs?: number;
}

export function createMemoryDesk(): MemoryDesk {
  const cards: { ref: CardRef; card: Card }[] = [];
  const lines: (StaffLine & { ref?: CardRef })[] = [];
  const faults: Fault[] = [];

  async function carry<T>(act: () => T): Promise<T> {
    const fault = faults.shift();
    const result = !fault || fault.posted ? act() : undefined;
    if (!fault) return result as T;
    const { code, retryAfterMs } = fault;
    throw new Failure(code, 'the desk was told to fail', retryAfterMs === undefined ? {} : { retryAfterMs });
  }

  function draw(card: Card, ref: CardRef | undefined, under?: CardRef): CardRef {
    const known = cards.find((shown) => shown.ref.id === ref?.id);
    if (known) {
      known.card = card;
      return known.ref;
    }
    const id = `card-${cards.length + 1}`;
    const posted = { ref: { desk: 'memory', place: 'room', id, ...(under ? { under: under.id } : {}) }, card };
    cards.push(posted);
    return posted.ref;
  }

  return {
    cards,
    lines,
    failNext: (code, options = {}) => void faults.push({ code, posted: false, ...options }),
    async click(ref, action, by, actions, typed = '') {
      const card = cards.find((shown) => shown.ref.id === ref.id)?.card;
      if (!card?.actions.includes(action))
        throw new Error(`expected a button ${action}, the card shows: ${card?.actions.join(', ')}`);
      const outcome = await carryOut(card, action, by, actions, typed);
      if ('card' in outcome) draw(outcome.card, ref);
      return outcome;
    },
    desk: {
      name: 'memory',
      show: (card, ref, under) => carry(() => draw(card, ref, under)),
      find: (approvalId) => carry(() => cards.find((shown) => shown.card.approvalId === approvalId)?.ref),
      tell: (line, ref) => carry(() => void lines.push({ ...line, ...(ref ? { ref } : {}) })),
    },
  };
}

async function carryOut(
  card: Card,
  action: CardAction,
  by: StaffMember,
  actions: StaffActions,
  typed: string,
): Promise<VerdictOutcome> {
  const { approvalId, version } = card;
  switch (action) {
    case 'claim':
      return actions.claim(approvalId, by);
    case 'approve-later':
      return actions.decide(approvalId, version, { kind: 'approve', later: true }, by, card.digest);
    case 'approve-alike': {
      const others = card.alike.filter(({ exception }) => !exception);
      const outcomes = await actions.approveAlike([{ approvalId, version }, ...others], by);
      return outcomes[0] ?? { kind: 'unknown' };
    }
    case 'template':
      return actions.decide(approvalId, version, { kind: 'template', templateId: card.templates[0]?.id ?? '' }, by);
    case 'approve':
    case 'settle':
    case 'take-over':
      return actions.decide(approvalId, version, { kind: action }, by);
    case 'edit':
      return actions.decide(approvalId, version, { kind: 'edit', text: typed }, by);
    case 'reject':
      return actions.decide(approvalId, version, { kind: 'reject', reason: typed }, by);
    case 'reply':
      return actions.reply(approvalId, typed, by);
    case 'hand-back':
      return actions.handBack(approvalId, by);
  }
}

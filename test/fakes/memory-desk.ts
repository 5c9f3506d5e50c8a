/** The staff desk double: keeps the cards as last drawn and the lines; fails when told. */
import type { Card, CardRef } from '../../src/domain/approval.ts';
import { Failure, type FailureCode } from '../../src/domain/failure.ts';
import type { StaffDesk } from '../../src/ports.ts';

export interface MemoryDesk {
  readonly desk: StaffDesk;
  /** Every card ever posted, in order, each as it looks now. */
  readonly cards: readonly { readonly ref: CardRef; readonly card: Card }[];
  readonly lines: readonly { readonly text: string; readonly quote?: string; readonly ref?: CardRef }[];
  /** The next call throws; with `posted: true` it has happened all the same. */
  failNext(code: FailureCode, options?: { posted?: boolean }): void;
}

export function createMemoryDesk(): MemoryDesk {
  const cards: { ref: CardRef; card: Card }[] = [];
  const lines: { text: string; quote?: string; ref?: CardRef }[] = [];
  const faults: { code: FailureCode; posted: boolean }[] = [];

  async function carry<T>(act: () => T): Promise<T> {
    const fault = faults.shift();
    if (fault && !fault.posted) throw new Failure(fault.code, 'the desk was told to fail');
    const result = act();
    if (fault) throw new Failure(fault.code, 'the desk was told to fail');
    return result;
  }

  return {
    cards,
    lines,
    failNext: (code, options = {}) => void faults.push({ code, posted: false, ...options }),
    desk: {
      name: 'memory',
      show: (card, ref) =>
        carry(() => {
          const known = cards.find((shown) => shown.ref.id === ref?.id);
          if (known) {
            known.card = card;
            return known.ref;
          }
          const posted = { ref: { desk: 'memory', place: 'room', id: `card-${cards.length + 1}` }, card };
          cards.push(posted);
          return posted.ref;
        }),
      find: (approvalId) => carry(() => cards.find((shown) => shown.card.approvalId === approvalId)?.ref),
      tell: ({ text, quote }, ref) => carry(() => void lines.push({ text, ...(quote ? { quote } : {}), ...(ref ? { ref } : {}) })),
    },
  };
}

/** The core as a staff desk sees it: cards with a version, verdicts by compare-and-set, and a list of what was decided. */
import type { ApprovalState, Card, CardAction, StaffMember, VerdictOutcome } from '../../src/domain/approval.ts';
import type { StaffActions } from '../../src/ports.ts';

export interface CardRecords {
  readonly actions: StaffActions;
  /** What really happened, in order, such as `alice approved` or `bob replied: On it`. */
  readonly decided: readonly string[];
  /** Who said that they are on it, such as `Alice on memory.c1.a1`. */
  readonly claims: readonly string[];
  /** What was tried and not allowed, as it was written down. */
  readonly refused: readonly string[];
  /** Stores a card as pending and returns it. */
  add(changes?: Partial<Card>): Card;
  card(approvalId: string): Card;
  /** The customer wrote again: new draft, next version. */
  revise(approvalId: string, changes: Partial<Card>): Card;
  /** The next act throws, as when the store is away. */
  failNext(error: Error): void;
}

const ASKED_AT = Date.parse('2026-11-23T10:00:00Z');

export function createCardRecords(): CardRecords {
  const cards = new Map<string, Card>();
  const decided: string[] = [];
  const claims: string[] = [];
  const refused: string[] = [];
  const faults: Error[] = [];

  function card(approvalId: string): Card {
    const found = cards.get(approvalId);
    if (!found) throw new Error(`expected a card ${approvalId}`);
    return found;
  }

  function put(next: Card): Card {
    cards.set(next.approvalId, next);
    return next;
  }

  function act(approvalId: string, run: (current: Card) => VerdictOutcome): Promise<VerdictOutcome> {
    const fault = faults.shift();
    if (fault) return Promise.reject(fault);
    const current = cards.get(approvalId);
    return Promise.resolve(current ? run(current) : { kind: 'unknown' });
  }

  function done(
    current: Card,
    state: ApprovalState,
    words: string,
    actions: readonly CardAction[] = [],
  ): VerdictOutcome {
    decided.push(words);
    const history = [...current.history, { text: words, at: ASKED_AT }];
    return { kind: 'done', card: put({ ...current, state, headline: `It was ${words}.`, history, actions }) };
  }

  return {
    decided,
    claims,
    refused,
    card,
    failNext: (error) => void faults.push(error),
    add: (changes = {}) => put({ ...usualCard(`memory.c${cards.size + 1}.a1`), ...changes }),
    revise: (approvalId, changes) => put({ ...card(approvalId), ...changes, version: card(approvalId).version + 1 }),
    actions: {
      card: (approvalId) => Promise.resolve(cards.get(approvalId)),
      decide: (approvalId, version, verdict, by, digest) =>
        act(approvalId, (current) => {
          if (current.state.kind !== 'pending') return { kind: 'already', card: current };
          if (current.version !== version || (digest ?? current.digest) !== current.digest)
            return { kind: 'changed', card: current };
          const at = ASKED_AT;
          switch (verdict.kind) {
            case 'template':
              return done(
                current,
                { kind: 'approved', by, at, text: verdict.templateId },
                `template ${verdict.templateId} by ${by.name}`,
              );
            case 'approve':
              if (current.needed === 'two-people' && !current.firstApproval) return firstOfTwo(current, by);
              if (verdict.later)
                return done(
                  current,
                  { kind: 'approved', by, at, text: current.draft ?? '', sendAt: at + 1 },
                  `approved for later by ${by.name}`,
                );
              return done(current, { kind: 'approved', by, at, text: current.draft ?? '' }, `approved by ${by.name}`);
            case 'edit':
              if (verdict.text.includes('{{'))
                return { kind: 'refused', why: 'Fill in the blanks first.', card: current };
              return done(
                current,
                { kind: 'edited', by, at, text: verdict.text },
                `edited ${verdict.later ? 'for later ' : ''}by ${by.name}: ${verdict.text}`,
              );
            case 'reject':
              return done(
                current,
                { kind: 'rejected', by, at, reason: verdict.reason },
                `rejected by ${by.name}: ${verdict.reason}`,
              );
            case 'settle':
              return done(current, { kind: 'approved', by, at, text: '' }, `settled by ${by.name}`);
            case 'take-over':
              return done(current, { kind: 'taken-over', by, at }, `taken over by ${by.name}`, ['reply', 'hand-back']);
          }
        }),
      claim: (approvalId, by) =>
        act(approvalId, (current) => {
          if (current.state.kind !== 'pending') return { kind: 'already', card: current };
          claims.push(`${by.name} on ${approvalId}`);
          return { kind: 'done', card: put({ ...current, claim: { by: by.name, until: ASKED_AT + 600_000 } }) };
        }),
      approveAlike: async (chosen, by) =>
        chosen.map(({ approvalId, version }) => {
          const current = card(approvalId);
          if (current.state.kind !== 'pending') return { kind: 'already', card: current };
          if (current.version !== version) return { kind: 'changed', card: current };
          const state = { kind: 'approved', by, at: ASKED_AT, text: current.draft ?? '' } as const;
          return done(current, state, `approved by ${by.name}`);
        }),
      async refused(what, by, why, approvalId = 'nothing') {
        const fault = faults.shift();
        if (fault) throw fault;
        refused.push(`${what} by ${by.id} on ${approvalId}: ${why}`);
      },
      reply: (approvalId, text, by) =>
        act(approvalId, (current) => inHands(current, `answered by ${by.name}: ${text}`)),
      handBack: (approvalId, by) =>
        act(approvalId, (current) =>
          current.state.kind === 'taken-over'
            ? done(current, { kind: 'handed-back', by, at: ASKED_AT }, `handed back by ${by.name}`)
            : { kind: 'already', card: current },
        ),
    },
  };

  function firstOfTwo(current: Card, by: StaffMember): VerdictOutcome {
    decided.push(`first approved by ${by.name}`);
    return { kind: 'done', card: put({ ...current, version: current.version + 1, firstApproval: by.name }) };
  }

  function inHands(current: Card, words: string): VerdictOutcome {
    if (current.state.kind !== 'taken-over') return { kind: 'already', card: current };
    return done(current, current.state, words, current.actions);
  }
}

/** A quote that nothing proves, waiting for staff. */
export function usualCard(approvalId: string): Card {
  return {
    approvalId,
    version: 1,
    state: { kind: 'pending' },
    headline: 'A reply to a customer waits for approval.',
    customerName: 'Maria',
    channel: 'web',
    customerWords: ['How much is a full service?'],
    newWords: 0,
    digest: 'd1',
    needed: 'anyone',
    templates: [],
    alike: [],
    draft: 'A full service is €45.',
    unanswered: [],
    why: ['Nothing proves: €45.'],
    summary: 'Maria asks for a price.',
    urgency: 'normal',
    sources: [{ title: 'Prices', text: 'A full service is priced on request.' }],
    unproven: ['€45'],
    windowEndsAt: Date.parse('2026-11-24T10:00:00Z'),
    history: [],
    actions: ['approve', 'edit', 'reject', 'take-over'],
  };
}

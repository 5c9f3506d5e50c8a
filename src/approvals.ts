/**
 * What staff can do, from whatever desk: each act is one compare-and-set on the conversation and one audit line. A
 * second click finds the first one's record and changes nothing.
 */
import type { AlikeFinder } from './alike.ts';
import { cardOf, refresh } from './cards.ts';
import { commit } from './commit.ts';
import type { Judged, VerdictContext } from './decided.ts';
import type { Approval, Card, StaffMember, VerdictOutcome } from './domain/approval.ts';
import type { Business } from './domain/business.ts';
import { type Conversation, conversationOf, withAgenda } from './domain/conversation.ts';
import { isFailure } from './domain/failure.ts';
import type { Capabilities } from './domain/message.ts';
import type { Clock, StaffActions, Store } from './ports.ts';
import { handBack, staffReply } from './take-over.ts';
import { claimed, judge } from './verdict.ts';

export interface ApprovalsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly business: Business;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
  readonly changed: (conversationId: string) => void;
  readonly alikeOf: AlikeFinder;
  /** Says on a card whose words wait that sending is paused. */
  readonly pauseNoted: (card: Card) => Promise<Card>;
  readonly decided?: (what: string, outcome: VerdictOutcome['kind']) => void;
}

type Act = (conversation: Conversation, approval: Approval, context: VerdictContext) => Judged;

export function createApprovals(deps: ApprovalsDeps): StaffActions {
  const { store, clock } = deps;

  async function find(approvalId: string): Promise<{ conversation: Conversation; approval: Approval } | undefined> {
    const conversation = await store.load(conversationOf(approvalId));
    const approval = conversation?.approval;
    return conversation && approval?.id === approvalId ? { conversation, approval } : undefined;
  }

  async function draw(conversation: Conversation, approval: Approval) {
    const { alike } = await deps.alikeOf(conversation, approval);
    const capabilities = deps.capabilitiesOf(conversation);
    const card = cardOf(conversation, approval, { business: deps.business, capabilities, now: clock.now(), alike });
    return await deps.pauseNoted(card);
  }

  async function apply(approvalId: string, what: string, by: StaffMember, act: Act): Promise<VerdictOutcome> {
    const outcome = await decideOnce(approvalId, act);
    deps.decided?.(what, outcome.kind);
    await store.audit({
      at: clock.now(),
      who: `${by.name} (${by.id})`,
      what: `${what}: ${outcome.kind}`,
      conversationId: conversationOf(approvalId),
      detail: { approvalId, ...(outcome.kind === 'refused' ? { why: outcome.why } : {}) },
    });
    return outcome;
  }

  async function decideOnce(approvalId: string, act: Act): Promise<VerdictOutcome> {
    for (;;) {
      const found = await find(approvalId);
      if (!found) return { kind: 'unknown' };
      const { conversation, approval } = found;
      const capabilities = deps.capabilitiesOf(conversation);
      const judged = act(conversation, approval, { business: deps.business, capabilities, now: clock.now() });
      if (judged.kind === 'refused') return { ...judged, card: await draw(conversation, approval) };
      if (judged.kind !== 'done') return { kind: judged.kind, card: await draw(conversation, approval) };
      const before = await deps.alikeOf(conversation, approval);
      try {
        const saved = await store.save(judged.conversation);
        deps.changed(saved.id);
        for (const { approval: other } of before.waiting) await redraw(other.id, saved.version);
        return { kind: 'done', card: await draw(saved, saved.approval ?? approval) };
      } catch (error) {
        if (!isFailure(error, 'overtaken')) throw error; // somebody was first: look again at what they made of it
      }
    }
  }

  /** The cards that counted this one among theirs count one less. */
  async function redraw(approvalId: string, because: number): Promise<void> {
    const id = conversationOf(approvalId);
    const redrawn = (fresh: Conversation) =>
      fresh.approval?.id === approvalId
        ? withAgenda(fresh, refresh(approvalId, `alike.${because}.${clock.now()}`, clock.now()))
        : fresh;
    if (await commit(store, id, redrawn)) deps.changed(id);
  }

  return {
    async card(approvalId) {
      const found = await find(approvalId);
      return found && draw(found.conversation, found.approval);
    },
    decide: (approvalId, version, verdict, by, digest) =>
      apply(approvalId, verdict.kind, by, (conversation, approval, context) =>
        judge(conversation, approval, { version, ...(digest === undefined ? {} : { digest }) }, verdict, by, context),
      ),
    claim: (approvalId, by) =>
      apply(approvalId, 'claim', by, (conversation, approval, context) => claimed(conversation, approval, by, context)),
    async approveAlike(chosen, by) {
      const outcomes: VerdictOutcome[] = [];
      for (const { approvalId, version } of chosen) {
        const verdict = { kind: 'approve' } as const;
        outcomes.push(
          await apply(approvalId, 'approve', by, (conversation, approval, context) =>
            judge(conversation, approval, { version }, verdict, by, context),
          ),
        );
      }
      return outcomes;
    },
    refused: (what, by, why, approvalId) =>
      store.audit({
        at: clock.now(),
        who: `${by.name} (${by.id})`,
        what: `${what}: not allowed`,
        ...(approvalId === undefined ? {} : { conversationId: conversationOf(approvalId) }),
        detail: { why, ...(approvalId === undefined ? {} : { approvalId }) },
      }),
    reply: (approvalId, text, by) =>
      apply(approvalId, 'reply', by, (conversation, approval, context) =>
        staffReply(conversation, approval, text, by, context),
      ),
    handBack: (approvalId, by) =>
      apply(approvalId, 'hand-back', by, (conversation, _approval, context) => handBack(conversation, by, context)),
  };
}

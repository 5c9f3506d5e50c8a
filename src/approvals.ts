/**
 * What staff can do, from whatever desk: each act is one compare-and-set on the conversation and one audit line. A
 * second click finds the first one's record and changes nothing.
 */
import { cardOf } from './cards.ts';
import type { Approval, StaffMember, VerdictOutcome } from './domain/approval.ts';
import type { Business } from './domain/business.ts';
import { type Conversation, conversationOf } from './domain/conversation.ts';
import { isFailure } from './domain/failure.ts';
import type { Capabilities } from './domain/message.ts';
import type { Clock, StaffActions, Store } from './ports.ts';
import { handBack, type Judged, judge, staffReply, type VerdictContext } from './verdict.ts';

export interface ApprovalsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly business: Business;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
  readonly changed: (conversationId: string) => void;
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

  function draw(conversation: Conversation, approval: Approval) {
    return cardOf(conversation, approval, deps.business, deps.capabilitiesOf(conversation));
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
      if (judged.kind === 'refused') return { ...judged, card: draw(conversation, approval) };
      if (judged.kind !== 'done') return { kind: judged.kind, card: draw(conversation, approval) };
      try {
        const saved = await store.save(judged.conversation);
        deps.changed(saved.id);
        return { kind: 'done', card: draw(saved, saved.approval ?? approval) };
      } catch (error) {
        if (!isFailure(error, 'overtaken')) throw error; // somebody was first: look again at what they made of it
      }
    }
  }

  return {
    async card(approvalId) {
      const found = await find(approvalId);
      return found && draw(found.conversation, found.approval);
    },
    decide: (approvalId, version, verdict, by) =>
      apply(approvalId, verdict.kind, by, (conversation, approval, context) =>
        judge(conversation, approval, version, verdict, by, context),
      ),
    reply: (approvalId, text, by) =>
      apply(approvalId, 'reply', by, (conversation, approval, context) =>
        staffReply(conversation, approval, text, by, context),
      ),
    handBack: (approvalId, by) =>
      apply(approvalId, 'hand-back', by, (conversation, approval, context) =>
        handBack(conversation, approval, by, context),
      ),
  };
}

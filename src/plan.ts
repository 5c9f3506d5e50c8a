/**
 * Turns a reviewed decision into the next state of the conversation and the tasks that carry it out. Pure. Nothing
 * is sent here: a task that is due is all that ever happens.
 */
import { askFirst, forThePeople, type PlanContext } from './ask-first.ts';
import { type AgendaItem, item } from './domain/agenda.ts';
import { type Conversation, type Outcome, unread, withAgenda, withoutAgenda } from './domain/conversation.ts';
import type { Proposal, Turn } from './domain/decision.ts';
import { escalate } from './escalate.ts';
import { insideWindow } from './follow-ups/good-time.ts';
import { cleared } from './review.ts';
import { sends } from './sends.ts';
import { toTheTeam } from './to-the-team.ts';
import { relayed, stillWaiting } from './words-for-staff.ts';

/**
 * The conversation after the turn; `overtaken` when something the turn had not seen came in between (new words, a
 * verdict, another owner): then it must be decided again. `base` is what the turn had read.
 */
export function plan(
  fresh: Conversation,
  base: Conversation,
  turn: Turn,
  proposal: Proposal,
  context: PlanContext,
): Conversation | 'overtaken' {
  if (overtaken(fresh, base, turn.readUpTo)) return 'overtaken';
  const read = markRead(fresh, turn);
  const next = carryOut(read, turn, proposal, context);
  const left = next.entries.some((entry) => entry.kind === 'customer-said' && entry.outcome === undefined);
  return left ? withAgenda(next, item('turn', { kind: 'take-turn' }, context.now)) : next;
}

function overtaken(fresh: Conversation, base: Conversation, readUpTo: number): boolean {
  return (
    fresh.readUpTo !== base.readUpTo ||
    unread(fresh).length !== unread(base).length ||
    fresh.owner.kind !== base.owner.kind ||
    fresh.approval?.id !== base.approval?.id ||
    fresh.approval?.version !== base.approval?.version ||
    fresh.approval?.state.kind !== base.approval?.state.kind ||
    readUpTo > fresh.lastN
  );
}

/** Moves `readUpTo` and gives every customer entry the turn has read its outcome. */
function markRead(conversation: Conversation, turn: Turn): Conversation {
  const outcome = outcomeOf(turn);
  const entries = conversation.entries.map((entry) =>
    entry.kind === 'customer-said' && entry.outcome === undefined && entry.n <= turn.readUpTo && !turn.wordsLeft
      ? { ...entry, outcome }
      : entry,
  );
  const read: Conversation = { ...conversation, entries, readUpTo: Math.max(conversation.readUpTo, turn.readUpTo) };
  return withoutAgenda(read, ({ task }) => task.kind === 'take-turn');
}

function outcomeOf({ id, decision, review }: Turn): Outcome {
  if (decision.kind === 'stay-silent') return { kind: 'silent', turnId: id, why: decision.why };
  if (decision.kind === 'hand-off' || review.kind !== 'allow') return { kind: 'with-staff', turnId: id };
  return { kind: 'decided', turnId: id };
}

function carryOut(conversation: Conversation, turn: Turn, proposal: Proposal, context: PlanContext): Conversation {
  const { decision } = proposal;
  const cancelled = new Set(proposal.cancelFollowUps ?? []);
  const kept = withoutAgenda(conversation, ({ task }) => task.kind === 'follow-up' && cancelled.has(task.followUp.id));
  const aside = proposal.aside ? cleared(proposal.aside, { kind: 'allow' }, context.capabilities) : [];
  const flowed = withAgenda(
    withFlow(kept, proposal.flow),
    ...sends(`${turn.id}.aside`, aside, { turnId: turn.id }, context.now),
  );
  const { review } = turn;

  if (review.kind === 'refuse') {
    const summary = `The bot wanted to do something it may not: ${review.why}.`;
    return escalate(
      flowed,
      turn,
      {
        reason: 'needs-approval',
        summary,
        urgency: 'normal',
        sayAfter: toTheTeam(context.business, 'askedTeam', context.now),
      },
      context,
    );
  }
  if (review.kind === 'ask-staff') return askFirst(flowed, turn, proposal, context);

  switch (decision.kind) {
    case 'reply':
    case 'ask': {
      const messages = cleared(decision.say, review, context.capabilities);
      const items = [
        ...sends(turn.id, messages, { turnId: turn.id }, context.now),
        ...followUpItems(insideWindow(proposal.followUps ?? [], flowed, context)),
      ];
      const said = withAgenda(flowed, ...items);
      return proposal.unanswered
        ? forThePeople(said, turn, proposal.unanswered, context)
        : stillWaiting(said, turn, context.now);
    }
    case 'use-tool': {
      const task = { kind: 'call-tool', call: decision.call, turnId: turn.id } as const;
      const called = item(`${turn.id}.tool`, task, context.now);
      const begun = withAgenda(flowed, called, ...followUpItems(proposal.followUps ?? []));
      return proposal.unanswered ? forThePeople(begun, turn, proposal.unanswered, context) : begun;
    }
    case 'hand-off':
      return escalate(flowed, turn, decision, context);
    case 'set-consent': {
      const task = {
        kind: 'record-consent',
        proactive: decision.proactive,
        ...(decision.only ? { only: decision.only } : {}),
        words: decision.words,
        n: turn.readUpTo,
        sayAfter: decision.sayAfter ? cleared(decision.sayAfter, review, context.capabilities) : [],
        turnId: turn.id,
      } as const;
      return withAgenda(flowed, item(`${turn.id}.consent`, task, context.now));
    }
    case 'stay-silent':
      return relayed(flowed, turn, context.now);
  }
}

export function followUpItems(followUps: NonNullable<Proposal['followUps']>): readonly AgendaItem[] {
  return followUps.map((followUp) => item(followUp.id, { kind: 'follow-up', followUp }, followUp.dueAt));
}

function withFlow(conversation: Conversation, flow: Proposal['flow']): Conversation {
  if (flow === undefined) return conversation;
  if (flow !== null) return { ...conversation, flow };
  const { flow: _ended, ...rest } = conversation;
  return rest;
}

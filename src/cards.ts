/** Draws the card of an approval from the record and nothing else, so that it can never lie. Pure. */
import { digestOf, neededFor } from './approval-rules.ts';
import { type AgendaItem, item } from './domain/agenda.ts';
import type { Alike, Approval, Card, CardAction } from './domain/approval.ts';
import { type Business, say } from './domain/business.ts';
import type { Conversation, ShopSaid } from './domain/conversation.ts';
import type { ApprovalReason } from './domain/decision.ts';
import type { Capabilities } from './domain/message.ts';
import { draftText } from './draft-text.ts';
import { windowClosed } from './effects/send.ts';
import { claimedUntil } from './escalation.ts';
import { type LateAct, lateActs } from './late-acts.ts';
import { nextOpening } from './opening-hours.ts';
import { planHistory, planOnCard } from './plans/plan-words.ts';
import { templateText } from './review.ts';
import { templateValues } from './template-values.ts';
import { MINUTE_MS, sayShort } from './time.ts';

export interface CardContext {
  readonly business: Business;
  readonly capabilities: Capabilities;
  readonly now: number;
  /** Other customers who wait for the very same answer. */
  readonly alike?: readonly Alike[];
}

/** The countdown of a time that is held for this approval. */
function heldWhy(approval: Approval, business: Business, now: number): readonly string[] {
  const plan = planOnCard(approval);
  if (plan) return plan;
  const { state, act } = approval;
  if (!act || state.kind !== 'pending') return [];
  const minutes = Math.ceil((act.heldUntil - now) / MINUTE_MS);
  const until = sayShort(act.heldUntil, business);
  return minutes > 0
    ? [`The time is held for this customer until ${until} (${minutes} minutes from now); nobody else is offered it.`]
    : [`The time was held until ${until}: it is booked if it is still free, else the customer is shown others.`];
}

export function cardOf(conversation: Conversation, approval: Approval, context: CardContext): Card {
  const { business, capabilities, now, alike = [] } = context;
  const { state, claim } = approval;
  const customerName = conversation.displayName ?? say(business, 'unknownCustomer');
  const closed = windowClosed(conversation, capabilities, now);
  const pending = state.kind === 'pending';
  const leavesOpen = pending && approval.draft !== undefined && (approval.unanswered ?? []).length > 0;
  const laterAt = pending && approval.draft && !leavesOpen ? nextOpening(now, business) : undefined;
  const values = templateValues(conversation, business);
  return {
    approvalId: approval.id,
    version: approval.version,
    state,
    headline: headline(approval, capabilities),
    customerName,
    channel: conversation.address.channel,
    customerWords: approval.customerWords,
    ...(approval.draft ? { draft: draftText(approval.draft) } : {}),
    unanswered: pending && approval.draft ? (approval.unanswered ?? []) : [],
    newWords: pending ? (approval.newWords ?? 0) : 0,
    digest: digestOf(approval.draft),
    needed: approval.draft ? neededFor([approval.draft.text], approval, business) : 'anyone',
    ...(approval.firstApproval ? { firstApproval: approval.firstApproval.by.name } : {}),
    ...(pending && claim && claim.until > now ? { claim: { by: claim.by.name, until: claim.until } } : {}),
    ...(laterAt === undefined ? {} : { laterAt }),
    templates:
      closed && (pending || lateActs(conversation, approval).includes('template'))
        ? business.templates.map((template) => ({ id: template.id, text: templateText(template, values) }))
        : [],
    alike: pending ? alike : [],
    ...(approval.previousDraft ? { previousDraft: approval.previousDraft.text } : {}),
    why: [
      ...heldWhy(approval, business, now),
      ...reasons(approval, capabilities),
      ...approval.why.map((why) => reasonInWords(why, business)),
    ],
    summary: approval.summary,
    urgency: approval.urgency,
    sources: (approval.draft?.sources ?? []).map(({ kind: _kind, ...source }) => source),
    unproven: approval.why.flatMap((why) => (why.kind === 'unproven' ? why.tokens : [])),
    ...(capabilities.replyWindowMs ? { windowEndsAt: conversation.lastInboundAt + capabilities.replyWindowMs } : {}),
    history: history(conversation, approval),
    actions: actionsOf(approval, {
      closed,
      templates: business.templates.length,
      laterAt,
      alike: alike.length,
      now,
      late: lateActs(conversation, approval),
    }),
  };
}

interface Possible {
  readonly closed: boolean;
  readonly templates: number;
  readonly laterAt: number | undefined;
  readonly alike: number;
  readonly now: number;
  readonly late: readonly LateAct[];
}

/** What a person may do now. */
function actionsOf(
  approval: Approval,
  { closed, templates, laterAt, alike, now, late }: Possible,
): readonly CardAction[] {
  const ifTrue = (holds: boolean, action: CardAction): readonly CardAction[] => (holds ? [action] : []);
  const claimable = ifTrue(claimedUntil(approval, now) === undefined, 'claim');
  const drafted = approval.draft !== undefined;
  switch (approval.state.kind) {
    case 'pending':
      if (closed) return [...ifTrue(templates > 0, 'template'), 'reject', ...claimable, 'take-over'];
      return [
        ...ifTrue(drafted, 'approve'),
        ...ifTrue(laterAt !== undefined, 'approve-later'),
        ...ifTrue(drafted && alike > 0, 'approve-alike'),
        'edit',
        'reject',
        ...ifTrue(approval.answered !== undefined, 'settle'),
        ...claimable,
        'take-over',
      ];
    case 'taken-over':
      return ['reply', 'hand-back'];
    default:
      return late.filter((act) => act !== 'template' || (closed && templates > 0));
  }
}

function headline({ state, reason, urgency, draft }: Approval, { audience }: Capabilities): string {
  const who = audience === 'internal' ? 'colleague' : 'customer';
  const what = draft ? `A reply to a ${who} waits for approval` : `A ${who} waits for an answer from the team`;
  switch (state.kind) {
    case 'pending':
      return `${urgency === 'high' ? 'Urgent: ' : ''}${reason === 'customer-asked' ? `A ${who} asks for a person` : what}.`;
    case 'approved':
    case 'edited':
      return `A reply to a ${who} was ${state.kind} by ${state.by.name}.`;
    case 'rejected':
      return `A reply to a ${who} was rejected by ${state.by.name}.`;
    case 'taken-over':
      return `${state.by.name} is writing with the ${who}.`;
    case 'handed-back':
      return `${state.by.name} handed the ${who} back to the bot.`;
    case 'lapsed':
      return `Nobody answered in time; the ${who} was told so.`;
  }
}

function reasons({ reason }: Approval, { audience }: Capabilities): readonly string[] {
  const who = audience === 'internal' ? 'colleague' : 'customer';
  switch (reason) {
    case 'customer-asked':
      return [`The ${who} asks for a person.`];
    case 'no-answer':
      return ['Nothing in the approved knowledge answers this.'];
    case 'unclear':
      return ['The bot did not understand what is meant.'];
    case 'complaint':
      return ['This is a complaint.'];
    case 'media':
      return [`The ${who} sent something the bot cannot read.`];
    case 'tool-failed':
      return ['Something did not work, a person is needed.'];
    case 'loop':
      return ['The conversation seems to go in circles.'];
    case 'needs-approval':
      return [];
  }
}

function reasonInWords(why: ApprovalReason, business: Business): string {
  switch (why.kind) {
    case 'policy': {
      const label = business.intents.find(({ id }) => id === why.intent)?.label ?? why.intent;
      return `Your rules ask for approval: ${label}.`;
    }
    case 'unsourced':
      return 'No approved source backs this reply.';
    case 'low-confidence':
      return `The bot is only ${Math.round(why.confidence * 100)} % sure of this answer.`;
    case 'unproven':
      return `Nothing proves: ${why.tokens.join(', ')}.`;
    case 'too-long':
      return `The reply is very long (${why.length} characters).`;
  }
}

/** The agenda item that redraws the card; `why` makes it one of its kind. */
export function refresh(approvalId: string, why: string, at: number): AgendaItem {
  return item(`${approvalId}.card.${why}`, { kind: 'refresh-card', approvalId }, at);
}

/** The verdict and what became of the message, one line each. */
function history(conversation: Conversation, approval: Approval): Card['history'] {
  const { state } = approval;
  const lines: { text: string; at: number }[] = [];
  const before = approval.answered?.state;
  if (before && !('at' in state && state.at === before.at))
    lines.push({ text: `${VERDICT[before.kind]} by ${before.by.name}`, at: before.at });
  if (state.kind === 'rejected') lines.push({ text: `Rejected by ${state.by.name}: ${state.reason}`, at: state.at });
  else if (state.kind === 'lapsed') lines.push({ text: 'Lapsed', at: state.at });
  else if (state.kind !== 'pending') lines.push({ text: `${VERDICT[state.kind]} by ${state.by.name}`, at: state.at });
  else if (approval.firstApproval) {
    const { by, at } = approval.firstApproval;
    lines.push({ text: `Approved by ${by.name}; a second person has to approve it too`, at });
  }
  const later = conversation.agenda.find(({ task }) => task.kind === 'send-later' && task.approvalId === approval.id);
  if (later) lines.push({ text: 'To be sent', at: later.dueAt });
  const said = conversation.entries.filter(
    (entry): entry is ShopSaid =>
      (entry.kind === 'bot-said' || entry.kind === 'staff-said') && entry.approvalId === approval.id,
  );
  lines.push(...planHistory(conversation, approval));
  for (const entry of said) lines.push({ text: deliveryInWords(entry), at: entry.delivery.at });
  if (approval.unsent !== undefined)
    lines.push({ text: `Not sent: ${approval.unsent}`, at: 'at' in state ? state.at : approval.askedAt });
  const pending = conversation.agenda.some(({ task }) => task.kind === 'send' && task.approvalId === approval.id);
  if (pending && said.length === 0) lines.push({ text: 'Sending', at: 'at' in state ? state.at : approval.askedAt });
  return lines;
}

const VERDICT = {
  approved: 'Approved',
  edited: 'Edited and sent',
  'taken-over': 'Taken over',
  'handed-back': 'Handed back',
} as const;

function deliveryInWords({ delivery, message }: ShopSaid): string {
  const start = message.text.length > 60 ? `${message.text.slice(0, 60).trimEnd()}…` : message.text;
  switch (delivery.state) {
    case 'sending':
      return `Sending: ${start}`;
    case 'sent':
      return `Sent ✓: ${start}`;
    case 'delivered':
      return `Delivered ✓✓: ${start}`;
    case 'read':
      return `Read ✓✓: ${start}`;
    case 'failed':
      return `Could not be sent (${delivery.failure}): ${start}`;
  }
}

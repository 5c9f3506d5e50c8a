/**
 * Staff who took a conversation over and went quiet: the bot speaks again, and whoever still owes the customer an answer
 * is told so. Pure. A customer whom nobody has answered is back on everybody's list.
 */
import { refresh } from '../cards.ts';
import { type AgendaItem, item as agendaItem } from '../domain/agenda.ts';
import type { Approval } from '../domain/approval.ts';
import type { Business } from '../domain/business.ts';
import {
  type Conversation,
  type CustomerSaid,
  rescheduled,
  withAgenda,
  withoutAgenda,
} from '../domain/conversation.ts';
import { escalationItems } from '../escalation.ts';
import { handedBack } from '../take-over.ts';

/** Staff have been quiet for long: the bot answers again, and says so on the card. Pure. */
export function handedBackIfIdle(fresh: Conversation, item: AgendaItem, business: Business, now: number): Conversation {
  if (fresh.owner.kind !== 'staff') return withoutAgenda(fresh, ({ id }) => id === item.id);
  const idleMs = business.approvals.handBackAfterIdleMinutes * 60_000;
  const lastStaffAt = fresh.entries.findLast((entry) => entry.kind === 'staff-said')?.at ?? fresh.owner.since;
  if (now < lastStaffAt + idleMs) return rescheduled(fresh, { ...item, dueAt: lastStaffAt + idleMs });
  const by = { id: fresh.owner.staffId, name: fresh.owner.name };
  const back = handedBack(fresh, by, `because ${by.name} was idle`, now);
  const { approval } = fresh;
  const owed = approval?.state.kind === 'taken-over' ? owedSince(fresh, fresh.owner.since) : 'nothing';
  if (!approval || owed === 'nothing') return back;
  const said = `${by.name} was idle, and`;
  if (owed === 'last-words')
    return withAgenda(back, lineFor(approval, `${said} the customer’s last words have no answer yet.`, now));
  // Nobody has said anything: the question is on everybody's list again.
  const { claim: _over, ...kept } = approval;
  const open = { ...kept, version: approval.version + 1, state: { kind: 'pending' } } as const;
  return withAgenda(
    { ...back, approval: open },
    refresh(open.id, `v${open.version}`, now),
    lineFor(open, `${said} this customer still waits for an answer. The card is open again.`, now),
    ...escalationItems(open, now, business),
  );
}

function lineFor({ id, version }: Approval, text: string, now: number): AgendaItem {
  return agendaItem(`${id}.v${version}.idle`, { kind: 'tell-staff', text, urgency: 'high' }, now);
}

/** What staff owe the customer whom they took over at `since`: everything, an answer to the last words, or nothing. */
function owedSince({ entries }: Conversation, since: number): 'answer' | 'last-words' | 'nothing' {
  const said = entries.findLast((entry) => entry.kind === 'staff-said' && entry.at >= since);
  if (!said) return 'answer';
  const words = ({ content }: CustomerSaid) => content.kind !== 'reaction' && content.kind !== 'event';
  const later = entries.some((entry) => entry.kind === 'customer-said' && entry.n > said.n && words(entry));
  return later ? 'last-words' : 'nothing';
}

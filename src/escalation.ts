/**
 * What happens to an approval that nobody decides: one step after the other, then an honest word to the customer. The
 * clock runs while the shop is open, and stands while somebody is on it. Pure.
 */
import { type AgendaItem, item, type Task } from './domain/agenda.ts';
import type { Approval } from './domain/approval.ts';
import type { Business } from './domain/business.ts';
import { afterOpenMinutes } from './opening-hours.ts';

/** The steps ahead of an approval whose card is up since `from`; scheduling them twice changes nothing. */
export function escalationItems({ id }: Pick<Approval, 'id'>, from: number, business: Business): readonly AgendaItem[] {
  const { escalation, lapseAfterMinutes } = business.approvals;
  const steps = escalation.map(({ afterMinutes }, step) =>
    item(
      `${id}.remind.${step}`,
      { kind: 'remind-staff', approvalId: id, step },
      afterOpenMinutes(from, afterMinutes, business),
    ),
  );
  const lapseAt = afterOpenMinutes(from, lapseAfterMinutes, business);
  return [...steps, item(`${id}.lapse`, { kind: 'lapse-approval', approvalId: id }, lapseAt)];
}

/** Whether a task only waits for this approval to be decided. */
export function isWaitingFor(task: Task, approvalId: string): boolean {
  return (task.kind === 'remind-staff' || task.kind === 'lapse-approval') && task.approvalId === approvalId;
}

/** Until when somebody is on it; undefined when nobody is. */
export function claimedUntil({ claim }: Pick<Approval, 'claim'>, now: number): number | undefined {
  return claim && claim.until > now ? claim.until : undefined;
}

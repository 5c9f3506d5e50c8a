/** The staff desk as the core sees it: the one attached at the moment, and each card with what holds for all of them. */
import type { Card } from './domain/approval.ts';
import type { StaffDesk } from './ports.ts';

/** `desk` is read each time: it is attached after the core, because it needs the core's actions. */
export function deskOf(connections: { readonly desk: StaffDesk }, noted: (card: Card) => Promise<Card>): StaffDesk {
  return {
    get name() {
      return connections.desk.name;
    },
    show: async (card, ref, under) => connections.desk.show(await noted(card), ref, under),
    find: (approvalId, since) => connections.desk.find(approvalId, since),
    tell: (line, ref) => connections.desk.tell(line, ref),
  };
}

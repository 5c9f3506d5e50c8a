/** What must hold so that staff can be asked on their phones. Pure; finds every fault. */
import type { Business } from '../domain/business.ts';
import { type Fault, shown } from '../fault.ts';
import { nearestWord } from '../nearest-word.ts';

type PathFault = Omit<Fault, 'path'> & { readonly path: readonly (string | number)[] };

/** Steps at the staff desk itself; any other `how` is the name of a channel. */
const AT_THE_DESK = ['thread', 'mention', 'direct-message'];

export function phoneFaults({ approvals, templates }: Pick<Business, 'approvals' | 'templates'>): readonly PathFault[] {
  const { phones = [], escalation, staffTemplate, approvers, managers, approverGroup } = approvals;
  const faults: PathFault[] = [];
  for (const [at, { how, who }] of escalation.entries()) {
    const path = ['approvals', 'escalation', at];
    if (AT_THE_DESK.includes(how)) continue;
    const near = nearestWord(how, AT_THE_DESK);
    if (near)
      faults.push({ path: [...path, 'how'], expected: `a known way (did you mean "${near}"?)`, got: shown(how) });
    for (const [n, id] of who.entries()) {
      if (!near && !phones.some((phone) => phone.id === id))
        faults.push({ path: [...path, 'who', n], expected: 'the id of somebody in approvals.phones', got: shown(id) });
    }
  }
  for (const [at, { id, phone }] of phones.entries()) {
    const path = ['approvals', 'phones', at];
    const same = (one: (typeof phones)[number]) => one.id === id || digits(one.phone) === digits(phone);
    if (phones.findIndex(same) < at)
      faults.push({ path, expected: 'each person and each number once', got: shown(id) });
    if (approvers.length > 0 && approverGroup === undefined && ![...approvers, ...managers].includes(id))
      faults.push({ path: [...path, 'id'], expected: 'somebody of approvals.approvers or managers', got: shown(id) });
  }
  if (staffTemplate !== undefined && !templates.some(({ id }) => id === staffTemplate))
    faults.push({
      path: ['approvals', 'staffTemplate'],
      expected: 'the id of one of templates',
      got: shown(staffTemplate),
    });
  return faults;
}

function digits(phone: string): string {
  return phone.replace(/\D/gu, '');
}

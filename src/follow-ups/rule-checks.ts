/** What ties the follow-up rules to the rest of config. Pure; finds every fault. */
import { oneOf, type PathFault } from '../business-config/path-fault.ts';
import type { Business } from '../domain/business.ts';
import { shown } from '../fault.ts';
import type { FollowUpRules } from './rules.ts';

/** Kinds whose time nothing else in config tells. */
const TIMED = ['no-show', 'review-request', 're-engagement'];

export function followUpFaults({ limits, kinds }: FollowUpRules, { templates }: Business): readonly PathFault[] {
  const known = templates.map(({ id }) => id);
  const faults: PathFault[] = [];
  if (limits.perWeek < limits.perDay)
    faults.push({
      path: ['limits', 'perWeek'],
      expected: `at least perDay (${limits.perDay})`,
      got: String(limits.perWeek),
    });
  for (const [name, { enabled, template, afterMinutes }] of Object.entries(kinds)) {
    if (template !== undefined && !known.includes(template))
      faults.push({
        path: ['kinds', name, 'template'],
        expected: `${known.length > 0 ? oneOf(known, template) : 'one'} of templates in business.yaml`,
        got: shown(template),
      });
    if (enabled && TIMED.includes(name) && afterMinutes === undefined)
      faults.push({ path: ['kinds', name, 'afterMinutes'], expected: 'minutes after what it follows', got: 'nothing' });
  }
  return faults;
}

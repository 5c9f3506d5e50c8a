/**
 * Leads as a CSV file for a spreadsheet, UTF-8. A cell that a spreadsheet would run as a formula is written so that it
 * stays text: customers choose what stands in it.
 */
import { stringify } from 'csv-stringify/sync';
import { localDate, localTime } from '../time.ts';
import type { Lead } from './lead.ts';

const COLUMNS = [
  'lead',
  'status',
  'customer',
  'channel',
  'offer',
  'owner',
  'next action',
  'deadline',
  'quote',
  'created',
  'changed',
] as const;
/** Told to spreadsheets that would otherwise guess another encoding. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Oldest change first; a column for every question that somebody answered. */
export function leadsAsCsv(
  leads: readonly Lead[],
  { since = 0, timeZone }: { since?: number; timeZone: string },
): string {
  const some = leads.filter(({ changedAt }) => changedAt >= since).toSorted((a, b) => a.changedAt - b.changedAt);
  const questions = [...new Set(some.flatMap(({ answers }) => Object.keys(answers)))].sort();
  const when = (at: number | undefined) =>
    at === undefined ? '' : `${localDate(at, timeZone)} ${localTime(at, timeZone)}`;
  const rows = some.map((lead) => [
    lead.id,
    lead.status,
    lead.name ?? '',
    lead.channel,
    lead.offerName,
    lead.owner ?? '',
    lead.nextAction ?? '',
    when(lead.deadline),
    lead.quote ?? '',
    when(lead.createdAt),
    when(lead.changedAt),
    ...questions.map((question) => lead.answers[question] ?? ''),
  ]);
  const cells = [[...COLUMNS, ...questions], ...rows];
  return BYTE_ORDER_MARK + stringify(cells, { record_delimiter: 'windows', escape_formulas: true });
}

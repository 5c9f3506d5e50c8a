/** The queue, today and the pause, drawn for a person in Slack; customers' words only where nothing is parsed. Pure. */
import type { Paused, Queued, Status, Stopped } from './overview.ts';
import { type Block, bold, date, type Inline, link, paragraph, plain, quote } from './rich-text.ts';
import { CARD_LIMIT, cut, escaped } from './text-limits.ts';

const NAME = 80;
const GIST = 160;
const REASON = 300;

/** A queued card with the link to it. */
export type Waiting = Queued & { readonly link?: string };

/** Who waits, since when, who is on it, and what it is about. `linked`: with the way to the card as words. */
export function waitingBlocks({ card, since, link: url }: Waiting, linked: boolean): readonly Block[] {
  const { customerName, channel, claim, state, urgency, summary } = card;
  const inHand = state.kind === 'taken-over' ? `${cut(state.by.name, NAME)} writes with them since ` : 'waits since ';
  const line: Inline[] = [
    bold(`${urgency === 'high' ? '⚠ ' : ''}${cut(customerName, NAME)}`),
    plain(` (${channel}) ${inHand}`),
    date(since),
    ...(claim ? [plain(` · ${cut(claim.by, NAME)} is on it until `), date(claim.until)] : []),
    ...(linked && url ? [plain(' · '), link(url, 'Open the card')] : []),
  ];
  return [paragraph(...line), ...(summary === '' ? [] : [quote(plain(cut(summary, GIST)))])];
}

export function pausedBlock({ by, since, why }: Paused): Block {
  return paragraph(
    bold('Sending is paused'),
    plain(` by ${cut(by, NAME)} since `),
    date(since),
    plain(`. Nothing goes out to customers.${why === undefined ? '' : ` Why: ${cut(why, REASON)}`}`),
  );
}

/** Nothing while reminders and nudges flow. */
export function stoppedBlocks(stopped: Stopped | undefined): readonly Block[] {
  if (!stopped) return [];
  return [
    paragraph(
      bold('Reminders and nudges have stopped'),
      plain(' since '),
      date(stopped.at),
      plain(`: ${cut(stopped.why, REASON)}. Look at what was going out, then let them go on.`),
    ),
  ];
}

export function sendingBlock(paused: Paused | undefined): Block {
  return paused ? pausedBlock(paused) : paragraph(bold('Sending is on.'));
}

export function openBlock({ approvalsWaiting, withStaff, oldestAskedAt }: Status): Block {
  return paragraph(
    plain(`Waiting for a decision: ${approvalsWaiting}`),
    ...(oldestAskedAt === undefined ? [] : [plain(', the oldest since '), date(oldestAskedAt)]),
    plain(`. In the hands of staff: ${withStaff}.`),
  );
}

export function todayBlocks({ received, endings, lagMs, channels }: Status): readonly Block[] {
  const of = (ending: string) => endings[ending] ?? 0;
  const lag = Math.round(lagMs / 1000);
  return [
    paragraph(
      plain(
        `Today: ${received} received, ${of('answered')} answered, ${of('with-staff')} handed to staff, ${of('silent')} left without a reply on purpose, ${of('in-work')} in work, ${of('not-delivered')} not delivered.`,
      ),
    ),
    paragraph(
      plain(`Work: ${lag < 5 ? 'up to date' : `${lag} s behind`}. Channels: ${channels.join(', ') || 'none'}.`),
    ),
  ];
}

/** As many of the parts, from the first, as a message holds. */
export function fitting(parts: readonly (readonly Block[])[], limit = CARD_LIMIT): readonly (readonly Block[])[] {
  let length = 0;
  const end = parts.findIndex((part) => {
    length += escaped(JSON.stringify(part)).length; // Slack counts what is escaped
    return length > limit;
  });
  return end < 0 ? parts : parts.slice(0, end);
}

/** What `/frontdesk` answers, to the one person who asked. `text` is for screen readers, and names no customer. Pure. */
import type { Paused, Receipt, Status, Stopped, Switched, Told } from './overview.ts';
import {
  fitting,
  openBlock,
  pausedBlock,
  sendingBlock,
  stoppedBlocks,
  todayBlocks,
  type Waiting,
  waitingBlocks,
} from './queue-blocks.ts';
import { type Block, bold, date, type Inline, paragraph, plain, quote } from './rich-text.ts';
import { cut, escaped } from './text-limits.ts';

export interface Answer {
  readonly text: string;
  readonly blocks: readonly Block[];
}

const NAME = 80;
const WORDS = 300;
const SOURCES = 160;
const MOST_MATCHES = 20;

export const HELP = answer('What you can ask', [
  paragraph(bold('/frontdesk queue'), plain(': what waits for a person, the longest first')),
  paragraph(bold('/frontdesk status'), plain(': whether we send, what is open, how today goes')),
  paragraph(bold('/frontdesk pause'), plain(' [why]: stops all sending to customers at once')),
  paragraph(bold('/frontdesk resume'), plain(': lets it go on; what waited goes out in its order')),
  paragraph(bold('/frontdesk unlatch'), plain(': lets reminders and nudges go on after they have stopped')),
  paragraph(
    bold('/frontdesk receipt'),
    plain(
      ' <name, phone number, booking reference or conversation id>: what one customer was told, and by whose leave',
    ),
  ),
]);

export function answer(text: string, blocks: readonly Block[] = [paragraph(plain(text))]): Answer {
  return { text: escaped(text), blocks };
}

/** `total`: how many there are; `waiting`: the first of them. */
export function queueAnswer(waiting: readonly Waiting[], total: number, paused: Paused | undefined): Answer {
  const first = paused ? [pausedBlock(paused)] : [];
  if (total === 0)
    return answer('Nothing waits for a person.', [...first, paragraph(plain('Nothing waits for a person.'))]);
  const shown = fitting(waiting.map((one) => waitingBlocks(one, true)));
  const rest = total - shown.length;
  const more = rest > 0 ? [paragraph(plain(`… and ${rest} more, in the approval channel.`))] : [];
  return answer(`${total} in the queue.`, [...first, ...shown.flat(), ...more]);
}

export function statusAnswer(status: Status, stopped: Stopped | undefined): Answer {
  const { paused } = status;
  const blocks = [sendingBlock(paused), ...stoppedBlocks(stopped), openBlock(status), ...todayBlocks(status)];
  return answer(paused ? 'Sending is paused.' : 'Sending is on.', blocks);
}

export function switchedAnswer(wanted: 'pause' | 'resume', { kind, paused }: Switched): Answer {
  if (paused) return answer(kind === 'done' ? 'Sending is paused.' : 'It was paused already.', [pausedBlock(paused)]);
  if (wanted === 'pause') return answer('Somebody resumed sending meanwhile: it is on.');
  return answer(kind === 'done' ? 'Sending is on again: what waited goes out now.' : 'Sending was on already.');
}

export function letGoAnswer(unlatched: boolean): Answer {
  return answer(unlatched ? 'Reminders and nudges go on.' : 'They had not stopped: reminders and nudges flow.');
}

export function receiptAnswer(receipt: Receipt | undefined): Answer {
  if (!receipt)
    return answer('Nobody fits. Try a name, a phone number, a booking reference or the id of a conversation.');
  if (receipt.kind === 'several') {
    const matches = receipt.matches
      .slice(0, MOST_MATCHES)
      .map(({ name, channel, conversationId }) =>
        paragraph(
          bold(cut(name ?? 'Without a name', NAME)),
          plain(` (${channel}): /frontdesk receipt ${conversationId}`),
        ),
      );
    return answer(`${receipt.matches.length} customers fit. Please choose one.`, [
      paragraph(plain(`${receipt.matches.length} customers fit. Please choose one:`)),
      ...matches,
    ]);
  }
  const { of, told, more } = receipt;
  const who = paragraph(bold(cut(of.name ?? 'This customer', NAME)), plain(` (${of.channel}), the latest first:`));
  if (told.length === 0) return answer('Nothing was said to this customer yet.');
  const shown = fitting(told.map(toldBlocks));
  const rest = more || shown.length < told.length ? [paragraph(plain('Older messages are in the console.'))] : [];
  return answer('What this customer was told.', [who, ...shown.flat(), ...rest]);
}

function toldBlocks({ at, channel, speaker, message, delivery, sources }: Told): readonly Block[] {
  const by =
    speaker.kind === 'staff'
      ? `written by ${cut(speaker.name, NAME)}`
      : speaker.approvedBy
        ? `by the bot, approved by ${cut(speaker.approvedBy, NAME)}`
        : 'by the bot on its own';
  const titles = [...new Set(sources.map(({ title }) => title))].join(', ');
  const line: Inline[] = [
    date(at),
    plain(` (${channel}), ${by}, ${delivery.state === 'failed' ? 'NOT delivered' : delivery.state}`),
    plain(titles === '' ? '' : ` · from: ${cut(titles, SOURCES)}`),
  ];
  return [paragraph(...line), quote(plain(cut(message.text, WORDS)))];
}

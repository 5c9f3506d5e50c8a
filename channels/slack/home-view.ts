/** The app's Home: whether we send, the switch, and what waits for a person. Pure. */
import type { Paused, Status, Stopped } from './overview.ts';
import { sendingBlock, stoppedBlocks, todayBlocks, type Waiting, waitingBlocks } from './queue-blocks.ts';
import { type Block, bold, paragraph, plain } from './rich-text.ts';
import { cut, LABEL_LIMIT } from './text-limits.ts';

export interface HomeView {
  readonly type: 'home';
  readonly blocks: readonly Block[];
}

export const PAUSE_BUTTON = 'frontdesk_home_pause';
export const RESUME_BUTTON = 'frontdesk_home_resume';
export const LET_GO_BUTTON = 'frontdesk_home_let_go';
/** Slack acknowledges a link like any button; nobody listens for it. */
const CARD_BUTTON = 'frontdesk_home_card';

/** `waiting`: the first of `total`. A Home holds 100 blocks, and each takes three. */
export function homeView(
  view: {
    readonly status: Status;
    readonly paused: Paused | undefined;
    readonly stopped: Stopped | undefined;
    readonly total: number;
  },
  waiting: readonly Waiting[],
): HomeView {
  const { status, paused, stopped, total } = view;
  const rest = total - waiting.length;
  return {
    type: 'home',
    blocks: [
      sendingBlock(paused),
      { type: 'actions', block_id: 'frontdesk_switch', elements: [paused ? resumeButton : pauseButton] },
      ...stoppedBlocks(stopped),
      ...(stopped ? [{ type: 'actions', block_id: 'frontdesk_let_go', elements: [letGoButton] }] : []),
      ...todayBlocks(status),
      paragraph(bold(total === 0 ? 'Nothing waits for a person.' : `In the queue: ${total}`)),
      ...waiting.flatMap((one, index) => [...waitingBlocks(one, false), ...linkBlocks(one, index)]),
      ...(rest > 0 ? [paragraph(plain(`… and ${rest} more, in the approval channel.`))] : []),
    ],
  };
}

/** For whoever may not see the queue. */
export function closedHome(why: string): HomeView {
  return { type: 'home', blocks: [paragraph(plain(why))] };
}

function linkBlocks({ card, link: url }: Waiting, index: number): readonly Block[] {
  if (url === undefined) return [];
  const button = {
    type: 'button',
    action_id: `${CARD_BUTTON}_${index}`,
    text: label('Open the card'),
    accessibility_label: cut(`Open the card of ${card.customerName}`, LABEL_LIMIT),
    url,
  };
  return [{ type: 'actions', block_id: `frontdesk_queue_${index}`, elements: [button] }];
}

const pauseButton = {
  type: 'button',
  action_id: PAUSE_BUTTON,
  text: label('Pause all sending'),
  style: 'danger',
  confirm: {
    title: label('Pause all sending?'),
    text: label('Nothing goes out to customers until somebody resumes. Their messages are still taken in.'),
    confirm: label('Pause'),
    deny: label('Cancel'),
  },
};

const resumeButton = {
  type: 'button',
  action_id: RESUME_BUTTON,
  text: label('Resume sending'),
  style: 'primary',
  confirm: {
    title: label('Resume sending?'),
    text: label('All that waited goes out to customers at once.'),
    confirm: label('Resume'),
    deny: label('Cancel'),
  },
};

const letGoButton = {
  type: 'button',
  action_id: LET_GO_BUTTON,
  text: label('Let them go on'),
  confirm: {
    title: label('Let them go on?'),
    text: label('Reminders and nudges that wait go out to customers, within the limits of a day.'),
    confirm: label('Let them go on'),
    deny: label('Cancel'),
  },
};

function label(text: string): Block {
  return { type: 'plain_text', text, emoji: false };
}

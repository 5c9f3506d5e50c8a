/** The app's Home as staff of a bicycle shop would find it on one morning: the queue while sending is on, and paused. */
import { type HomeView, homeView } from '../../channels/slack/home-view.ts';
import type { Status } from '../../channels/slack/overview.ts';
import type { Waiting } from '../../channels/slack/queue-blocks.ts';
import { at, SAMPLES } from './sample-cards.ts';

const [sample] = SAMPLES;
if (!sample) throw new Error('expected at least one sample of a card');
const { card } = sample;

const LINK = 'https://harbour-cycles.example/card';

const waiting: readonly Waiting[] = [
  {
    card: { ...card, urgency: 'high', summary: 'My new brakes squeal. Can I talk to somebody?' },
    since: at('09:48'),
    link: LINK,
  },
  {
    card: {
      ...card,
      customerName: 'Tom',
      summary: 'Could you do 10% off a full service?',
      claim: { by: 'Ana', until: at('10:12') },
    },
    since: at('09:56'),
    link: LINK,
  },
  {
    card: {
      ...card,
      customerName: 'Ines',
      channel: 'web',
      summary: 'A quote for a guided tour for 6 people',
      state: { kind: 'taken-over', by: { id: 'U0BEN', name: 'Ben' }, at: at('09:58') },
    },
    since: at('09:58'),
    link: LINK,
  },
];

const status: Status = {
  approvalsWaiting: 2,
  withStaff: 1,
  oldestAskedAt: at('09:48'),
  received: 41,
  endings: { answered: 33, 'with-staff': 5, silent: 1, 'in-work': 2, 'not-delivered': 0 },
  lagMs: 0,
  channels: ['whatsapp', 'web'],
};
const paused = { by: 'Ana', since: at('09:59'), why: 'The price list is wrong, we are mending it' };
const total = waiting.length;

export const HOMES: readonly { readonly caption: string; readonly view: HomeView }[] = [
  { caption: 'Home: the queue', view: homeView({ status, paused: undefined, stopped: undefined, total }, waiting) },
  { caption: 'Home: all sending is paused', view: homeView({ status, paused, stopped: undefined, total }, waiting) },
];

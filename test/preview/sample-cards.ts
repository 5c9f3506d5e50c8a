/** The states of a card worth a picture, as a bicycle shop would meet them on one morning. */
import type { Card } from '../../src/domain/approval.ts';

/** Monday 23 November 2026 in Dublin. */
export const at = (time: string, day = '23') => Date.parse(`2026-11-${day}T${time}:00Z`);
const ANA = { id: 'U0ANA', name: 'Ana' };

const discount: Card = {
  approvalId: 'c_1.a1',
  version: 1,
  state: { kind: 'pending' },
  headline: 'A reply to a customer waits for approval.',
  customerName: 'Maria',
  channel: 'whatsapp',
  customerWords: ['Could you do 10% off a full service?'],
  newWords: 0,
  digest: '',
  needed: 'anyone',
  templates: [],
  alike: [],
  draft: 'Hi Maria, we can do a full service with 10% off: €80 instead of €89.',
  unanswered: [],
  why: ['Your rules ask for approval: Discounts.', 'Nothing proves: 10%, €80.'],
  summary: '',
  urgency: 'normal',
  sources: [{ title: 'Services', text: 'Full service, 120 minutes, €89.' }],
  unproven: ['10%', '€80'],
  windowEndsAt: at('10:01', '24'),
  history: [],
  actions: ['approve', 'edit', 'reject', 'claim', 'take-over'],
};

/** An answer from approved knowledge that staff still read first. */
const hours: Card = {
  ...discount,
  customerWords: ['What are your opening hours on Thursday?'],
  draft: 'On Thursday we are open from 09:00 to 20:00.',
  why: ['Your rules ask for approval: Opening hours.'],
  sources: [{ title: 'Opening hours', text: 'Thursday 09:00 to 20:00.' }],
  unproven: [],
};

const waits = { version: 1, exception: false };

export const SAMPLES: readonly { readonly caption: string; readonly time: string; readonly card: Card }[] = [
  { caption: 'A draft waits', card: discount },
  {
    caption: 'The customer wrote again',
    card: {
      ...discount,
      version: 2,
      customerWords: [...discount.customerWords, 'It is for two bikes, by Friday'],
      newWords: 1,
      ...(discount.draft ? { previousDraft: discount.draft } : {}),
      draft: 'Hi Maria, for two bikes we can do €160. Friday works.',
      why: ['Nothing proves: €160.'],
      unproven: ['€160'],
    },
  },
  {
    caption: 'Somebody is on it',
    card: {
      ...hours,
      claim: { by: 'Ana', until: at('10:24') },
      actions: ['approve', 'edit', 'reject', 'take-over'],
    },
  },
  {
    caption: 'Two people, after closing time',
    time: '18:31',
    card: {
      ...discount,
      customerWords: ['We have 40 rental bikes: 30% off for all of them?'],
      windowEndsAt: at('18:30', '24'),
      draft: 'Hi Maria, for the whole fleet we can do 30% off: €2,480.',
      why: ['Your rules ask for approval: Discounts.'],
      unproven: ['30%', '€2,480'],
      sources: [],
      needed: 'two-people',
      firstApproval: 'Ana',
      laterAt: at('09:00', '24'),
      history: [{ text: 'Approved by Ana; a second person has to approve it too', at: at('18:40') }],
      actions: ['approve', 'approve-later', 'edit', 'reject', 'claim', 'take-over'],
    },
  },
  {
    caption: 'The reply window has closed',
    card: {
      ...discount,
      windowEndsAt: at('10:01', '22'),
      templates: [{ id: 'hello', text: 'Hello Maria, Harbour Cycles has an answer for you. Reply to read it.' }],
      actions: ['template', 'reject', 'claim', 'take-over'],
    },
  },
  {
    caption: 'Many wait for the same answer',
    card: {
      ...hours,
      alike: [
        { ...waits, approvalId: 'c_2.a1', customerName: 'Ben', customerWords: ['When are you open on Thursday?'] },
        { ...waits, approvalId: 'c_3.a1', customerName: 'Cara', customerWords: ['Thursday hours?'] },
        {
          ...waits,
          approvalId: 'c_4.a1',
          customerName: 'Dora',
          customerWords: ['Are you open late on Thursday 24 December?'],
          exception: true,
        },
      ],
      actions: ['approve', 'approve-alike', 'edit', 'reject', 'claim', 'take-over'],
    },
  },
  {
    caption: 'Approved, and read',
    card: {
      ...hours,
      state: { kind: 'approved', by: ANA, at: at('10:05'), text: hours.draft ?? '' },
      headline: 'A reply to a customer was approved by Ana.',
      history: [
        { text: 'Approved by Ana', at: at('10:05') },
        { text: 'Read ✓✓: On Thursday we are open from 09:00 to 20:00.', at: at('10:07') },
      ],
      actions: [],
    },
  },
  {
    caption: 'Taken over by a person',
    card: {
      ...discount,
      state: { kind: 'taken-over', by: ANA, at: at('10:05') },
      headline: 'Ana is writing with the customer.',
      why: ['The customer asks for a person.'],
      customerWords: ['My new brakes squeal. Can I talk to somebody?'],
      unproven: [],
      draft: '',
      sources: [],
      history: [
        { text: 'Taken over by Ana', at: at('10:05') },
        { text: 'Delivered ✓✓: Ana here, sorry about that. Could you come by today?', at: at('10:06') },
      ],
      actions: ['reply', 'hand-back'],
    },
  },
  {
    caption: 'Nobody came to it',
    card: {
      ...hours,
      state: { kind: 'lapsed', at: at('14:02') },
      headline: 'Nobody answered in time; the customer was told so.',
      history: [
        { text: 'Lapsed', at: at('14:02') },
        { text: 'Sent ✓: Sorry, our team has not got to this yet. We have…', at: at('14:02') },
      ],
      actions: ['take-over'],
    },
  },
].map(({ caption, card, time = '10:02' }) => {
  const { draft, ...rest } = card as Card;
  return { caption, time, card: draft === '' ? rest : { ...rest, ...(draft === undefined ? {} : { draft }) } };
});

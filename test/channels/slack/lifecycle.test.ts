/** The life of an approval as the staff room sees it: who is on it, who must decide, what goes out when. */
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  buttonsOf,
  eventually,
  openSlackRoom,
  type RoomOptions,
  type SlackRoom,
  sayWhen,
  wordsOf,
} from './slack-room.ts';

const NINE = Date.parse('2026-11-24T09:00:00Z');
const HELLO = { id: 'hello', text: 'Hello Maria, Harbour Cycles has an answer for you.' };
const GOODBYE = { id: 'bye', text: 'Hello Maria, shall we close this question?' };
/** The dialog opens, then the card shows who is on it. */
const EDITING = ['views.open', 'chat.update'];

let room: SlackRoom;
const open = async (options?: RoomOptions) => {
  room = await openSlackRoom(options);
  return { ...room, ...room.workspace.people, proxy: room.workspace.proxy };
};
afterEach(() => room.close());

describe('the card', () => {
  it('tells what the customer wrote first from what they added, and the old draft from the new', async () => {
    const { posted, workspace } = await open();
    const { ts } = await posted({
      customerWords: ['How much is a service?', 'And today?', 'For two bikes'],
      newWords: 2,
      previousDraft: 'It is €45.',
      draft: 'For two bikes it is €90.',
    });
    expect(wordsOf(await workspace.message(ts))).toContain(
      'How much is a service?The customer wrote again:And today?\nFor two bikesThe draft before:It is €45.New draft:For two bikes',
    );
  });

  it('has Approve first and green, everything else plain, and Reject red', async () => {
    const { posted, workspace } = await open();
    const actions = ['approve', 'approve-later', 'edit', 'reject', 'claim', 'take-over'] as const;
    const { ts } = await posted({ actions, laterAt: NINE });
    const message = await workspace.message(ts);
    const [row] = (message.blocks ?? []).filter(({ type }) => type === 'actions');
    const styles = (row as unknown as { elements: { style?: string }[] }).elements.map(({ style }) => style);
    expect(buttonsOf(message)).toEqual([
      'Approve',
      `Send ${sayWhen(NINE)}`,
      'Edit',
      'Reject',
      "I'm on it",
      'Take over',
    ]);
    expect(styles).toEqual(['primary', undefined, undefined, 'danger', undefined, undefined]);
  });

  it.each([
    [{ needed: 'manager' } as const, 'Your rules ask for a manager.'],
    [{ needed: 'two-people' } as const, 'Your rules ask for two people.'],
    [{ needed: 'two-people', firstApproval: 'Ana' } as const, 'Ana has approved; one more has to.'],
  ])('of %j says whom the rules ask for', async (changes, words) => {
    const { posted, workspace } = await open();
    const { ts } = await posted(changes);
    expect(wordsOf(await workspace.message(ts))).toContain(words);
  });
});

describe('being on it', () => {
  it('is shown to everybody, with until when in the reader’s own time', async () => {
    const { posted, hands, andThen, alice, records, workspace, hints } = await open();
    const { ts } = await posted({ actions: ['approve', 'claim'] });
    await andThen('chat.update', () => hands.click(ts, "I'm on it", alice));
    expect(records.claims).toHaveLength(1);
    const message = await workspace.message(ts);
    expect(wordsOf(message)).toContain('Alice is on it until ');
    expect(JSON.stringify(message.blocks)).toContain('"type":"date"');
    expect(hints()).toEqual([]);
  });

  it('begins by itself when somebody opens the draft to edit it, after the dialog is open', async () => {
    const { posted, hands, andThen, bob, records, proxy } = await open();
    const { card, ts } = await posted();
    await andThen(EDITING, () => hands.click(ts, 'Edit', bob));
    expect(records.claims).toEqual([`Bob on ${card.approvalId}`]);
    const order = proxy.calls.map(({ method }) => method).filter((method) => EDITING.includes(method));
    expect(order).toEqual(EDITING);
  });

  it('does not begin when the dialog did not open', async () => {
    const { posted, hands, andThen, bob, records, proxy } = await open();
    const { ts } = await posted();
    proxy.failNext('views.open', { kind: 'error', error: 'expired_trigger_id' });
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Edit', bob));
    expect(records.claims).toEqual([]);
  });

  it('that cannot be recorded stops nobody from writing', async () => {
    const { posted, hands, andThen, alice, records, log } = await open();
    const { ts } = await posted();
    records.failNext(new Error('the store is away'));
    await andThen('views.open', () => hands.click(ts, 'Edit', alice));
    await eventually(() => log.some(({ message }) => message.includes('could not be claimed')));
    await andThen('chat.update', () => hands.submit(alice, ['My words']));
    expect(records.decided).toEqual(['edited by Alice: My words']);
  });
});

describe('editing', () => {
  it('shows under the input how long words may still be sent, and what the draft rests on', async () => {
    const { posted, hands, andThen, alice, clock } = await open();
    const { ts } = await posted({ windowEndsAt: clock.now() + (3 * 60 + 12) * 60_000 + 999 });
    await andThen(EDITING, () => hands.click(ts, 'Edit', alice));
    const words = wordsOf(hands.dialog(alice));
    for (const part of ['Maria', '(3 h 12 min left)', 'Source: Prices · A full service is priced on request.'])
      expect(words).toContain(part);
  });

  it('can leave the words until the shop opens', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted({ laterAt: NINE });
    await andThen(EDITING, () => hands.click(ts, 'Edit', alice));
    const tick = [`Send it ${sayWhen(NINE)}, when the shop opens`];
    await andThen('chat.update', () => hands.fill(alice, { texts: ['My words'], tick }));
    expect(records.decided).toEqual(['edited for later by Alice: My words']);
  });

  it('sends at once when the box is not ticked, and while the shop is open there is none', async () => {
    const { posted, hands, andThen, alice, bob, records } = await open();
    const [first, second] = [await posted({ laterAt: NINE }), await posted()];
    await andThen(EDITING, () => hands.click(first.ts, 'Edit', alice));
    await andThen('chat.update', () => hands.submit(alice, ['My words']));
    expect(records.decided).toEqual(['edited by Alice: My words']);
    await andThen(EDITING, () => hands.click(second.ts, 'Edit', bob));
    expect(hands.dialog(bob).blocks.filter(({ type }) => type === 'input')).toHaveLength(1);
  });
});

describe('approving', () => {
  it('for the morning is one click', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted({ actions: ['approve', 'approve-later'], laterAt: NINE });
    await andThen('chat.update', () => hands.click(ts, `Send ${sayWhen(NINE)}`, alice));
    expect(records.decided).toEqual(['approved for later by Alice']);
  });

  it('a draft that changed under the same version does nothing: the button knows which words it was about', async () => {
    const { posted, hands, andThen, alice, records, hints, slack } = await open();
    const { card, ref, ts } = await posted();
    records.revise(card.approvalId, { digest: 'd2', draft: 'Something else.' });
    const versionOne = { ...records.card(card.approvalId), version: 2, digest: 'd1' };
    await slack.desk.show(versionOne, ref);
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual([]);
    expect(hints()).toEqual([{ user: alice, text: 'This draft changed. Please look at the card once more.' }]);
  });

  it('with a button from before buttons knew their draft still works', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { card, ts } = await posted();
    const value = JSON.stringify({ e: card.approvalId, v: 1 });
    const actions = [{ type: 'button', action_id: 'frontdesk_approve', block_id: 'b', value, action_ts: '1.1' }];
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice, { actions }));
    expect(records.decided).toEqual(['approved by Alice']);
  });

  it('as the first of two tells the person that nothing was sent yet, and shows the others who it was', async () => {
    const { posted, hands, andThen, alice, bob, records, hints, workspace } = await open();
    const { ts } = await posted({ needed: 'two-people' });
    await andThen(['chat.postEphemeral', 'chat.update'], () => hands.click(ts, 'Approve', alice));
    expect(hints()[0]?.text).toBe('Noted. A second person has to approve it before it is sent.');
    expect(wordsOf(await workspace.message(ts))).toContain('Alice has approved; one more has to.');
    await andThen('chat.update', () => hands.click(ts, 'Approve', bob));
    expect(records.decided).toEqual(['first approved by Alice', 'approved by Bob']);
  });

  it('twice in a hurry, and once more by a replayed request, happens once', async () => {
    const { posted, post, hands, andThen, alice, records, hints } = await open();
    const { ts } = await posted({ actions: ['approve', 'approve-later'], laterAt: NINE });
    const label = `Send ${sayWhen(NINE)}`;
    await andThen(['chat.update', 'chat.postEphemeral'], () =>
      Promise.all([hands.click(ts, label, alice), hands.click(ts, label, alice)]),
    );
    const replayed = await andThen('chat.postEphemeral', () => post(hands.lastPayload()));
    expect(replayed.status).toBe(200);
    expect(records.decided).toEqual(['approved for later by Alice']);
    expect(hints().map(({ text }) => text)).toEqual(Array(2).fill('Already approved by Alice.'));
  });
});

describe('when the reply window has closed', () => {
  const closed = (...templates: { id: string; text: string }[]) => ({
    actions: ['template', 'reject', 'claim', 'take-over'] as const,
    templates,
  });

  it('the card says so, shows what can be sent, and one click with a confirmation sends it', async () => {
    const { posted, hands, andThen, alice, records, workspace } = await open();
    const { ts } = await posted(closed(HELLO));
    const message = await workspace.message(ts);
    expect(wordsOf(message)).toContain('The reply window has closed.');
    expect(wordsOf(message)).toContain(HELLO.text);
    const row = message.blocks?.find(({ type }) => type === 'actions') as unknown as { elements: object[] };
    expect(row.elements[0]).toMatchObject({ confirm: { text: { text: HELLO.text }, confirm: { text: 'Send' } } });
    await andThen('chat.update', () => hands.click(ts, 'Send a template', alice));
    expect(records.decided).toEqual(['template hello by Alice']);
  });

  it('of several templates one is chosen after reading them whole', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted(closed(HELLO, GOODBYE));
    await andThen('views.open', () => hands.click(ts, 'Send a template', alice));
    expect(wordsOf(hands.dialog(alice))).toContain(GOODBYE.text);
    expect((await hands.fill(alice, {})).body).toContain('Choose one first.');
    await andThen('chat.update', () => hands.fill(alice, { pick: `2. ${GOODBYE.text}` }));
    expect(records.decided).toEqual(['template bye by Alice']);
  });

  it('many templates still fit into one dialog', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const many = Array.from({ length: 60 }, (_, index) => ({ id: `t${index}`, text: `Text ${index}. `.repeat(40) }));
    const { ts } = await posted(closed(...many));
    await andThen('views.open', () => hands.click(ts, 'Send a template', alice));
    expect(wordsOf(hands.dialog(alice))).toContain('The first 40 of 60.');
    const pick = hands.dialog(alice).blocks.flatMap(({ element }) => element?.options ?? [])[30]?.text.text ?? '';
    await andThen('chat.update', () => hands.fill(alice, { pick }));
    expect(records.decided).toEqual(['template t30 by Alice']);
  });
});

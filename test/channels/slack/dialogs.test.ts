/** What staff write in dialogs: it reaches the customer exactly so, once, and is never lost to a race. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Dialog } from '../../fakes/slack/staff-hands.ts';
import { openSlackRoom, type SlackRoom, wordsOf } from './slack-room.ts';

/** The dialog opens, then the card shows who is on it. */
const EDITING = ['views.open', 'chat.update'];

let room: SlackRoom;
const open = async () => {
  room = await openSlackRoom();
  return { ...room, ...room.workspace.people, proxy: room.workspace.proxy };
};
afterEach(() => room.close());

const inputOf = ({ blocks }: Pick<Dialog, 'blocks'>) => blocks.find(({ type }) => type === 'input')?.element;

describe('editing a draft', () => {
  it('starts from the draft, refuses a blank, and sends what was written', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted();
    await andThen(EDITING, () => hands.click(ts, 'Edit', alice));
    expect(inputOf(hands.dialog(alice))).toMatchObject({
      initial_value: 'A full service is €45.',
      max_length: 3_000,
    });
    const blank = await hands.submit(alice, ['  \n ']);
    expect(JSON.parse(blank.body)).toEqual({ response_action: 'errors', errors: { reply: 'Write something first.' } });
    expect(records.decided).toEqual([]);
    const sent = await andThen('chat.update', () => hands.submit(alice, ['We will call you.']));
    expect(sent).toEqual({ status: 200, body: '' });
    expect(records.decided).toEqual(['edited by Alice: We will call you.']);
  });

  it('is an answer when only a person can answer: the dialog is empty and tells Slack nothing but ids', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { card, ts } = await posted({ actions: ['edit', 'reject', 'take-over'], draft: '', unproven: [] });
    const { draft: _none, ...withoutDraft } = card;
    await room.slack.desk.show(withoutDraft, { desk: 'slack', place: room.workspace.room, id: ts });
    await andThen(EDITING, () => hands.click(ts, 'Answer', alice));
    const { blocks, private_metadata: metadata } = hands.dialog(alice);
    expect(inputOf({ blocks })?.initial_value).toBeUndefined();
    expect(JSON.parse(metadata)).toEqual({
      kind: 'edit',
      approvalId: card.approvalId,
      version: 1,
      digest: 'd1',
      channel: room.workspace.room,
      ts,
    });
    await andThen('chat.update', () => hands.submit(alice, ['We are open until six.']));
    expect(records.decided).toEqual(['edited by Alice: We are open until six.']);
  });

  it('keeps what was typed when somebody else decided meanwhile', async () => {
    const { posted, hands, andThen, alice, bob, records } = await open();
    const { ts } = await posted();
    await andThen(EDITING, () => hands.click(ts, 'Edit', alice));
    await andThen('chat.update', () => hands.click(ts, 'Approve', bob));
    const late = await andThen('chat.update', () => hands.submit(alice, ['My long and careful words']));
    const { response_action: response, view } = JSON.parse(late.body) as {
      response_action: string;
      view: { blocks: object[] };
    };
    expect(response).toBe('update');
    expect(wordsOf(view)).toContain('Already approved by Bob.');
    expect(wordsOf(view)).toContain('My long and careful words');
    expect(records.decided).toEqual(['approved by Bob']);
  });

  it('keeps what was typed when the customer wrote again meanwhile', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { card, ts } = await posted();
    await andThen(EDITING, () => hands.click(ts, 'Edit', alice));
    records.revise(card.approvalId, { customerWords: ['How much?', 'Forget it'], newWords: 1 });
    const late = await andThen('chat.update', () => hands.submit(alice, ['My words']));
    expect(late.body).toContain('the customer wrote again');
    expect(late.body).toContain('My words');
    expect(records.decided).toEqual([]);
  });

  it('stays open with the reason when the words may not go out, and can be sent off again', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted();
    await andThen(EDITING, () => hands.click(ts, 'Edit', alice));
    const refused = await hands.submit(alice, ['It costs {{price}}']);
    expect(JSON.parse(refused.body)).toEqual({
      response_action: 'errors',
      errors: { reply: 'Fill in the blanks first.' },
    });
    await andThen('chat.update', () => hands.submit(alice, ['It costs more.']));
    expect(records.decided).toEqual(['edited by Alice: It costs more.']);
  });

  it('stays open when our side fails, so that nothing typed is lost', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted();
    await andThen(EDITING, () => hands.click(ts, 'Edit', alice));
    records.failNext(new Error('the store is away'));
    const failed = await hands.submit(alice, ['My words']);
    expect(JSON.parse(failed.body)).toMatchObject({ response_action: 'errors' });
    await andThen('chat.update', () => hands.submit(alice, ['My words']));
    expect(records.decided).toEqual(['edited by Alice: My words']);
  });

  it('never loses the end of a draft longer than one input holds', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const draft = `${'A sentence that goes on. '.repeat(80)}\n${'Another one 😀 to follow. '.repeat(90)}The end.`;
    const { ts } = await posted({ draft, unproven: [] });
    await andThen(EDITING, () => hands.click(ts, 'Edit', alice));
    const parts = hands
      .dialog(alice)
      .blocks.flatMap(({ element }) => (element?.initial_value ? [element.initial_value] : []));
    expect(parts.length).toBe(2);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(3_000);
    await andThen('chat.update', () => hands.submit(alice, parts));
    expect(records.decided).toEqual([`edited by Alice: ${draft}`]);
  });

  it('tells the person to click again when the dialog could not open in time', async () => {
    const { posted, hands, andThen, alice, proxy, hints } = await open();
    const { ts } = await posted();
    proxy.failNext('views.open', { kind: 'error', error: 'expired_trigger_id' });
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Edit', alice));
    expect(hints()).toEqual([{ user: alice, text: expect.stringContaining('click once more') }]);
  });
});

describe('other dialogs', () => {
  it('a draft is rejected only with a reason', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted();
    await andThen('views.open', () => hands.click(ts, 'Reject', alice));
    expect((await hands.submit(alice, [''])).body).toContain('Write something first.');
    await andThen('chat.update', () => hands.submit(alice, ['The price is old']));
    expect(records.decided).toEqual(['rejected by Alice: The price is old']);
  });

  it('a reply that Slack delivers twice, or that is replayed, reaches the customer once', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted();
    await andThen('chat.update', () => hands.click(ts, 'Take over', alice));
    await andThen('views.open', () => hands.click(ts, 'Reply', alice));
    const [first, second] = await andThen('chat.update', () =>
      Promise.all([hands.submit(alice, ['On my way']), hands.submit(alice, ['On my way'])]),
    );
    const third = await hands.submit(alice, ['On my way']);
    expect([first, second, third].map(({ status, body }) => ({ status, body }))).toEqual(
      Array(3).fill({ status: 200, body: '' }),
    );
    expect(records.decided).toEqual(['taken over by Alice', 'answered by Alice: On my way']);
  });

  it('the same words may be written again in a new dialog', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted();
    await andThen('chat.update', () => hands.click(ts, 'Take over', alice));
    for (let turn = 0; turn < 2; turn++) {
      await andThen('views.open', () => hands.click(ts, 'Reply', alice));
      await andThen('chat.update', () => hands.submit(alice, ['Yes']));
    }
    expect(records.decided.slice(1)).toEqual(['answered by Alice: Yes', 'answered by Alice: Yes']);
  });

  it('a person who lost the right to decide cannot send off an open dialog', async () => {
    const { posted, hands, andThen, alice, records, clock, proxy } = await open();
    const { ts } = await posted();
    await andThen(EDITING, () => hands.click(ts, 'Edit', alice));
    proxy.describeUser(alice, { is_restricted: true });
    clock.advance(60_000);
    const refused = await hands.submit(alice, ['Free for everybody']);
    expect(JSON.parse(refused.body)).toEqual({
      response_action: 'errors',
      errors: { reply: 'Only full members of the workspace can decide.' },
    });
    expect(records.decided).toEqual([]);
  });

  it.each([
    ['another app', { api_app_id: 'A0OTHER' }],
    ['another workspace', { user: { id: 'U1', name: 'x', team_id: 'T0OTHER' } }],
  ])('a dialog sent off from %s decides nothing', async (_from, changes) => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted();
    await andThen(EDITING, () => hands.click(ts, 'Edit', alice));
    expect(JSON.parse((await hands.submit(alice, ['Words'], changes)).body)).toMatchObject({
      response_action: 'errors',
    });
    expect(records.decided).toEqual([]);
  });

  it('a dialog of an older version, or about a card elsewhere, decides nothing and keeps the words', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted();
    await andThen(EDITING, () => hands.click(ts, 'Edit', alice));
    const view = hands.dialog(alice);
    const values = { reply: { text: { type: 'plain_text_input', value: 'My words' } } };
    const withMetadata = (private_metadata: string) => ({ view: { ...view, private_metadata, state: { values } } });
    for (const metadata of ['', '{}', '{"kind":"sell"}']) {
      expect((await hands.submit(alice, [], withMetadata(metadata))).body).toContain('My words');
      // each is a dialog of its own
      Object.assign(view, { id: `${view.id}x` });
    }
    const elsewhere = JSON.stringify({ ...JSON.parse(view.private_metadata), channel: 'C0OTHER999' });
    expect((await hands.submit(alice, [], withMetadata(elsewhere))).body).toContain('not in the approval channel');
    expect(records.decided).toEqual([]);
  });
});

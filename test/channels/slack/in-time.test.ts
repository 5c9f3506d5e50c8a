/** Slack waits three seconds: it has its answer by then, and the person hears how it ended all the same. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, openSlackRoom, type SlackRoom, wordsOf } from './slack-room.ts';

/** When Slack is answered at the latest. */
const PATIENCE_MS = 2_000;

let room: SlackRoom;
afterEach(() => room.close());

/** Alice has written, but Slack takes long to tell who she is. */
async function slowly(words: string) {
  room = await openSlackRoom();
  const { posted, hands, andThen, workspace, clock } = room;
  const { alice } = workspace.people;
  const { card, ts } = await posted();
  await andThen(['views.open', 'chat.update'], () => hands.click(ts, 'Edit', alice));
  clock.advance(60_000); // who she is must be asked again
  const release = workspace.proxy.hold('users.info');
  const pending = clock.pending;
  const answer = hands.submit(alice, [words]);
  await eventually(() => clock.pending > pending);
  clock.advance(PATIENCE_MS);
  const { status, body } = await answer;
  const shown = (JSON.parse(body) as { view: { blocks: object[] } }).view;
  const ended = () => {
    const last = workspace.proxy.calls.findLast(({ method }) => method === 'views.update');
    return wordsOf(JSON.parse(last?.args.view ?? '{}') as { blocks: object[] });
  };
  return { ...room, ...workspace.people, card, ts, release, status, shown, ended, proxy: workspace.proxy };
}

describe('a dialog whose act takes long', () => {
  it('asks for patience with the words in sight, and then says that it is done', async () => {
    const { release, status, shown, ended, records, andThen } = await slowly('My words');
    expect(status).toBe(200);
    expect(wordsOf(shown)).toContain('Please leave this window open.My words');
    expect(records.decided).toEqual([]);
    await andThen(['views.update', 'chat.update'], async () => release());
    expect(records.decided).toEqual(['edited by Alice: My words']);
    expect(ended()).toBe('It is done.');
  });

  it('gives the words back when somebody else was first', async () => {
    const { release, ended, records, andThen, bob, card } = await slowly('My words');
    await records.actions.decide(card.approvalId, 1, { kind: 'approve' }, { id: bob, name: 'Bob' });
    await andThen(['views.update', 'chat.update'], async () => release());
    expect(records.decided).toEqual(['approved by Bob']);
    expect(ended()).toBe('Already approved by Bob.My words');
  });

  it('gives the words back when they may not go out', async () => {
    const { release, ended, records, andThen, alice, proxy } = await slowly('My words');
    proxy.describeUser(alice, { is_restricted: true });
    await andThen('views.update', async () => release());
    expect(records.decided).toEqual([]);
    expect(ended()).toBe('Only full members of the workspace can decide.My words');
  });

  it('is told how it ended also after the window was closed', async () => {
    const { release, records, andThen, alice, proxy, hints } = await slowly('My words');
    proxy.failNext('views.update', { kind: 'error', error: 'not_found' });
    await andThen(['chat.postEphemeral', 'chat.update'], async () => release());
    expect(records.decided).toEqual(['edited by Alice: My words']);
    expect(hints()).toEqual([{ user: alice, text: expect.stringContaining('look at the card') }]);
  });

  it('acts once when Slack delivers it again meanwhile', async () => {
    const { release, records, andThen, hands, post } = await slowly('My words');
    const again = await post(hands.lastPayload());
    expect(again.body).toContain('Please leave this window open.');
    await andThen('views.update', async () => release());
    expect(records.decided).toEqual(['edited by Alice: My words']);
  });
});

it('a click is answered before anything is asked or done', async () => {
  room = await openSlackRoom();
  const { posted, hands, andThen, workspace, records } = room;
  const { ts } = await posted();
  const release = workspace.proxy.hold('users.info');
  expect(await hands.click(ts, 'Approve', workspace.people.alice)).toEqual({ status: 200, body: '' });
  expect(records.decided).toEqual([]);
  await andThen('chat.update', async () => release());
  expect(records.decided).toEqual(['approved by Alice']);
});

it('a shortcut is answered before the thread is read', async () => {
  room = await openSlackRoom();
  const { posted, hands, andThen, workspace } = room;
  const { alice } = workspace.people;
  const { ts } = await posted();
  await andThen('chat.update', () => hands.click(ts, 'Take over', alice));
  const remark = await workspace.remark('alice', 'On my way', ts);
  const release = workspace.proxy.hold('conversations.replies');
  expect(await hands.shortcut('Send to customer', remark, alice)).toEqual({ status: 200, body: '' });
  await andThen('views.open', async () => release());
  expect(wordsOf(hands.dialog(alice))).toContain('Maria');
});

/** What staff's clicks do: exactly one of them decides, and everybody sees the truth afterwards. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { buttonsOf, openSlackRoom, type RoomOptions, type SlackRoom, wordsOf } from './slack-room.ts';

let room: SlackRoom;
const open = async (options?: RoomOptions) => {
  room = await openSlackRoom(options);
  return { ...room, ...room.workspace.people, proxy: room.workspace.proxy };
};
afterEach(() => room.close());

describe('a click', () => {
  it('is answered at once, decided, and shown on the card for everybody', async () => {
    const { posted, hands, andThen, alice, records, workspace, hints } = await open();
    const { ts } = await posted();
    const { status, body } = await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect({ status, body }).toEqual({ status: 200, body: '' });
    expect(records.decided).toEqual(['approved by Alice']);
    expect(buttonsOf(await workspace.message(ts))).toEqual([]);
    expect(hints()).toEqual([]);
  });

  it('of two people at once, and twice by one, is decided exactly once; the others hear who was first', async () => {
    const { posted, hands, alice, bob, records, workspace, hints, proxy } = await open();
    const { ts } = await posted();
    const before = proxy.calls.filter(({ method }) => method === 'chat.update').length;
    const answers = await Promise.all([
      hands.click(ts, 'Approve', alice),
      hands.click(ts, 'Take over', bob),
      hands.click(ts, 'Approve', alice),
    ]);
    await proxy.until(() => proxy.calls.filter(({ method }) => method === 'chat.update').length === before + 3);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(records.decided).toHaveLength(1);
    expect(hints()).toHaveLength(2);
    for (const { text } of hints()) expect(text).toMatch(/^Already (?:approved by Alice|taken over by Bob)\.$/u);
    expect(buttonsOf(await workspace.message(ts))).not.toContain('Approve');
  });

  it('on a draft that changed meanwhile sends nothing and draws the new draft', async () => {
    const { posted, hands, andThen, alice, records, workspace, hints } = await open();
    const { card, ts } = await posted();
    records.revise(card.approvalId, { draft: 'Today a service is €50.' });
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual([]);
    expect(hints()).toEqual([{ user: alice, text: expect.stringContaining('changed') }]);
    expect(wordsOf(await workspace.message(ts))).toContain('Today a service is €50.');
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
  });

  it('delivered again by Slack, or replayed by a stranger, changes nothing', async () => {
    const { posted, post, hands, andThen, alice, records, hints } = await open();
    const { ts } = await posted();
    await andThen('chat.update', () => hands.click(ts, 'Take over', alice));
    const again = await andThen('chat.postEphemeral', () =>
      post(hands.lastPayload(), { headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } }),
    );
    expect(again.status).toBe(200);
    expect(records.decided).toEqual(['taken over by Alice']);
    expect(hints()).toEqual([{ user: alice, text: 'Already taken over by Alice.' }]);
  });

  it('on a card whose approval is gone says so', async () => {
    const { hands, andThen, alice, records, slack, hints } = await open();
    const card = records.add();
    const ref = await slack.desk.show({ ...card, approvalId: 'memory.gone.a1' }, undefined);
    await andThen('chat.postEphemeral', () => hands.click(ref.id, 'Approve', alice));
    expect(hints()[0]?.text).toContain('This card is closed');
  });

  it('that fails on our side is not lost silently: the person is told, and may click again', async () => {
    const { posted, hands, andThen, alice, records, hints, log } = await open();
    const { ts } = await posted();
    records.failNext(new Error('the store is away'));
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual([]);
    expect(hints()[0]?.text).toContain('This did not work');
    expect(log.some(({ level, message }) => level === 'error' && message.includes('a click failed'))).toBe(true);
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
  });

  it('on a button nobody knows any more is acknowledged, so that nobody sees a warning', async () => {
    const { posted, hands, alice, records } = await open();
    const { ts } = await posted();
    const changes = {
      actions: [{ type: 'button', action_id: 'an_older_button', block_id: 'b', value: 'x', action_ts: '1.1' }],
    };
    expect((await hands.click(ts, 'Approve', alice, changes)).status).toBe(200);
    expect(records.decided).toEqual([]);
  });

  it('with a value that is not ours decides nothing', async () => {
    const { posted, hands, andThen, alice, records, hints } = await open();
    const { ts } = await posted();
    for (const value of ['', 'nonsense', '{"e":7,"v":"1"}', 'null']) {
      const changes = {
        actions: [{ type: 'button', action_id: 'frontdesk_approve', block_id: 'b', value, action_ts: '1.1' }],
      };
      await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', alice, changes));
    }
    expect(records.decided).toEqual([]);
    expect(hints()).toHaveLength(4);
  });
});

describe('who may decide', () => {
  it('a guest of the workspace may not: only they are told, and the card stays as it is', async () => {
    const { posted, hands, andThen, eve, alice, records, workspace, hints } = await open();
    const { ts } = await posted();
    const { status } = await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', eve));
    expect(status).toBe(200);
    expect(records.decided).toEqual([]);
    expect(hints()).toEqual([{ user: eve, text: 'Only full members of the workspace can decide.' }]);
    expect(buttonsOf(await workspace.message(ts))).toContain('Approve');
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
  });

  it.each([
    ['somebody who left', { deleted: true }],
    ['a bot', { is_bot: true }],
    ['a guest of one channel', { is_ultra_restricted: true }],
    ['a stranger of a shared channel', { is_stranger: true }],
    ['a member of another workspace', { team_id: 'T0OTHER' }],
  ])('%s may not', async (_who, description) => {
    const { posted, hands, andThen, bob, records, hints, proxy } = await open();
    proxy.describeUser(bob, description);
    const { ts } = await posted();
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', bob));
    expect(records.decided).toEqual([]);
    expect(hints()[0]?.text).toMatch(/^Only /u);
  });

  it.each([
    ['another app', { api_app_id: 'A0OTHER' }],
    ['another workspace', { user: { id: 'U1', name: 'x', team_id: 'T0OTHER' } }],
    [
      'another channel',
      {
        channel: { id: 'C0OTHER999', name: 'approvals' },
        container: { type: 'message', message_ts: '1.1', channel_id: 'C0OTHER999' },
      },
    ],
    ['nobody Slack knows', { user: { id: 'U0NOBODY', name: 'x', team_id: 'T000000001' } }],
  ])('a signed click from %s decides nothing', async (_from, changes) => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted();
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', alice, changes));
    expect(records.decided).toEqual([]);
  });

  it('nobody may while Slack cannot tell who they are', async () => {
    const { posted, hands, andThen, alice, records, hints, proxy } = await open();
    const { ts } = await posted();
    proxy.failNext('users.info', { kind: 'status', status: 500 });
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual([]);
    expect(hints()[0]?.text).toContain('please try again');
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
  });

  it('only the people on the list may when there is one, also while Slack cannot tell their names', async () => {
    const { posted, hands, andThen, alice, records, hints } = await open({ approvers: ['U0LISTED'] });
    const { ts } = await posted();
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', alice));
    expect(hints()[0]?.text).toBe('You are not on the list of people who may decide.');
    const listed = { user: { id: 'U0LISTED', name: 'lena', team_id: 'T000000001' } };
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice, listed));
    expect(records.decided).toEqual(['approved by lena']);
  });

  it('a member who becomes a guest loses the say within a minute, and Slack is not asked for every click', async () => {
    const { posted, hands, andThen, alice, records, proxy, clock } = await open();
    const asked = () => proxy.calls.filter(({ method }) => method === 'users.info').length;
    const [first, second, third] = [await posted(), await posted(), await posted()];
    await andThen('chat.update', () => hands.click(first.ts, 'Approve', alice));
    await andThen('chat.update', () => hands.click(second.ts, 'Approve', alice));
    expect(asked()).toBe(1);
    proxy.describeUser(alice, { is_restricted: true });
    clock.advance(60_000);
    await andThen('chat.postEphemeral', () => hands.click(third.ts, 'Approve', alice));
    expect(records.decided).toHaveLength(2);
  });
});

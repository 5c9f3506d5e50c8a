/** "Send to customer": words from a thread reach the customer only through a person who sends them off. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { decoded } from '../../../channels/slack/slack-text.ts';
import { BOT_USER, TEAM } from '../../fakes/slack/seed.ts';
import { openSlackRoom, type SlackRoom, wordsOf } from './slack-room.ts';

const SEND = 'Send to customer';

let room: SlackRoom;
const open = async () => {
  room = await openSlackRoom();
  return { ...room, ...room.workspace.people, proxy: room.workspace.proxy };
};
/** Alice has taken Maria over. */
const taken = async () => {
  const opened = await open();
  const posted = await opened.posted();
  await opened.andThen('chat.update', () => opened.hands.click(posted.ts, 'Take over', opened.alice));
  return { ...opened, ...posted };
};
afterEach(() => room.close());

describe('a remark in the thread of a card', () => {
  it('never reaches the customer by itself, also when Slack delivers it to us', async () => {
    const { workspace, post, records, ts, alice, proxy } = await taken();
    const remark = await workspace.remark('alice', 'Tell her 10 % is fine', ts);
    const before = proxy.calls.length;
    const event = { type: 'message', channel: workspace.room, channel_type: 'channel', event_ts: remark.ts, ...remark };
    const delivered = { type: 'event_callback', team_id: TEAM, api_app_id: 'A0FD', event_id: 'Ev1', event };
    await post(delivered, { json: true });
    expect(proxy.calls.slice(before).map(({ method }) => method)).toEqual([]);
    expect(records.decided).toEqual(['taken over by Alice']);
    expect(alice).toBe(remark.user);
  });

  it('opens the reply with its words, and only sending that off writes to the customer', async () => {
    const { workspace, hands, andThen, alice, bob, records, ts } = await taken();
    const remark = await workspace.remark('bob', 'Yes &amp; no: 5 &lt; 6, see <https://shop.example/prices>', ts);
    await andThen('views.open', () => hands.shortcut(SEND, remark, bob));
    const dialog = hands.dialog(bob);
    const start = dialog.blocks.find(({ type }) => type === 'input')?.element?.initial_value;
    expect(start).toBe('Yes & no: 5 < 6, see https://shop.example/prices');
    expect(wordsOf(dialog)).toContain('Maria');
    expect(records.decided).toEqual(['taken over by Alice']);
    await andThen('chat.update', () => hands.submit(bob, [start ?? '']));
    expect(records.decided.at(-1)).toBe(`answered by Bob: ${start}`);
    expect(alice).not.toBe(bob);
  });

  it('of any length is prefilled whole', async () => {
    const { workspace, hands, andThen, alice, records, ts } = await taken();
    const text = `${'A sentence that goes on. '.repeat(140)}The end.`;
    await andThen('views.open', async () => hands.shortcut(SEND, await workspace.remark('alice', text, ts), alice));
    const parts = hands.dialog(alice).blocks.flatMap(({ element }) => element?.initial_value ?? []);
    await andThen('chat.update', () => hands.submit(alice, parts));
    expect(records.decided.at(-1)).toBe(`answered by Alice: ${text}`);
  });

  it('is sent twice only when two dialogs are sent off', async () => {
    const { workspace, hands, post, andThen, alice, records, ts } = await taken();
    const remark = await workspace.remark('alice', 'On my way', ts);
    await andThen('views.open', () => hands.shortcut(SEND, remark, alice));
    await andThen('chat.update', () => hands.submit(alice, ['On my way']));
    await post(hands.lastPayload());
    expect(records.decided.slice(1)).toEqual(['answered by Alice: On my way']);
  });
});

describe('the shortcut opens nothing and says why', () => {
  it('while nobody has taken the customer over', async () => {
    const { posted, workspace, hands, andThen, alice, hints, proxy } = await open();
    const { ts } = await posted();
    const remark = await workspace.remark('alice', 'Ten percent', ts);
    await andThen('chat.postEphemeral', () => hands.shortcut(SEND, remark, alice));
    expect(hints()[0]?.text).toContain('Nobody has taken this customer over');
    expect(proxy.calls.some(({ method }) => method === 'views.open')).toBe(false);
  });

  it('on a message outside of a card’s thread', async () => {
    const { workspace, hands, andThen, alice, hints } = await taken();
    const outside = { ts: '1.1', text: 'Lunch?', user: alice };
    await andThen('chat.postEphemeral', () => hands.shortcut(SEND, outside, alice));
    const lunch = await workspace.api('chat.postMessage', { channel: workspace.room, text: 'Lunch?' });
    const reply = await workspace.remark('alice', 'Pizza', String(lunch.ts));
    await andThen('chat.postEphemeral', () => hands.shortcut(SEND, reply, alice));
    expect(hints().map(({ text }) => text)).toEqual(Array(2).fill('Use this on a message in the thread of a card.'));
  });

  it.each([
    ['our own lines', { bot_id: 'B0FD', user: BOT_USER }],
    ['a message without words', { text: '' }],
    ['a note of Slack itself', { subtype: 'channel_join' }],
  ])('on %s', async (_what, changes) => {
    const { workspace, hands, andThen, alice, hints, ts } = await taken();
    const remark = { ...(await workspace.remark('alice', 'Words', ts)), ...changes };
    await andThen('chat.postEphemeral', () => hands.shortcut(SEND, remark, alice));
    expect(hints()[0]?.text).toBe('Only words that a person wrote can be sent to a customer.');
  });

  it('when it could mean two customers of one thread; with one of them it is clear', async () => {
    const { workspace, posted, hands, andThen, alice, records, hints, ref, ts } = await taken();
    const ben = await posted({ customerName: 'Ben' }, ref);
    const remark = await workspace.remark('alice', 'Come at nine', ts);
    await andThen('views.open', () => hands.shortcut(SEND, remark, alice));
    expect(wordsOf(hands.dialog(alice))).toContain('Maria');
    await andThen('chat.update', () => hands.click(ben.ts, 'Take over', alice));
    await andThen('chat.postEphemeral', () => hands.shortcut(SEND, remark, alice));
    expect(hints()[0]?.text).toContain('Several customers of this thread');
    await andThen('chat.update', () => hands.click(ts, 'Hand back', alice));
    await andThen('views.open', () => hands.shortcut(SEND, remark, alice));
    await andThen('chat.update', () => hands.submit(alice, ['Come at nine']));
    expect(records.card(ben.card.approvalId).history.at(-1)?.text).toBe('answered by Alice: Come at nine');
  });

  it('for a guest and from another channel, and it is written down', async () => {
    const { workspace, hands, andThen, alice, eve, records, hints, ts, card } = await taken();
    const remark = await workspace.remark('alice', 'Ten percent', ts);
    await andThen('chat.postEphemeral', () => hands.shortcut(SEND, remark, eve));
    const elsewhere = { channel: { id: 'C0OTHER999', name: 'approvals' } };
    await andThen('chat.postEphemeral', () => hands.shortcut(SEND, remark, alice, elsewhere));
    expect(hints()[0]).toEqual({ user: eve, text: 'Only full members of the workspace can decide.' });
    expect(records.refused).toEqual([
      `send-to-customer by ${eve} on ${card.approvalId}: Only full members of the workspace can decide.`,
      `send-to-customer by ${alice} on nothing: This card is not in the approval channel.`,
    ]);
  });

  it('when Slack does not tell whose thread it is', async () => {
    const { workspace, hands, andThen, alice, hints, ts, proxy } = await taken();
    const remark = await workspace.remark('alice', 'Ten percent', ts);
    proxy.failNext('conversations.replies', { kind: 'status', status: 500 });
    await andThen('chat.postEphemeral', () => hands.shortcut(SEND, remark, alice));
    expect(hints()[0]?.text).toContain('Nothing was sent');
  });
});

describe('words from Slack', () => {
  it.each([
    ['a &amp; b &lt;c&gt;', 'a & b <c>'],
    ['&amp;lt;', '&lt;'],
    ['<https://a.example/x?a=1&amp;b=2>', 'https://a.example/x?a=1&b=2'],
    ['<http://shop.example|shop.example>', 'http://shop.example'],
    ['<https://a.example|our prices>', 'our prices (https://a.example)'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['<tel:+35312345|+353 1 2345>', '+353 1 2345 (+35312345)'],
    ['ask <@U0ALICE> or <@U0BOB|bob>', 'ask @colleague or @bob'],
    ['in <#C0ROOM|approvals>', 'in #approvals'],
    ['<!here> <!subteam^S0TEAM|@counter>', '@here @counter'],
    ['<!date^1795514400^{date}|24 Nov 2026>', '24 Nov 2026'],
    ['1 < 2 > 0', '1 < 2 > 0'],
  ])('%s is read by a customer as %s', (text, words) => {
    expect(decoded(text)).toBe(words);
  });
});

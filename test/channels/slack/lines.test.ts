/** Lines that call people: by name in a thread, or as a message of their own with the way to the card. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { openSlackRoom, type SlackRoom, wordsOf } from './slack-room.ts';

let room: SlackRoom;
const open = async () => {
  room = await openSlackRoom();
  const { proxy, people } = room.workspace;
  return { ...room, ...people, proxy, desk: room.slack.desk };
};
afterEach(() => room.close());

const WAITS = { text: 'This customer is still waiting for an answer.', urgency: 'high' } as const;

describe('calling people by name', () => {
  it('mentions a person and a group once each, in the words and in the notification', async () => {
    const { posted, desk, workspace, alice } = await open();
    const { ref, ts } = await posted();
    await desk.tell({ ...WAITS, mention: [alice, 'S0TEAM', alice] }, ref);
    const [line] = await workspace.thread(ts);
    expect(line?.text).toBe(`<@${alice}> <!subteam^S0TEAM> ⚠ ${WAITS.text}`);
    const [block] = (line?.blocks ?? []) as unknown as { elements: { elements: object[] }[] }[];
    expect(block?.elements[0]?.elements).toEqual([
      { type: 'user', user_id: alice },
      { type: 'text', text: ' ' },
      { type: 'usergroup', usergroup_id: 'S0TEAM' },
      { type: 'text', text: ' ' },
      { type: 'text', text: `⚠ ${WAITS.text}` },
    ]);
    expect(line?.reply_broadcast).toBe(true);
  });

  it('calls nobody whom a customer or a typing mistake names', async () => {
    const { posted, desk, workspace } = await open();
    const { ref, ts } = await posted();
    const quote = '<!channel> <@U0FD> <!subteam^S0TEAM>';
    await desk.tell({ ...WAITS, quote, mention: ['here', '!channel', '<@U0FD>', 'ana'] }, ref);
    const [line] = await workspace.thread(ts);
    expect(line?.text).not.toMatch(/<[@!]/u);
    expect(JSON.stringify(line?.blocks)).not.toMatch(/"type":"(?:user|usergroup|broadcast)"/u);
    expect(wordsOf(line ?? {})).toContain(quote);
    expect(wordsOf(line ?? {})).toContain('@ana');
  });

  it('calls once also when what is quoted fills several messages', async () => {
    const { posted, desk, workspace, alice } = await open();
    const { ref, ts } = await posted();
    await desk.tell({ ...WAITS, quote: 'Long & longer. '.repeat(400), mention: [alice] }, ref);
    const lines = await workspace.thread(ts);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter(({ text }) => text.includes(`<@${alice}>`))).toHaveLength(1);
  });
});

describe('writing to people directly', () => {
  it('reaches each of them alone, with the line and the way to the card', async () => {
    const { posted, desk, workspace, alice, bob } = await open();
    const { ref, ts } = await posted();
    await desk.tell({ ...WAITS, quote: 'Hello? <!here>', direct: [alice, bob, alice] }, ref);
    for (const person of [alice, bob]) {
      const messages = await workspace.directTo(person);
      expect(messages).toHaveLength(1);
      expect(messages[0]?.text).toBe(`⚠ ${WAITS.text}`);
      const blocks = JSON.stringify(messages[0]?.blocks);
      expect(blocks).toMatch(
        new RegExp(`"type":"link","url":"[^"]*/archives/${workspace.room}/p${ts.replace('.', '')}"`),
      );
      expect(blocks).toContain('Hello? <!here>');
    }
    expect(await workspace.thread(ts)).toEqual([]);
  });

  it('without a card, or without a link to it, still arrives', async () => {
    const { posted, desk, workspace, alice, proxy } = await open();
    await desk.tell({ ...WAITS, direct: [alice] });
    proxy.failNext('chat.getPermalink', { kind: 'error', error: 'message_not_found' });
    await desk.tell({ ...WAITS, direct: [alice] }, (await posted()).ref);
    expect(await workspace.directTo(alice)).toHaveLength(2);
  });

  it('does not stop at one who cannot be reached', async () => {
    const { posted, desk, workspace, alice, slack, log } = await open();
    const { ref } = await posted();
    await desk.tell({ ...WAITS, direct: ['U0NOBODY', 'ana', alice] }, ref);
    expect(await workspace.directTo(alice)).toHaveLength(1);
    expect(
      log.filter(({ message }) => message.includes('could not be written to')).map(({ fields }) => fields),
    ).toEqual([
      { person: 'U0NOBODY', code: 'staff-desk-rejected' },
      { person: 'ana', code: 'staff-desk-rejected' },
    ]);
    expect(slack.health()).toMatchObject({ ok: true });
  });

  it('fails when nobody could be reached: for now when it can be tried again, for good when not', async () => {
    const { posted, desk, alice, proxy } = await open();
    const { ref } = await posted();
    const telling = (direct: string[]) => desk.tell({ ...WAITS, direct }, ref);
    await expect(telling(['U0NOBODY'])).rejects.toMatchObject({ code: 'staff-desk-rejected', retry: 'never' });
    proxy.failNext('chat.postMessage', { kind: 'error', error: 'channel_not_found' });
    proxy.failNext('chat.postMessage', { kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    await expect(telling(['U0NOBODY', alice])).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 7_000 });
  });
});

describe('a line about a card under another one', () => {
  it('stands in the thread of the other one, with the way to the card it is about', async () => {
    const { posted, desk, workspace } = await open();
    const leader = await posted();
    const under = await posted({ customerName: 'Ben' }, leader.ref);
    await desk.tell({ text: 'The customer wrote:', quote: 'Any news?', urgency: 'normal' }, under.ref);
    const line = (await workspace.thread(leader.ts)).at(-1);
    expect(wordsOf(line ?? {})).toContain('Any news?');
    expect(JSON.stringify(line?.blocks)).toContain(`/p${under.ts.replace('.', '')}`);
  });
});

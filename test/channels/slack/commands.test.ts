/** What staff ask with `/frontdesk`, and who may: the answer is for one person's eyes. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Told } from '../../../channels/slack/overview.ts';
import { usualCard } from '../../fakes/card-records.ts';
import { RESPONSE } from '../../fakes/slack/front-proxy.ts';
import { openSlackRoom, type RoomOptions, type SlackRoom, wordsOf } from './slack-room.ts';

const NOON = Date.parse('2026-11-23T12:00:00Z');

let room: SlackRoom;
const open = async (options?: RoomOptions) => {
  room = await openSlackRoom(options);
  return { ...room, ...room.workspace.people, proxy: room.workspace.proxy };
};
afterEach(() => room.close());

/** Types it and reads what comes back, as words and as it was drawn. */
async function ask(text: string, user: string, changes?: object) {
  const { status, body } = await room.andThen(RESPONSE, () => room.hands.command(text, user, changes));
  expect({ status, body }).toEqual({ status: 200, body: '' });
  const { args, result } = room.workspace.proxy.calls.findLast(({ method }) => method === RESPONSE) ?? {};
  expect({ result, type: args?.response_type }).toEqual({ result: { ok: true }, type: 'ephemeral' });
  const blocks = JSON.parse(args?.blocks ?? '[]') as object[];
  return { text: args?.text ?? '', words: wordsOf({ blocks }), blocks };
}

const told = (changes: Partial<Told> = {}): Told => ({
  kind: 'bot-said',
  n: 2,
  at: NOON,
  sendId: 'c1.t1.s1',
  speaker: { kind: 'bot' },
  message: { kind: 'text', text: 'We open at nine.', choices: [] },
  delivery: { state: 'read', at: NOON },
  channel: 'whatsapp',
  sources: [{ id: 'hours#1', title: 'Opening hours', text: 'Nine to six.' }] as unknown as Told['sources'],
  ...changes,
});

describe('/frontdesk', () => {
  it('queue shows who waits, since when, who is on it and what it is about, with the way to each card', async () => {
    const { alice, overview, posted } = await open();
    const { card, ref } = await posted();
    const claimed = { ...usualCard('memory.c2.a1'), customerName: 'Tom', claim: { by: 'Bob', until: NOON + 600_000 } };
    overview.setQueue([
      { card, since: NOON, place: ref },
      { card: claimed, since: NOON + 60_000 },
    ]);
    const { text, words, blocks } = await ask('queue', alice);
    expect(text).toBe('2 in the queue.');
    expect(words).toMatch(/Maria.*waits since.*Open the card.*Maria asks for a price\..*Tom.*Bob is on it until/u);
    expect(JSON.stringify(blocks)).toContain('"type":"link"');
  });

  it('unlatch lets reminders go on, once', async () => {
    const { alice, overview } = await open();
    overview.setStopped({ at: NOON, why: 'too many' });
    expect((await ask('status', alice)).words).toMatch(/Reminders and nudges have stopped .*too many/u);
    expect((await ask('unlatch', alice)).words).toBe('Reminders and nudges go on.');
    expect((await ask('unlatch', alice)).words).toMatch(/had not stopped/u);
    expect(overview.thrown).toEqual(['let go by Alice']);
  });

  it('queue says when nothing waits, and that sending is paused', async () => {
    const { alice, overview } = await open();
    expect((await ask('queue', alice)).words).toBe('Nothing waits for a person.');
    await overview.pause({ id: 'U1', name: 'Bob' });
    expect((await ask('queue', alice)).words).toMatch(/^Sending is paused by Bob since .*Nothing waits/u);
  });

  it('queue of hundreds, with words as long and as hostile as they come, is cut to what Slack takes', async () => {
    const { alice, overview } = await open();
    const card = {
      ...usualCard('memory.c1.a1'),
      customerName: '"<!channel>'.repeat(200),
      summary: '&<@U1> \\" *bold* '.repeat(300),
      claim: { by: '<'.repeat(500), until: NOON },
    };
    overview.setQueue(Array.from({ length: 300 }, () => ({ card, since: NOON })));
    const { words, blocks } = await ask('queue', alice);
    expect(words).toMatch(/and \d+ more, in the approval channel/u);
    const types = JSON.stringify(blocks).match(/"type":"(?:mrkdwn|user|usergroup|broadcast|section)"/gu);
    expect(types).toBeNull(); // everything stands where nothing is parsed
  });

  it('status tells whether we send, what is open and how today goes', async () => {
    const { alice } = await open();
    const { words } = await ask('status', alice);
    expect(words).toContain('Sending is on.');
    expect(words).toContain('Waiting for a decision: 0');
    expect(words).toContain('7 received, 4 answered, 2 handed to staff, 1 left without a reply on purpose');
    expect(words).toContain('up to date. Channels: web, whatsapp.');
  });

  it('pause stops all sending with the reason, resume ends it; twice is once, and says who was first', async () => {
    const { alice, bob, overview } = await open();
    expect((await ask('pause  wrong prices &amp; more', alice)).words).toMatch(
      /^Sending is paused by Alice since \. Nothing goes out to customers\. Why: wrong prices & more$/u,
    );
    expect(await ask('PAUSE', bob)).toMatchObject({ text: 'It was paused already.' });
    expect((await ask('status', bob)).words).toContain('Sending is paused by Alice');
    expect((await ask('resume', bob)).words).toContain('Sending is on again');
    expect((await ask('resume', alice)).words).toContain('Sending was on already');
    expect(overview.thrown).toEqual(['paused by Alice: wrong prices & more', 'resumed by Bob']);
  });

  it('receipt shows what one customer was told, on what source and by whose leave', async () => {
    const { alice, overview } = await open();
    const staff = { kind: 'staff', staffId: 'U2', name: 'Bob' } as const;
    overview.setReceipt({
      kind: 'one',
      of: { conversationId: 'c1', name: 'Maria', channel: 'whatsapp' },
      more: true,
      told: [
        told(),
        told({ speaker: { kind: 'bot', approvedBy: 'Alice' }, sources: [] }),
        told({ kind: 'staff-said', speaker: staff, delivery: { state: 'failed', failure: 'withheld', at: NOON } }),
      ],
    });
    const { words, text } = await ask('receipt  Maria Ní Bhriain ', alice);
    expect(overview.asked).toEqual(['Maria Ní Bhriain']);
    expect(text).not.toContain('Maria');
    expect(words).toContain('by the bot on its own, read · from: Opening hours');
    expect(words).toContain('by the bot, approved by Alice, read');
    expect(words).toContain('written by Bob, NOT delivered');
    expect(words).toContain('Older messages are in the console.');
  });

  it('receipt of several customers of one name gives a list to choose from, and never mixes them', async () => {
    const { alice, overview } = await open();
    const matches = ['c1', 'c2'].map((conversationId) => ({ conversationId, name: 'Maria', channel: 'web' }));
    overview.setReceipt({ kind: 'several', matches });
    const { words } = await ask('receipt maria', alice);
    expect(words).toContain('2 customers fit');
    for (const { conversationId } of matches) expect(words).toContain(`/frontdesk receipt ${conversationId}`);
    overview.setReceipt(undefined);
    expect((await ask('receipt nobody', alice)).words).toContain('Nobody fits.');
  });

  it('receipt of very long messages is cut to what Slack takes', async () => {
    const { alice, overview } = await open();
    const message = { kind: 'text', text: '<>&"'.repeat(1_000), choices: [] } as const;
    const of = { conversationId: 'c1', channel: 'web' };
    overview.setReceipt({ kind: 'one', of, more: false, told: Array.from({ length: 20 }, () => told({ message })) });
    expect((await ask('receipt c1', alice)).words).toContain('Older messages are in the console.');
  });

  it.each([['help'], [''], ['receipt'], ['<!channel> delete everything'], ['pausee']])(
    'with “%s” changes nothing and tells what can be asked',
    async (typed) => {
      const { alice, overview } = await open();
      const { words } = await ask(typed, alice);
      expect(words).toContain('/frontdesk queue');
      expect([overview.thrown, overview.asked]).toEqual([[], []]);
    },
  );

  it('is acknowledged at once, however long the answer takes', async () => {
    const { alice, overview, hands, proxy } = await open();
    const asked = new Promise<void>((resolve) => {
      overview.setReceipt(undefined);
      resolve();
    });
    await asked;
    const release = proxy.hold('users.info');
    const before = proxy.calls.length;
    expect((await hands.command('receipt maria', alice)).status).toBe(200);
    expect(proxy.calls.slice(before).some(({ method }) => method === RESPONSE)).toBe(false);
    await room.andThen(RESPONSE, async () => release());
  });

  it('that fails on our side says so', async () => {
    const { alice, overview, log } = await open();
    overview.failNext(new Error('the store is away'));
    expect((await ask('queue', alice)).words).toContain('This did not work');
    expect(log.some(({ level, message }) => level === 'error' && message.includes('a command failed'))).toBe(true);
  });

  it('works over a socket too', async () => {
    const { alice, overview } = await open({ mode: 'socket' });
    await ask('pause', alice);
    expect(overview.thrown).toEqual(['paused by Alice']);
  });

  it('leaves no word of what was typed in the log', async () => {
    const { alice, log } = await open();
    await ask('pause Maria owes us money', alice);
    await ask('Maria', alice);
    expect(JSON.stringify(log)).not.toContain('Maria');
  });
});

describe('who may ask', () => {
  it.each([
    ['a guest', 'eve', {}],
    ['a member of another workspace', 'alice', { team_id: 'T0OTHER' }],
    ['another app', 'alice', { api_app_id: 'A0OTHER' }],
  ] as const)('%s may not: only they hear it, and it is written down', async (_who, name, changes) => {
    const { workspace, overview, records } = await open();
    const { words } = await ask('pause', workspace.people[name], changes);
    expect(words).toMatch(/^(?:Only|This does not come)/u);
    expect(overview.thrown).toEqual([]);
    expect(records.refused).toEqual([expect.stringContaining('command pause by')]);
  });

  it('only the people on the list may when there is one, from anywhere', async () => {
    const { alice, overview } = await open({ approvers: ['U0LISTED'] });
    expect((await ask('pause', alice)).words).toBe('You are not on the list of people who may decide.');
    await ask('pause', 'U0LISTED', { channel_id: 'C0ELSEWHERE', channel_name: 'general' });
    expect(overview.thrown).toEqual(['paused by somebody']);
  });

  it('without a list, from elsewhere only people of the approval channel', async () => {
    const { alice, bob, overview, proxy, workspace } = await open();
    proxy.setReaders(workspace.room, [alice]);
    const elsewhere = { channel_id: 'D0DIRECT', channel_name: 'directmessage' };
    expect((await ask('queue', bob, elsewhere)).words).toBe('Only people of the approval channel can do this.');
    await ask('pause', alice, elsewhere);
    expect(overview.thrown).toEqual(['paused by Alice']);
  });

  it('nobody from elsewhere while Slack cannot tell who is in the approval channel', async () => {
    const { alice, overview, proxy } = await open();
    proxy.failNext('conversations.members', { kind: 'error', error: 'internal_error' });
    const elsewhere = { channel_id: 'D0DIRECT', channel_name: 'directmessage' };
    expect((await ask('pause', alice, elsewhere)).words).toContain('Please try again.');
    expect(overview.thrown).toEqual([]);
  });
});

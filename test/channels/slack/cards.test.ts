/** Cards and lines as they really arrive in Slack: once, whole, and with customers' words as nothing but words. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { POST_ONLY_TOKEN } from '../../fakes/slack/seed.ts';
import { buttonsOf, openSlackRoom, type RoomOptions, type SlackRoom, wordsOf } from './slack-room.ts';

let room: SlackRoom;
const open = async (options?: RoomOptions) => {
  room = await openSlackRoom(options);
  const { proxy, people } = room.workspace;
  const callsOf = (method: string) => proxy.calls.filter((call) => call.method === method);
  return { ...room, ...people, proxy, desk: room.slack.desk, callsOf };
};
afterEach(() => room.close());

describe('a card in Slack', () => {
  it('has the buttons of the record, labelled as the team knows them, and carries nothing but ids', async () => {
    const { posted, workspace } = await open();
    const { card, ts } = await posted();
    const message = await workspace.message(ts);
    expect(buttonsOf(message)).toEqual(['Approve', 'Edit', 'Reject', 'Take over']);
    const row = message.blocks?.find(({ type }) => type === 'actions') as unknown as {
      elements: { value: string; accessibility_label: string }[];
    };
    expect(row.elements.map(({ value }) => value)).toEqual(
      Array(4).fill(JSON.stringify({ e: card.approvalId, v: 1, d: card.digest })),
    );
    expect(row.elements[0]?.accessibility_label).toBe('Approve the reply: Maria');
    expect(message.text).toBe('A reply to a customer waits for approval.');
    expect(message.metadata).toEqual({
      event_type: 'frontdesk_approval',
      event_payload: { approval: card.approvalId, version: 1 },
    });
  });

  it('keeps its text, its blocks and its mark whenever it is drawn again', async () => {
    const { posted, callsOf, desk, records } = await open();
    const { card, ref } = await posted();
    await desk.show(records.revise(card.approvalId, {}), ref);
    const args = callsOf('chat.update')[0]?.args ?? {};
    for (const field of ['text', 'blocks', 'metadata']) expect(args[field]).toBeTruthy();
    expect(JSON.parse(args.metadata ?? '')).toMatchObject({
      event_payload: { approval: card.approvalId, version: 2 },
    });
  });

  it('shows hostile words of a customer as plain words: no mention, no link, no formatting comes alive', async () => {
    const { posted, workspace, callsOf } = await open();
    const evil = '<!channel> & <https://evil.example|click> <@U0FD> *bold* `code`';
    const { ts } = await posted({
      customerWords: [evil],
      customerName: evil,
      draft: evil,
      previousDraft: evil,
      summary: evil,
      why: [evil],
      headline: `${evil} took over.`,
      sources: [{ title: evil, text: evil }],
      history: [{ text: evil, at: Date.parse('2026-11-23T10:00:00Z') }],
      unproven: ['evil'],
    });
    const message = await workspace.message(ts);
    const parsed = JSON.stringify(message.blocks, (_key, value: { type?: string; text?: string } | undefined) =>
      value?.type === 'mrkdwn' ? { ...value, text: `MRKDWN ${value.text}` } : value,
    );
    expect(parsed.match(/MRKDWN [^"]*/gu)).toEqual([
      expect.stringMatching(/^MRKDWN Free text is allowed until <!date\^/u),
    ]);
    expect(wordsOf(message)).toContain(evil);
    expect(message.text).not.toMatch(/[<>]/u);
    const { args } = callsOf('chat.postMessage')[0] ?? { args: {} };
    expect(args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false', parse: 'none', link_names: 'false' });
  });

  it('too long for one message is cut, and stands whole in its thread, once', async () => {
    const { posted, workspace, desk, records } = await open();
    const words = 'I would like to know & understand. '.repeat(110);
    const draft = `${'A careful answer with details. '.repeat(110)}The end.`;
    const { card, ref, ts } = await posted({ customerWords: [words], draft });
    const whole = async () => (await workspace.thread(ts)).map((line) => wordsOf(line)).join('');
    expect(wordsOf(await workspace.message(ts))).not.toContain('The end.');
    expect(await whole()).toContain('The end.');
    const quotes = (await workspace.thread(ts)).flatMap(
      ({ blocks }) => blocks?.slice(1).map((block) => wordsOf({ blocks: [block] })) ?? [],
    );
    expect(quotes.join('')).toBe(words + draft);
    const lines = (await workspace.thread(ts)).length;
    await desk.show(card, ref);
    expect(await workspace.thread(ts)).toHaveLength(lines);
    await desk.show(records.revise(card.approvalId, { draft: `${draft} And more.` }), ref);
    expect(await whole()).toContain('And more.');
  });

  it('is not up before its long text is: a half-posted thread is completed the next time', async () => {
    const { records, desk, workspace, proxy } = await open();
    const card = records.add({ draft: `${'Words. '.repeat(700)}The end.` });
    proxy.failNext('conversations.replies', { kind: 'status', status: 503 });
    await expect(desk.show(card, undefined)).rejects.toMatchObject({ code: 'staff-desk-unavailable' });
    const ref = await desk.find(card.approvalId, Date.now());
    await desk.show(card, ref);
    expect((await workspace.history()).filter(({ metadata }) => metadata)).toHaveLength(1);
    expect((await workspace.thread(ref?.id ?? '')).map((line) => wordsOf(line)).join('')).toContain('The end.');
  });

  it('that somebody deleted comes back, once, while there is something to decide', async () => {
    const { posted, workspace, desk, records, andThen, hands, alice } = await open();
    const { card, ref } = await posted();
    await workspace.delete(ref.id);
    const again = await desk.show(card, ref);
    expect(again.id).not.toBe(ref.id);
    expect(await desk.show(records.revise(card.approvalId, {}), ref)).toEqual(again);
    await andThen('chat.update', () => hands.click(again.id, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
    await workspace.delete(again.id);
    expect(await desk.show(records.card(card.approvalId), again)).toEqual(again);
    expect((await workspace.history()).filter(({ metadata }) => metadata)).toHaveLength(0);
  });

  it('that was shown at another desk before is posted here, once', async () => {
    const { workspace, desk, records } = await open();
    const card = records.add();
    const elsewhere = { desk: 'console', place: 'console', id: 'x' };
    const ref = await desk.show(card, elsewhere);
    expect(await desk.show(card, elsewhere)).toEqual(ref);
    expect((await workspace.history()).filter(({ metadata }) => metadata)).toHaveLength(1);
  });

  it('never goes back to an older state when two drawings run into each other', async () => {
    const { posted, desk, records, proxy, workspace } = await open();
    const { card, ref, ts } = await posted();
    const release = proxy.hold('chat.update');
    const slow = desk.show(records.revise(card.approvalId, { draft: 'The older draft' }), ref);
    const quick = desk.show(records.revise(card.approvalId, { draft: 'The newer draft' }), ref);
    release();
    await Promise.all([slow, quick]);
    expect(wordsOf(await workspace.message(ts))).toContain('The newer draft');
  });
});

describe('what can go wrong with Slack', () => {
  it.each([
    ['a lost answer', { kind: 'lose-answer' }, 'channel-outcome-unknown'],
    ['an error of the server', { kind: 'status', status: 500 }, 'channel-outcome-unknown'],
    ['a broken connection', { kind: 'drop' }, 'channel-outcome-unknown'],
    ['an internal error', { kind: 'error', error: 'internal_error' }, 'channel-outcome-unknown'],
    [
      'an error page that says 200',
      { kind: 'status', status: 200, body: '<html>Please log in</html>' },
      'channel-outcome-unknown',
    ],
    ['maintenance', { kind: 'error', error: 'service_unavailable' }, 'staff-desk-unavailable'],
    ['a refusal of the gateway', { kind: 'status', status: 403 }, 'staff-desk-unavailable'],
    ['a wait without a number', { kind: 'status', status: 429 }, 'channel-outcome-unknown'],
    ['a revoked token', { kind: 'error', error: 'token_revoked' }, 'staff-desk-auth'],
    ['a room we were not invited to', { kind: 'error', error: 'not_in_channel' }, 'staff-desk-auth'],
    ['a malformed card', { kind: 'error', error: 'invalid_blocks' }, 'staff-desk-rejected'],
  ] as const)('%s at posting is told apart', async (_what, fault, code) => {
    const { records, desk, proxy } = await open();
    proxy.failNext('chat.postMessage', fault);
    await expect(desk.show(records.add(), undefined)).rejects.toMatchObject({
      name: 'Failure',
      code,
      cause: expect.anything(),
    });
  });

  it('a lost answer to a redrawing is harmless: it is simply drawn again', async () => {
    const { posted, desk, proxy, records } = await open();
    const { card, ref } = await posted();
    proxy.failNext('chat.update', { kind: 'lose-answer' });
    const next = records.revise(card.approvalId, {});
    await expect(desk.show(next, ref)).rejects.toMatchObject({ code: 'staff-desk-unavailable', retry: 'backoff' });
    expect(await desk.show(next, ref)).toEqual(ref);
  });

  it('a click counts also when its card cannot be redrawn just then', async () => {
    const { posted, hands, andThen, proxy, alice, records, log } = await open();
    const { ts } = await posted();
    proxy.failNext('chat.update', { kind: 'status', status: 500 });
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
    await room.slack.stop();
    expect(log.filter(({ level }) => level === 'error')).toEqual([]);
    expect(log.some(({ message }) => message.includes('could not be redrawn'))).toBe(true);
  });

  it('a token that may only post still shows cards; looking one up says that the owner must act', async () => {
    const { records, desk } = await open({ botToken: POST_ONLY_TOKEN });
    const card = records.add();
    const ref = await desk.show(card, undefined);
    expect(await desk.show(card, ref)).toEqual(ref);
    await expect(desk.find(card.approvalId, Date.now())).rejects.toMatchObject({ code: 'staff-desk-auth' });
  });

  it('secrets and words of customers stay out of the log', async () => {
    const { posted, hands, andThen, alice, log, proxy } = await open();
    proxy.failNext('users.info', { kind: 'status', status: 500 });
    const { ts } = await posted({ customerWords: ['My door code is 4711'], draft: 'Noted 4711' });
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Edit', alice));
    await andThen(['views.open', 'chat.update'], () => hands.click(ts, 'Edit', alice));
    await andThen('chat.update', () => hands.submit(alice, ['The code 4711 is noted']));
    expect(log.length).toBeGreaterThan(0);
    const lines = log.map(({ fields, message }) => `${message} ${JSON.stringify(fields)}`).join('\n');
    expect(lines).not.toMatch(/4711|xoxb-|xapp-|test-signing-secret/u);
  });
});

describe('the approval channel', () => {
  it('may be given by name: cards go there and clicks in it count', async () => {
    const { posted, hands, andThen, alice, records, callsOf, workspace } = await open({
      approvalChannel: '#approvals',
    });
    const { card, ref, ts } = await posted();
    expect(ref.place).toBe(workspace.room);
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
    expect(await room.slack.desk.find(card.approvalId, Date.now())).toEqual(ref);
    expect(callsOf('conversations.list')).toHaveLength(1);
  });

  it('by name works also when Slack does not let us look the name up', async () => {
    const { posted, hands, andThen, alice, records, proxy } = await open({
      approvalChannel: 'approvals',
      botToken: POST_ONLY_TOKEN,
    });
    proxy.failNext('conversations.list', { kind: 'error', error: 'missing_scope' });
    const { ts } = await posted();
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
  });

  it('by name is found among many, page by page', async () => {
    const { posted, workspace, proxy } = await open({ approvalChannel: 'approvals' });
    proxy.failNext('conversations.list', {
      kind: 'status',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ok: true,
        channels: [{ id: 'C0OTHER', name: 'other' }],
        response_metadata: { next_cursor: workspace.room },
      }),
    });
    expect((await posted()).ref.place).toBe(workspace.room);
  });
});

describe('a line for staff', () => {
  it('stands in the thread of the card; an urgent one is seen in the room too', async () => {
    const { posted, desk, workspace } = await open();
    const { ref, ts } = await posted();
    await desk.tell({ text: 'The customer wrote:', quote: '<!here> hello', urgency: 'normal' }, ref);
    await desk.tell({ text: 'This customer still waits & waits.', urgency: 'high' }, ref);
    const [calm, urgent] = await workspace.thread(ts);
    expect(calm).toMatchObject({ thread_ts: ts, reply_broadcast: false });
    expect(JSON.stringify(calm?.blocks)).not.toContain('mrkdwn');
    expect(calm?.text).not.toContain('here');
    expect(urgent).toMatchObject({
      thread_ts: ts,
      reply_broadcast: true,
      text: '⚠ This customer still waits &amp; waits.',
    });
  });

  it('of any length arrives whole', async () => {
    const { desk, workspace } = await open();
    const quote = 'Long & longer. '.repeat(400);
    await desk.tell({ text: 'The customer wrote:', quote, urgency: 'normal' });
    const words = (await workspace.history()).map((message) => wordsOf(message)).join('');
    expect(words).toBe(`The customer wrote:${quote}`);
  });

  it('about a card that was deleted comes into the room instead of nowhere', async () => {
    const { posted, desk, workspace, proxy } = await open();
    const { ref } = await posted();
    proxy.failNext('chat.postMessage', { kind: 'error', error: 'thread_not_found' });
    await desk.tell({ text: 'Anybody here?', urgency: 'normal' }, ref);
    expect((await workspace.history()).map(({ text }) => text)).toContain('Anybody here?');
  });
});

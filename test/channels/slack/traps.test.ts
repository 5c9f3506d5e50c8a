/** What Slack and Bolt do that nobody expects: each of these has taken somebody's bot down, or said something twice. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RESPONSE } from '../../fakes/slack/front-proxy.ts';
import { signed } from '../../fakes/slack/staff-hands.ts';
import { buttonsOf, eventually, openSlackRoom, type RoomOptions, type SlackRoom, wordsOf } from './slack-room.ts';

let room: SlackRoom;
const open = async (options?: RoomOptions) => {
  room = await openSlackRoom(options);
  const { proxy, people } = room.workspace;
  const callsOf = (method: string) => proxy.calls.filter((call) => call.method === method);
  return { ...room, ...people, proxy, desk: room.slack.desk, callsOf };
};
afterEach(() => room.close());

const FORM = 'application/x-www-form-urlencoded';

describe('a request', () => {
  it('that is sent again byte by byte within five minutes decides nothing a second time', async () => {
    const { posted, hands, andThen, alice, url, records, hints } = await open();
    const { ts } = await posted();
    await andThen('chat.update', () => hands.click(ts, 'Take over', alice));
    const stolen = signed(hands.lastPayload());
    for (let times = 0; times < 3; times++)
      await andThen('chat.postEphemeral', () => fetch(`${url}/slack/events`, stolen));
    expect(records.decided).toEqual(['taken over by Alice']);
    expect(hints()).toHaveLength(3);
  });

  it('whose content type a proxy on the way has completed is still understood', async () => {
    const { posted, hands, andThen, alice, post, records } = await open();
    const [first, second] = [await posted(), await posted()];
    await andThen('chat.update', () => hands.click(first.ts, 'Approve', alice));
    const value = JSON.stringify({ e: second.card.approvalId, v: 1, d: second.card.digest });
    const click = {
      ...hands.lastPayload(),
      actions: [{ type: 'button', action_id: 'frontdesk_approve', block_id: 'b', value, action_ts: '2.1' }],
    };
    const { status } = await andThen('chat.update', () =>
      post(click, { headers: { 'content-type': `${FORM}; charset=utf-8` } }),
    );
    expect(status).toBe(200);
    expect(records.decided).toHaveLength(2);
  });

  it('that only checks our certificate is refused when it is not signed', async () => {
    const { url } = await open();
    const check = { method: 'POST', headers: { 'content-type': FORM }, body: 'ssl_check=1&token=x' };
    expect((await fetch(`${url}/slack/events`, check)).status).toBe(401);
  });

  it('of five megabytes is refused, and the next one is served', async () => {
    const { posted, hands, andThen, alice, post, records } = await open();
    const { ts } = await posted();
    const huge = post({ type: 'block_actions', padding: 'x'.repeat(5_000_000) }, { headers: { connection: 'close' } });
    // The answer may come before the whole request is out, and the connection ends with it.
    expect([413, 'cut off']).toContain(
      await huge.then(
        ({ status }) => status,
        () => 'cut off',
      ),
    );
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
  });
});

describe('a dialog', () => {
  it('whose click Slack delivers twice opens once, and the person is not left without it', async () => {
    const { posted, post, hands, andThen, alice, callsOf, hints, records } = await open();
    const { ts } = await posted();
    await andThen(['views.open', 'chat.update'], () => hands.click(ts, 'Edit', alice));
    await andThen('chat.postEphemeral', () => post(hands.lastPayload()));
    expect(callsOf('views.open').map(({ result }) => result.error)).toEqual([undefined, 'exchanged_trigger_id']);
    expect(hints()).toHaveLength(1);
    await andThen('chat.update', () => hands.submit(alice, ['My words']));
    expect(records.decided).toEqual(['edited by Alice: My words']);
  });

  it('carries nothing but ids, however long and private the draft is', async () => {
    const { posted, hands, andThen, alice } = await open();
    const { ts } = await posted({
      draft: `Your code is 4711. ${'And more. '.repeat(500)}`,
      customerName: 'Maria 4711',
    });
    await andThen(['views.open', 'chat.update'], () => hands.click(ts, 'Edit', alice));
    expect(hands.dialog(alice).private_metadata).not.toContain('4711');
    expect(hands.dialog(alice).private_metadata.length).toBeLessThan(3_000);
  });
});

describe('what an older version has left open', () => {
  it('a dialog is answered at once, and what was typed into it stays in sight', async () => {
    const { posted, hands, andThen, alice, records } = await open();
    const { ts } = await posted();
    await andThen(['views.open', 'chat.update'], () => hands.click(ts, 'Edit', alice));
    const values = { reply: { text: { type: 'plain_text_input', value: 'My words' } } };
    const view = { ...hands.dialog(alice), callback_id: 'frontdesk_form_of_old', state: { values } };
    const { status, body } = await hands.submit(alice, [], { view });
    expect([status, JSON.parse(body).response_action]).toEqual([200, 'update']);
    expect(body).toContain('My words');
    expect(records.decided).toEqual([]);
  });

  it('a shortcut is answered at once and does nothing', async () => {
    const { posted, hands, workspace, alice, records, proxy } = await open();
    const { ts } = await posted();
    const before = proxy.calls.length;
    const changes = { callback_id: 'frontdesk_shortcut_of_old' };
    const picked = await hands.shortcut('Send to customer', await workspace.message(ts), alice, changes);
    expect(picked.status).toBe(200);
    expect(records.decided).toEqual([]);
    expect(proxy.calls).toHaveLength(before);
  });
});

describe('the address that a command is answered at', () => {
  it.each([
    ['is closed', 404],
    ['fails', 500],
  ])('%s: the next command is answered, and nothing ends', async (_how, status) => {
    const { hands, alice, overview, log, callsOf } = await open();
    const closed = createServer((_request, response) => void response.writeHead(status).end());
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    const asked = await hands.command('queue', alice, { response_url: `http://127.0.0.1:${port}/closed` });
    expect(asked.status).toBe(200);
    await eventually(() => log.some(({ message }) => message.includes('the answer to a command was not shown')));
    closed.close();
    await room.andThen(RESPONSE, () => hands.command('pause', alice));
    expect(overview.thrown).toEqual(['paused by Alice']);
    expect(callsOf(RESPONSE)).toHaveLength(1);
  });

  it('that takes the answer and never says so holds nobody up when we stop', async () => {
    const { hands, alice, slack, clock } = await open();
    let taken = () => {};
    const took = new Promise<void>((resolve) => {
      taken = resolve;
    });
    const silent = createServer(() => taken());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    await hands.command('queue', alice, { response_url: `http://127.0.0.1:${port}/silent` });
    await took;
    const stopped = slack.stop();
    await eventually(() => clock.pending > 0);
    clock.advance(5_000);
    await stopped;
    silent.closeAllConnections();
    silent.close();
  });
});

describe('a hint', () => {
  it('that Slack does not show, as to somebody who has left the channel, stops nothing', async () => {
    const { posted, hands, andThen, alice, bob, proxy, records, log } = await open();
    const { ts } = await posted({ actions: ['approve', 'claim'] });
    const stale = await andThen('chat.update', () => hands.click(ts, 'Approve', alice)).then(() => hands.lastPayload());
    proxy.failNext('chat.postEphemeral', { kind: 'error', error: 'user_not_in_channel' });
    await andThen(['chat.postEphemeral', 'chat.update'], () => room.post({ ...stale, user: { id: bob, name: 'bob' } }));
    await eventually(() => log.some(({ message }) => message.includes('a hint was not shown')));
    expect(records.decided).toEqual(['approved by Alice']);
    expect(log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('a Slack that takes the call and never answers', () => {
  it('does not hold a click for long: the person is told within Slack’s own patience', async () => {
    const { posted, hands, andThen, alice, proxy, records, hints } = await open();
    const { ts } = await posted();
    proxy.failNext('users.info', { kind: 'never-answer' });
    const startedAt = Date.now();
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', alice));
    expect(Date.now() - startedAt).toBeLessThan(60_000); // it would hold for good
    expect(hints()[0]?.text).toContain('Nothing was done; please try again.');
    expect(records.decided).toEqual([]);
  });

  it('leaves a card whose fate is not known, which is found and not posted again', async () => {
    const { records, desk, proxy, workspace, callsOf } = await open();
    const card = records.add();
    proxy.failNext('chat.postMessage', { kind: 'never-answer' });
    const since = Date.now();
    await expect(desk.show(card, undefined)).rejects.toMatchObject({
      code: 'channel-outcome-unknown',
      retry: 'reconcile',
    });
    expect(Date.now() - since).toBeLessThan(120_000); // it would hold for good
    const found = await desk.find(card.approvalId, since);
    expect(await desk.show(card, found)).toEqual(found);
    expect((await workspace.history()).filter(({ metadata }) => metadata)).toHaveLength(1);
    expect(callsOf('chat.postMessage')).toHaveLength(1);
  });
});

describe('one call that Slack slows down', () => {
  it('does not hold up the others, and is tried once only: the agenda tries again', async () => {
    const { posted, desk, proxy, records, callsOf, hands, andThen, alice } = await open();
    const { ts } = await posted();
    proxy.failNext('chat.postMessage', { kind: 'status', status: 429, headers: { 'retry-after': '30' } });
    const slowed = expect(desk.show(records.add(), undefined)).rejects.toMatchObject({ retryAfterMs: 30_000 });
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    await slowed;
    expect(records.decided).toEqual(['approved by Alice']);
    expect(callsOf('chat.postMessage').filter(({ result }) => !result.ok)).toHaveLength(1);
  });
});

describe('a card', () => {
  it('that another app of the shop has posted is not ours to change: ours is posted once beside it', async () => {
    const { posted, desk, proxy, records, workspace } = await open();
    const { card, ref } = await posted();
    for (let times = 0; times < 2; times++)
      proxy.failNext('chat.update', { kind: 'error', error: 'cant_update_message' });
    const again = await desk.show(records.revise(card.approvalId, {}), ref);
    expect(again.id).not.toBe(ref.id);
    expect((await workspace.history()).filter(({ metadata }) => metadata)).toHaveLength(2);
  });

  it('is redrawn with everything each time, so that Slack deletes neither its blocks nor its mark', async () => {
    const { posted, hands, andThen, alice, workspace } = await open();
    const { card, ts } = await posted({ actions: ['approve', 'claim'] });
    await andThen('chat.update', () => hands.click(ts, "I'm on it", alice));
    const message = await workspace.message(ts);
    expect(wordsOf(message)).toContain(card.draft);
    expect(buttonsOf(message)).toContain('Approve');
    expect(message.metadata?.event_payload['approval']).toBe(card.approvalId);
  });
});

it('the address in a click is never used: cards are changed by where they stand, also hours later', async () => {
  const { posted, hands, andThen, alice, clock, workspace } = await open();
  const { ts } = await posted();
  clock.advance(1_000);
  await andThen('chat.update', () =>
    hands.click(ts, 'Approve', alice, { response_url: 'http://127.0.0.1:9/closed-for-hours' }),
  );
  expect((await workspace.message(ts)).text).toBe('It was approved by Alice.');
});

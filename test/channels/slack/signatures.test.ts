/** Only Slack gets in: what is unsigned, forged, old, or from the future is refused before anything looks at it. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signed } from '../../fakes/slack/staff-hands.ts';
import { openSlackRoom, type SlackRoom } from './slack-room.ts';

let room: SlackRoom;
beforeEach(async () => {
  room = await openSlackRoom();
});
afterEach(() => room.close());

const nowS = () => Math.floor(Date.now() / 1000);

describe('a request to the Slack address', () => {
  it('signed by Slack just now is taken', async () => {
    const { ts } = await room.posted();
    const { status } = await room.andThen('chat.update', () =>
      room.hands.click(ts, 'Approve', room.workspace.people.alice),
    );
    expect(status).toBe(200);
    expect(room.records.decided).toEqual(['approved by Alice']);
  });

  it.each([
    ['signed with another secret', { secret: 'another' }],
    ['older than five minutes', { at: nowS() - 360 }],
    ['from the future', { at: nowS() + 3_600 }],
    ['signed by a version that does not exist', { version: 'v9' }],
    ['without a signature', { headers: { 'x-slack-signature': '' } }],
    ['without a time', { headers: { 'x-slack-request-timestamp': '' } }],
    ['with a time that is no number', { headers: { 'x-slack-request-timestamp': 'soon' } }],
  ])('%s is refused and decides nothing', async (_what, changes) => {
    const { ts } = await room.posted();
    await room.andThen('chat.update', () => room.hands.click(ts, 'Take over', room.workspace.people.alice));
    const click = { ...room.hands.lastPayload() };
    const before = room.workspace.proxy.calls.length;
    expect((await room.post(click, changes)).status).toBe(401);
    expect(room.workspace.proxy.calls).toHaveLength(before);
    expect(room.records.decided).toHaveLength(1);
  });

  it('that checks our address is answered only when it is signed', async () => {
    const check = { type: 'url_verification', challenge: 'abc' };
    expect(await room.post(check, { json: true })).toEqual({ status: 200, body: '{"challenge":"abc"}' });
    expect((await room.post(check, { json: true, secret: 'another' })).status).toBe(401);
  });

  it('leaves the bodies of our other addresses to their own parsers', async () => {
    const answer = await fetch(`${room.url}/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"hello":1}',
    });
    expect(await answer.json()).toEqual({ hello: 1 });
    expect((await fetch(`${room.url}/echo`, signed({}))).status).toBe(200);
  });
});

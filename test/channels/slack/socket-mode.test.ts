/** Over a socket that Slack closes, the network cuts, or nobody opens, staff's clicks keep arriving. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, openSlackRoom, type RoomOptions, type SlackRoom } from './slack-room.ts';

let room: SlackRoom;
const open = async (options?: RoomOptions) => {
  room = await openSlackRoom({ mode: 'socket', ...options });
  const { proxy, people } = room.workspace;
  const opens = () => proxy.calls.filter(({ method }) => method === 'apps.connections.open').length;
  return { ...room, ...people, proxy, opens };
};
afterEach(() => room.close());

async function approves({ posted, andThen, hands, workspace, records }: SlackRoom): Promise<void> {
  const before = records.decided.length;
  const { ts } = await posted();
  await andThen('chat.update', () => hands.click(ts, 'Approve', workspace.people.alice));
  expect(records.decided).toHaveLength(before + 1);
}

describe('a socket to Slack', () => {
  it('that Slack renews, as it does every few hours, is back at once', async () => {
    const { sockets, slack } = await open();
    await approves(room);
    sockets.refresh();
    await sockets.connectedTimes(2);
    await approves(room);
    expect(slack.health()).toEqual({ ok: true, detail: 'workspace T000000001, socket' });
  });

  it('that the network cuts is back at once, as often as it happens', async () => {
    const { sockets } = await open();
    for (let times = 2; times <= 4; times++) {
      sockets.cut();
      await sockets.connectedTimes(times);
    }
    await approves(room);
  });

  it('that Slack refuses for a while is tried again with growing waits; the process lives on and says why', async () => {
    const { sockets, proxy, clock, opens, log } = await open();
    sockets.refuse('invalid_auth');
    sockets.cut();
    await proxy.until(() => opens() === 2);
    for (const [wait, tries] of [
      [500, 3],
      [1_000, 4],
      [2_000, 5],
    ] as const) {
      await says(`invalid_auth; trying again in ${wait / 1_000} s`);
      clock.advance(wait - 1);
      expect(opens()).toBe(tries - 1);
      clock.advance(1);
      await proxy.until(() => opens() === tries);
    }
    sockets.refuse(undefined);
    await says('invalid_auth; trying again in 4 s');
    clock.advance(4_000);
    await sockets.connectedTimes(2);
    await approves(room);
    expect(log.filter(({ level, message }) => level === 'error' && message.includes('socket'))).toHaveLength(1);
  });

  it('with Slack down altogether waits for it without ending the process', async () => {
    const { sockets, proxy, clock, opens } = await open();
    proxy.failAll({ kind: 'drop' });
    sockets.cut();
    await proxy.until(() => opens() === 2);
    await says('trying again in 0.5 s');
    clock.advance(500);
    await proxy.until(() => opens() === 3);
    proxy.failAll(undefined);
    await says('trying again in 1 s');
    clock.advance(1_000);
    await sockets.connectedTimes(2);
    await approves(room);
  });

  it('that opens and never says hello is given up and opened anew', async () => {
    const { sockets, proxy, clock, opens, slack } = await open();
    sockets.mute(true);
    sockets.cut();
    await proxy.until(() => opens() === 2);
    await eventually(() => sockets.opened === 2);
    expect(slack.health().ok).toBe(false);
    sockets.mute(false);
    clock.advance(20_000);
    await eventually(() => {
      clock.advance(500);
      return sockets.connections === 2;
    });
    expect(opens()).toBeGreaterThan(2);
    await approves(room);
  });

  it('is asked for with the app token only, never with the token that can post', async () => {
    const { proxy } = await open();
    expect(proxy.calls.find(({ method }) => method === 'apps.connections.open')?.result.ok).toBe(true);
  });

  it('stops while it waits to try again, and stays closed', async () => {
    const { sockets, proxy, slack, clock, opens } = await open();
    sockets.refuse('invalid_auth');
    sockets.cut();
    await proxy.until(() => opens() === 2);
    await says('invalid_auth; trying again');
    await slack.stop();
    sockets.refuse(undefined);
    clock.advance(60_000);
    expect(opens()).toBe(2);
    expect(slack.health().ok).toBe(false);
  });
});

/** Until health of the desk says these words. */
async function says(words: string): Promise<void> {
  while (!room.slack.health().detail.includes(words)) await new Promise((resolve) => setImmediate(resolve));
}

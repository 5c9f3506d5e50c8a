/** Slack being away or refusing us never stops the shop: it is said, tried again, and mended by itself. */
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { createSlackDesk } from '../../../channels/slack/slack-desk.ts';
import { createCardRecords } from '../../fakes/card-records.ts';
import { createFactsDouble } from '../../fakes/facts-double.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryIntake } from '../../fakes/memory-intake.ts';
import { createOverviewDouble } from '../../fakes/overview-double.ts';
import { BOT_TOKEN } from '../../fakes/slack/seed.ts';
import { openSlackRoom, type RoomOptions, type SlackRoom, sayWhen } from './slack-room.ts';

let room: SlackRoom;
const open = async (options?: RoomOptions) => {
  room = await openSlackRoom({ started: false, ...options });
  const { proxy, people } = room.workspace;
  const count = (method: string) => proxy.calls.filter((call) => call.method === method).length;
  return { ...room, ...people, proxy, count };
};
afterEach(() => room.close());

describe('starting', () => {
  it('with Slack down does not block or fail; health says so until Slack is back', async () => {
    const { slack, proxy, clock, count, andThen } = await open();
    expect(slack.health()).toMatchObject({ ok: false });
    proxy.failAll({ kind: 'drop' });
    await andThen('auth.test', () => slack.start());
    await proxyIdle();
    expect(slack.health()).toEqual({ ok: false, detail: 'Slack does not answer' });
    await andThen('auth.test', async () => clock.advance(1_000));
    await proxyIdle();
    proxy.failAll(undefined);
    await andThen('bots.info', async () => clock.advance(2_000));
    await proxyIdle();
    expect(slack.health()).toEqual({ ok: true, detail: 'workspace T000000001, HTTP' });
    expect(count('auth.test')).toBe(3);
    expect(clock.pending).toBe(0);
  });

  it('with a bad token says which fault it is and works once the owner has mended it', async () => {
    const { slack, proxy, clock, andThen, log } = await open();
    proxy.revoke(BOT_TOKEN);
    await andThen('auth.test', () => slack.start());
    await proxyIdle();
    expect(slack.health()).toEqual({ ok: false, detail: 'invalid_auth' });
    proxy.restore(BOT_TOKEN);
    await andThen('bots.info', async () => clock.advance(1_000));
    await proxyIdle();
    expect(slack.health().ok).toBe(true);
    expect(log.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('a click that arrives before our next try counts, because it proves that Slack is back', async () => {
    const { slack, proxy, andThen, posted, hands, alice, records } = await open();
    proxy.failNext('auth.test', { kind: 'drop' });
    await andThen('auth.test', () => slack.start());
    await proxyIdle();
    const { ts } = await posted();
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
  });

  it('nobody may decide while we do not know which workspace is ours', async () => {
    const { slack, proxy, andThen, posted, hands, alice, records, hints } = await open();
    const { ts } = await posted();
    for (let time = 0; time < 2; time++) proxy.failNext('auth.test', { kind: 'drop' });
    await andThen('auth.test', () => slack.start());
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual([]);
    expect(hints()[0]?.text).toContain('please try again');
  });

  it('in a workspace that does not tell our app id still works', async () => {
    const { slack, proxy, andThen, posted, hands, alice, records } = await open();
    proxy.failNext('bots.info', { kind: 'error', error: 'missing_scope' });
    await andThen('bots.info', () => slack.start());
    await proxyIdle();
    const { ts } = await posted();
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
  });

  it('without any way for Slack to reach us is a mistake that is named', () => {
    const make = () =>
      createSlackDesk(
        { botToken: BOT_TOKEN, approvalChannel: 'x', approvers: [] },
        {
          actions: createCardRecords().actions,
          overview: createOverviewDouble(),
          changes: createOverviewDouble().changes,
          facts: createFactsDouble(),
          intake: createMemoryIntake().intake,
          clock: createManualClock(),
          log: room.slack && silent,
          sayWhen,
          web: express(),
        },
      );
    expect(make).toThrow('expected an app token, or a signing secret and a web server');
  });
});

describe('running', () => {
  it('a token revoked while we run shows in health, and health recovers when it is given back', async () => {
    const { slack, proxy, andThen, records, clock } = await open();
    await andThen('bots.info', () => slack.start());
    await proxyIdle();
    proxy.revoke(BOT_TOKEN);
    await expect(slack.desk.show(records.add(), undefined)).rejects.toMatchObject({ code: 'staff-desk-auth' });
    expect(slack.health()).toMatchObject({ ok: false, detail: expect.stringContaining('invalid_auth') });
    proxy.restore(BOT_TOKEN);
    await andThen('auth.test', async () => clock.advance(1_000));
    await slack.desk.show(records.add(), undefined);
    expect(slack.health()).toMatchObject({ ok: true });
  });

  it('an outage while we run shows in health only as long as it lasts', async () => {
    const { slack, proxy, andThen, records, clock } = await open();
    await andThen('bots.info', () => slack.start());
    await proxyIdle();
    proxy.failNext('chat.postMessage', { kind: 'status', status: 503 });
    await expect(slack.desk.show(records.add(), undefined)).rejects.toMatchObject({ code: 'channel-outcome-unknown' });
    expect(slack.health().ok).toBe(false);
    await andThen('auth.test', async () => clock.advance(1_000));
    await proxyIdle();
    expect(slack.health().ok).toBe(true);
  });

  it('being asked to slow down is no fault', async () => {
    const { slack, proxy, andThen, records } = await open();
    await andThen('bots.info', () => slack.start());
    await proxyIdle();
    proxy.failNext('chat.postMessage', { kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    await expect(slack.desk.show(records.add(), undefined)).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 7_000,
    });
    expect(slack.health().ok).toBe(true);
  });

  it('stopping waits for a click that is being carried out', async () => {
    const { slack, proxy, andThen, posted, hands, alice, workspace } = await open();
    await andThen('bots.info', () => slack.start());
    const { ts } = await posted();
    const release = proxy.hold('chat.update');
    await hands.click(ts, 'Approve', alice);
    const stopped = slack.stop();
    release();
    await stopped;
    expect((await workspace.message(ts)).text).toBe('It was approved by Alice.');
  });
});

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Until our program has read the answers it got: one more round trip of the event loop over real HTTP. */
async function proxyIdle(): Promise<void> {
  await room.workspace.api('users.list', {});
  await fetch(`${room.url}/echo`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
}

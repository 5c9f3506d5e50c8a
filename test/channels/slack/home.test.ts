/** The app's Home follows the queue while somebody looks, and asks Slack no more than it must. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { usualCard } from '../../fakes/card-records.ts';
import { eventually, openSlackRoom, type RoomOptions, type SlackRoom, wordsOf } from './slack-room.ts';

const MINUTE = 60_000;
const NOON = Date.parse('2026-11-23T12:00:00Z');

let room: SlackRoom;
const open = async (options?: RoomOptions) => {
  room = await openSlackRoom(options);
  const { proxy, people } = room.workspace;
  const published = (user?: string) =>
    proxy.calls.filter(
      ({ method, args }) => method === 'views.publish' && (user === undefined || args.user_id === user),
    ).length;
  return { ...room, ...people, proxy, published };
};
afterEach(() => room.close());

const words = (user: string) => wordsOf(room.workspace.home(user) ?? {});
const looks = (user: string, changes?: object) => room.andThen('views.publish', () => room.hands.home(user, changes));

describe('the Home', () => {
  it('shows whether we send, today, and what waits, with a way to each card', async () => {
    const { alice, overview, posted, workspace } = await open();
    const { card, ref } = await posted();
    overview.setQueue([{ card, since: NOON, place: ref }]);
    await looks(alice);
    expect(words(alice)).toMatch(/Sending is on\..*Today: 7 received.*In the queue: 1.*Maria.*waits since/u);
    expect(JSON.stringify(workspace.home(alice)?.blocks)).toMatch(/"url":"http[^"]+"/u);
  });

  it('holds a queue of hundreds and hostile words within what Slack takes', async () => {
    const { alice, overview } = await open();
    const card = { ...usualCard('memory.c1.a1'), customerName: '<!channel>'.repeat(200), summary: '"&<'.repeat(2_000) };
    overview.setQueue(Array.from({ length: 500 }, () => ({ card, since: NOON })));
    await looks(alice);
    expect(words(alice)).toContain('… and 480 more');
  });

  it('pauses and resumes by its button, and everybody who looks sees it', async () => {
    const { alice, bob, overview, hands, andThen, clock, published } = await open();
    await looks(alice);
    await looks(bob);
    await andThen('views.publish', () => hands.clickHome('Pause all sending', alice));
    await eventually(() => words(alice).includes('Sending is paused by Alice'));
    clock.advance(10_000);
    await eventually(() => words(bob).includes('Sending is paused by Alice'));
    const before = published();
    await hands.clickHome('Resume sending', bob);
    await eventually(() => published() >= before + 2);
    expect(overview.thrown).toEqual(['paused by Alice', 'resumed by Bob']);
    expect(words(bob)).toContain('Sending is on.');
  });

  it('says why reminders have stopped, and lets them go on by its button', async () => {
    const { alice, overview, hands, andThen } = await open();
    overview.setStopped({ at: NOON, why: 'more than 50 messages nobody asked for would have left today' });
    await looks(alice);
    expect(words(alice)).toMatch(/Reminders and nudges have stopped since .*more than 50 messages/u);
    await andThen('views.publish', () => hands.clickHome('Let them go on', alice));
    expect(overview.thrown).toEqual(['let go by Alice']);
    await eventually(() => !words(alice).includes('have stopped'));
  });

  it('follows the queue: many changes are one refresh, and what has not changed is not sent again', async () => {
    const { alice, overview, clock, published } = await open();
    await looks(alice);
    await eventually(() => overview.watchers === 1);
    for (let times = 0; times < 50; times++) overview.changed();
    clock.advance(10_000);
    await eventually(() => overview.looks === 2);
    expect(published()).toBe(1);
    overview.setQueue([{ card: usualCard('memory.c1.a1'), since: NOON }]);
    for (let times = 0; times < 50; times++) overview.changed();
    expect(overview.looks).toBe(2);
    clock.advance(10_000);
    await eventually(() => words(alice).includes('In the queue: 1'));
    expect(published()).toBe(2);
  });

  it('hears within a minute of what another process did', async () => {
    const { alice, overview, clock } = await open();
    await looks(alice);
    overview.setQueue([{ card: usualCard('memory.c1.a1'), since: NOON }]);
    await eventually(() => clock.pending > 0);
    clock.advance(MINUTE);
    await eventually(() => words(alice).includes('In the queue: 1'));
  });

  it('is left alone half an hour after somebody looked', async () => {
    const { alice, overview, clock } = await open();
    await looks(alice);
    await eventually(() => overview.watchers === 1);
    clock.advance(31 * MINUTE);
    await eventually(() => overview.watchers === 0);
    const seen = overview.looks;
    overview.changed();
    clock.advance(MINUTE);
    expect(overview.looks).toBe(seen);
  });

  it('that Slack refuses once is shown at the next look', async () => {
    const { alice, proxy, clock, overview } = await open();
    proxy.failNext('views.publish', { kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    await looks(alice);
    expect(room.workspace.home(alice)).toBeUndefined();
    await eventually(() => overview.watchers === 1);
    clock.advance(MINUTE);
    await eventually(() => words(alice).includes('Sending is on.'));
  });

  it('the tab with messages is none of its business', async () => {
    const { alice, hands, overview } = await open();
    const event = { type: 'app_home_opened', user: alice, channel: 'D0HOME', tab: 'messages', event_ts: '1.1' };
    expect((await hands.home(alice, { event })).status).toBe(200);
    await looks(alice); // and this one counts
    expect(overview.looks).toBe(1);
  });

  it('shows a guest no customer, only why; a forged click is refused and written down', async () => {
    const { alice, eve, overview, records, hands, andThen } = await open();
    overview.setQueue([{ card: usualCard('memory.c1.a1'), since: NOON }]);
    await looks(eve);
    expect(words(eve)).toBe('Only full members of the workspace can decide.');
    await looks(alice);
    const forged = { user: { id: eve, name: 'eve', team_id: 'T000000001' } };
    await andThen('views.publish', () => hands.clickHome('Pause all sending', alice, forged));
    expect(overview.thrown).toEqual([]);
    expect(records.refused).toEqual([expect.stringContaining(`home pause by ${eve}`)]);
  });

  it('is closed to whoever loses the say while they look', async () => {
    const { alice, overview, proxy, clock } = await open();
    overview.setQueue([{ card: usualCard('memory.c1.a1'), since: NOON }]);
    await looks(alice);
    await eventually(() => overview.watchers === 1);
    proxy.describeUser(alice, { is_restricted: true });
    clock.advance(MINUTE);
    await eventually(() => !words(alice).includes('Maria'));
    expect(words(alice)).toBe('Only full members of the workspace can decide.');
  });
});

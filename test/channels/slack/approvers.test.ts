/** Who may decide when a group of Slack says so; and that whoever may not hears it alone, and the owner can read it. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { buttonsOf, eventually, openSlackRoom, type RoomOptions, type SlackRoom } from './slack-room.ts';

const GROUP = 'S0COUNTER';
const MINUTE = 60_000;

let room: SlackRoom;
const open = async (options: RoomOptions = {}) => {
  room = await openSlackRoom(options);
  const { proxy } = room.workspace;
  const askedForGroup = () => proxy.calls.filter(({ method }) => method === 'usergroups.users.list').length;
  return { ...room, ...room.workspace.people, proxy, askedForGroup };
};
/** Alice is in the group, Bob is not. */
const withGroup = async (options: RoomOptions = {}) => {
  const opened = await open({ approverGroup: GROUP, ...options });
  opened.proxy.setGroup(GROUP, [opened.alice]);
  return opened;
};
afterEach(() => room.close());

describe('a group that may decide', () => {
  it('lets its members decide and nobody else', async () => {
    const { posted, hands, andThen, alice, bob, records, hints } = await withGroup();
    const { card, ts } = await posted();
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', bob));
    expect(hints()).toEqual([{ user: bob, text: 'You are not on the list of people who may decide.' }]);
    expect(records.refused).toEqual([
      `approve by ${bob} on ${card.approvalId}: You are not on the list of people who may decide.`,
    ]);
    await andThen('chat.update', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
  });

  it('stands beside the list of people: either is enough, and the listed need no group', async () => {
    const opened = await open({ approverGroup: GROUP, approvers: ['U0LISTED'] });
    const { posted, hands, andThen, alice, records, proxy, askedForGroup } = opened;
    const listed = { user: { id: 'U0LISTED', name: 'lena', team_id: 'T000000001' } };
    await andThen('chat.update', async () => hands.click((await posted()).ts, 'Approve', alice, listed));
    expect(askedForGroup()).toBe(0);
    proxy.setGroup(GROUP, [alice]);
    await andThen('chat.update', async () => hands.click((await posted()).ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by lena', 'approved by Alice']);
  });

  it('does not make a guest one who may decide', async () => {
    const { posted, hands, andThen, eve, records, proxy, hints } = await withGroup();
    proxy.setGroup(GROUP, [eve]);
    const { ts } = await posted();
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', eve));
    expect(hints()[0]?.text).toBe('Only full members of the workspace can decide.');
    expect(records.decided).toEqual([]);
  });

  it('is asked for once a minute, and whoever leaves it loses the say within that minute', async () => {
    const { posted, hands, andThen, alice, records, proxy, clock, askedForGroup } = await withGroup();
    const [first, second, third] = [await posted(), await posted(), await posted()];
    await andThen('chat.update', () => hands.click(first.ts, 'Approve', alice));
    proxy.setGroup(GROUP, []);
    await andThen('chat.update', () => hands.click(second.ts, 'Approve', alice));
    expect(askedForGroup()).toBe(1);
    clock.advance(MINUTE);
    await andThen('chat.postEphemeral', () => hands.click(third.ts, 'Approve', alice));
    expect(records.decided).toHaveLength(2);
  });

  it('is remembered for ten minutes while Slack does not tell it, then nobody may', async () => {
    const { posted, hands, andThen, alice, records, proxy, clock, hints } = await withGroup({ mode: 'socket' });
    const [first, second, third] = [await posted(), await posted(), await posted()];
    await andThen('chat.update', () => hands.click(first.ts, 'Approve', alice));
    clock.advance(9 * MINUTE);
    proxy.failNext('usergroups.users.list', { kind: 'status', status: 503 });
    await andThen('chat.update', () => hands.click(second.ts, 'Approve', alice));
    clock.advance(MINUTE);
    proxy.failNext('usergroups.users.list', { kind: 'drop' });
    await andThen('chat.postEphemeral', () => hands.click(third.ts, 'Approve', alice));
    expect(records.decided).toHaveLength(2);
    expect(hints()[0]?.text).toContain('please try again');
    await andThen('chat.update', () => hands.click(third.ts, 'Approve', alice));
    expect(records.decided).toHaveLength(3);
  });

  it.each([
    ['the plan of the workspace has no groups', undefined],
    ['there is no such group', 'nothing'],
  ])('lets nobody in when %s, and says so in the log', async (_why, group) => {
    const { posted, hands, andThen, alice, records, proxy, log } = await open({ approverGroup: GROUP });
    if (group === undefined) proxy.setGroup(GROUP, undefined);
    const { ts } = await posted();
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', alice));
    expect(records.decided).toEqual([]);
    expect(records.refused).toHaveLength(1);
    const said = log.find(({ message }) => message.includes('the group of approvers could not be read'))?.fields;
    expect(said).toMatchObject({ said: group === undefined ? 'plan_upgrade_required' : 'no_such_subteam' });
  });
});

describe('whoever is refused', () => {
  it('is written down at every door: a button, a dialog, another app, another channel', async () => {
    const { posted, hands, andThen, alice, eve, records, proxy, clock, workspace } = await open();
    const { card, ts } = await posted();
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Take over', eve));
    await andThen(['views.open', 'chat.update'], () => hands.click(ts, 'Edit', alice));
    proxy.describeUser(alice, { is_restricted: true });
    clock.advance(MINUTE);
    await hands.submit(alice, ['Free for everybody']);
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', alice, { api_app_id: 'A0OTHER' }));
    proxy.describeUser(alice, { is_restricted: false });
    clock.advance(MINUTE);
    const elsewhere = { channel: { id: 'C0OTHER999', name: 'approvals' } };
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', alice, elsewhere));
    const about = `on ${card.approvalId}`;
    expect(records.refused).toEqual([
      `take-over by ${eve} ${about}: Only full members of the workspace can decide.`,
      `edit by ${alice} ${about}: Only full members of the workspace can decide.`,
      `approve by ${alice} ${about}: This does not come from our app.`,
      `approve by ${alice} ${about}: This card is not in the approval channel.`,
    ]);
    expect(records.decided).toEqual([]);
    expect(buttonsOf(await workspace.message(ts))).toContain('Approve');
  });

  it('is still refused, and told so, when it cannot be written down', async () => {
    const { posted, hands, andThen, eve, records, hints, log } = await open();
    const { ts } = await posted();
    records.failNext(new Error('the store is away'));
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Approve', eve));
    expect(hints()).toHaveLength(1);
    expect(records.decided).toEqual([]);
    await eventually(() => log.some(({ message }) => message.includes('a refusal could not be written down')));
  });
});

/** "Still €45?" in Slack: yes, change and pause reach the record once, and everybody sees what was answered. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { buttonsOf, openSlackRoom, type RoomOptions, type SlackRoom, wordsOf } from './slack-room.ts';

const FACT = {
  id: 'renewal:winter#check:2026-11-28',
  question: '“Winter check”: still €45?',
  text: 'The winter check costs €45.',
  until: 'Saturday 28 November 2026',
  keptUntil: 'Wednesday 6 January 2027',
  owner: 'Aoife',
  mayChange: true,
};

let room: SlackRoom;
const open = async (options?: RoomOptions) => {
  room = await openSlackRoom(options);
  const { facts, slack, workspace } = room;
  const ask = async (changes: Partial<typeof FACT> = {}) => {
    facts.add({ ...FACT, ...changes });
    await slack.askFact({ ...FACT, ...changes });
    const posted = workspace.proxy.calls.findLast(({ method }) => method === 'chat.postMessage');
    return String(posted?.result.ts);
  };
  return { ...room, ...workspace.people, ask };
};
afterEach(() => room.close());

describe('the team asked whether a fact still holds', () => {
  it('says yes with one click, and the message says so without buttons', async () => {
    const { ask, hands, andThen, alice, facts, workspace, hints } = await open();
    const ts = await ask();
    const shown = await workspace.message(ts);
    expect(buttonsOf(shown)).toEqual(['Yes, until Wednesday 6 January 2027', 'Change', 'Pause']);
    expect(wordsOf(shown)).toMatch(
      /still €45\?.*The winter check costs €45\..*until Saturday 28 November 2026\. Aoife knows\./u,
    );
    await andThen('chat.update', () => hands.click(ts, 'Yes, until Wednesday 6 January 2027', alice));
    expect(facts.answers).toEqual([{ id: FACT.id, given: { answer: 'yes' }, by: 'Alice' }]);
    const after = await workspace.message(ts);
    expect(buttonsOf(after)).toEqual([]);
    expect(wordsOf(after)).toContain('Yes, said Alice: it is said until Wednesday 6 January 2027.');
    expect(hints()).toEqual([]);
  });

  it('writes the new words in a dialog that starts from the old ones', async () => {
    const { ask, hands, andThen, alice, facts, workspace } = await open();
    const ts = await ask();
    await andThen('views.open', () => hands.click(ts, 'Change', alice));
    expect(hands.dialog(alice).blocks.find(({ type }) => type === 'input')?.element?.initial_value).toBe(FACT.text);
    expect(JSON.parse((await hands.submit(alice, ['  '])).body)).toMatchObject({ response_action: 'errors' });
    await andThen('chat.update', () => hands.submit(alice, ['The winter check costs €49.']));
    expect(facts.answers).toEqual([
      { id: FACT.id, given: { answer: 'change', text: 'The winter check costs €49.' }, by: 'Alice' },
    ]);
    expect(wordsOf(await workspace.message(ts))).toContain('Changed by Alice');
  });

  it('hears why words were not taken, and may try again', async () => {
    const { ask, hands, andThen, alice, facts, workspace, hints } = await open();
    const ts = await ask();
    await andThen('views.open', () => hands.click(ts, 'Change', alice));
    await andThen('chat.postEphemeral', () => hands.submit(alice, ['## no']));
    expect(hints()).toEqual([{ user: alice, text: 'Not as a heading.' }]);
    expect(facts.answers).toEqual([]);
    expect(buttonsOf(await workspace.message(ts))).toContain('Pause');
  });

  it('pauses it; whoever is later hears that it was answered', async () => {
    const { ask, hands, andThen, alice, bob, facts, workspace, hints } = await open();
    const ts = await ask();
    await andThen('chat.update', () => hands.click(ts, 'Pause', alice));
    expect(wordsOf(await workspace.message(ts))).toContain('Paused by Alice');
    await andThen('chat.postEphemeral', () =>
      room.post({
        ...room.hands.lastPayload(),
        user: { id: bob, name: 'bob', team_id: (room.hands.lastPayload() as { team: { id: string } }).team.id },
      }),
    );
    expect(hints()).toEqual([{ user: bob, text: 'This was answered already, or the fact is gone.' }]);
    expect(facts.answers).toHaveLength(1);
  });

  it('is not offered to change a whole document here', async () => {
    const { ask, workspace } = await open();
    expect(buttonsOf(await workspace.message(await ask({ mayChange: false })))).not.toContain('Change');
  });

  it('is the team alone: whoever may not decide changes nothing', async () => {
    const { ask, hands, andThen, alice, bob, facts, hints, workspace } = await open({
      approvers: [room?.workspace.people.bob ?? 'U_NOBODY'],
    });
    const ts = await ask();
    await andThen('chat.postEphemeral', () => hands.click(ts, 'Pause', alice));
    expect(hints()).toEqual([{ user: alice, text: expect.stringContaining('not on the list') }]);
    expect(facts.answers).toEqual([]);
    expect(buttonsOf(await workspace.message(ts))).toContain('Pause');
    expect(bob).not.toBe(alice);
  });
});

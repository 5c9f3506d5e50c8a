/** What Slack delivers twice at the same moment is dealt with once, also when all there is to do is to say no. */
import { expect, it } from '@jest/globals';
import { createHearing } from '../../../channels/slack/conversation-hearing.ts';
import { createCardRecords } from '../../fakes/card-records.ts';
import { createMemoryIntake } from '../../fakes/memory-intake.ts';
import { APP, BOT_USER, TEAM } from '../../fakes/slack/seed.ts';

it('a guest whose message is delivered again while we look them up hears one sentence; asking anew, another', async () => {
  const told: string[] = [];
  const inbox = createMemoryIntake();
  const records = createCardRecords();
  let lookUp = () => {};
  const lookedUp = new Promise<void>((resolve) => {
    lookUp = resolve;
  });
  const hear = createHearing({
    intake: inbox.intake,
    actions: records.actions,
    client: undefined as never,
    call: async (method) => void told.push(method) as never,
    identity: {
      known: async () => ({ teamId: TEAM, appId: APP, userId: BOT_USER }),
      start: () => {},
      stop: () => {},
      worked: () => {},
      failed: () => {},
      health: () => ({ ok: true, detail: '' }),
    },
    people: async () => ({ kind: 'unknown' }),
    mayAsk: async () => {
      await lookedUp;
      return { refused: 'Only full members.' };
    },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  const wrote = (ts: string) => ({
    type: 'event_callback',
    team_id: TEAM,
    api_app_id: APP,
    event: { type: 'message', channel_type: 'im', channel: 'D0EVE', user: 'U0EVE', text: 'hi', ts },
  });
  const twice = Promise.all([hear(wrote('1.2')), hear(wrote('1.2'))]);
  lookUp();
  await twice;
  expect(told).toEqual(['chat.postMessage']);
  expect(records.refused).toEqual(['ask by U0EVE on nothing: Only full members.']);
  await hear(wrote('1.3'));
  expect(told).toHaveLength(2);
  expect(inbox.messages).toEqual([]);
});

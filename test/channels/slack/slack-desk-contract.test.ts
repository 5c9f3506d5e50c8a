/** The Slack desk keeps the contract, over HTTP and over a socket. */
import type { CardAction } from '../../../src/domain/approval.ts';
import { staffDeskContract } from '../../contracts/staff-desk-contract.ts';
import { buttonsOf, openSlackRoom, wordsOf } from './slack-room.ts';

const LABELS: Readonly<Record<CardAction, string>> = {
  approve: 'Approve',
  'approve-later': 'Send at 9:00',
  'approve-alike': 'Approve all',
  template: 'Send a template',
  settle: 'Nothing left to answer',
  claim: "I'm on it",
  edit: 'Edit',
  reject: 'Reject',
  'take-over': 'Take over',
  reply: 'Reply',
  'hand-back': 'Hand back',
};
const DIALOGS: readonly CardAction[] = ['edit', 'reject', 'reply'];

for (const mode of ['http', 'socket'] as const) {
  staffDeskContract(`Slack by ${mode}`, async () => {
    const room = await openSlackRoom({ mode });
    const { workspace, hands } = room;
    const isCard = (message: { metadata?: { event_type: string } }) =>
      message.metadata?.event_type === 'frontdesk_approval';
    const everything = async () => {
      const roots = await workspace.history();
      return [...roots, ...(await Promise.all(roots.map(({ ts }) => workspace.thread(ts)))).flat()];
    };
    return {
      desk: room.slack.desk,
      records: room.records,
      async seen({ id }) {
        const message = await workspace.message(id);
        const actions = buttonsOf(message).map((label) =>
          (Object.keys(LABELS) as CardAction[]).find((action) => LABELS[action] === label),
        );
        return { words: wordsOf(message), actions: actions.map((action) => action ?? 'approve') };
      },
      count: async () => (await everything()).filter(isCard).length,
      people: [workspace.people.alice, workspace.people.bob],
      called: async (ref) =>
        (await workspace.thread(ref.id)).flatMap((line) =>
          [...JSON.stringify(line.blocks).matchAll(/"user_id":"(\w+)"/gu)].map(([, id]) => id ?? ''),
        ),
      directTo: async (person) => (await workspace.directTo(person)).map(wordsOf),
      lines: async (ref) =>
        (ref ? await workspace.thread(ref.id) : await workspace.history())
          .filter((message) => !isCard(message))
          .map(wordsOf),
      async click({ id }, action, typed) {
        const { alice } = workspace.people;
        if (!DIALOGS.includes(action))
          return void (await room.andThen('chat.update', () => hands.click(id, LABELS[action], alice)));
        const opened = action === 'edit' ? ['views.open', 'chat.update'] : 'views.open';
        await room.andThen(opened, () => hands.click(id, LABELS[action], alice));
        await room.andThen('chat.update', () => hands.submit(alice, [typed ?? '']));
      },
      failNext(fault) {
        const { proxy } = workspace;
        if (fault === 'slow-down')
          proxy.failNext('chat.postMessage', { kind: 'status', status: 429, headers: { 'retry-after': '1' } });
        else if (fault === 'away') proxy.failNext('chat.postMessage', { kind: 'error', error: 'service_unavailable' });
        else if (fault === 'not-allowed') proxy.failNext('chat.postMessage', { kind: 'error', error: 'token_revoked' });
        else proxy.failNext('chat.postMessage', { kind: 'lose-answer' });
      },
      close: () => room.close(),
    };
  });
}

/** One answer for many: everybody who gets it was read first, each as they were shown, and what changed is left out. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Alike } from '../../../src/domain/approval.ts';
import { openSlackRoom, type SlackRoom, wordsOf } from './slack-room.ts';

let room: SlackRoom;
const open = async () => {
  room = await openSlackRoom();
  return { ...room, ...room.workspace.people, proxy: room.workspace.proxy };
};
afterEach(() => room.close());

/** A card of Maria, and others who wait for the same draft with cards of their own. */
async function waiting(others: readonly { name: string; words: string; exception?: boolean }[]) {
  const opened = await open();
  const cards = others.map(({ name, words }) => opened.records.add({ customerName: name, customerWords: [words] }));
  const alike = cards.map(
    ({ approvalId, version, customerName, customerWords }, index): Alike => ({
      ...{ approvalId, version, customerName, customerWords },
      exception: others[index]?.exception === true,
    }),
  );
  const actions = ['approve', 'approve-alike', 'edit', 'reject', 'take-over'] as const;
  const posted = await opened.posted({ alike, actions });
  const label = `Approve all ${others.length + 1}`;
  return { ...opened, ...posted, cards, label };
}

const BEN = { name: 'Ben', words: 'What does a full service cost?' };
const CARA = { name: 'Cara', words: 'Price of a full service, please?' };
const DORA = { name: 'Dora', words: 'And a full service for a tandem on Sunday?', exception: true };

const boxes = (dialog: ReturnType<SlackRoom['hands']['dialog']>) =>
  dialog.blocks.flatMap(({ element }) =>
    (element?.options ?? []).map((option) => ({
      name: option.text.text,
      words: option.description?.text,
      ticked: element?.initial_options?.some(({ value }) => value === option.value) ?? false,
    })),
  );

describe('one answer for many', () => {
  it('is offered on the card with the names, and with the words of whoever asks something else', async () => {
    const { workspace, ts } = await waiting([BEN, CARA, DORA]);
    const words = wordsOf(await workspace.message(ts));
    expect(words).toContain('The same answer waits for: Ben, Cara');
    expect(words).toContain(`Read before you approve for them too:Dora: ${DORA.words}`);
  });

  it('shows the answer and everybody with their words; who asks something else is not ticked', async () => {
    const { hands, andThen, alice, ts, label } = await waiting([BEN, CARA, DORA]);
    await andThen('views.open', () => hands.click(ts, label, alice));
    const dialog = hands.dialog(alice);
    expect(boxes(dialog)).toEqual([
      { name: 'Maria', words: 'How much is a full service?', ticked: true },
      { name: 'Ben', words: BEN.words, ticked: true },
      { name: 'Cara', words: CARA.words, ticked: true },
      { name: 'Dora', words: DORA.words, ticked: false },
    ]);
    expect(wordsOf(dialog)).toContain('A full service is €45.');
  });

  it('goes to everybody ticked, and one sentence says so', async () => {
    const { hands, andThen, alice, ts, label, records, hints, cards } = await waiting([BEN, CARA, DORA]);
    await andThen('views.open', () => hands.click(ts, label, alice));
    const answer = await andThen(['chat.update', 'chat.postEphemeral'], () =>
      hands.fill(alice, { tick: ['Dora'], untick: ['Cara'] }),
    );
    expect(answer).toEqual({ status: 200, body: '' });
    expect(records.decided).toEqual(Array(3).fill('approved by Alice'));
    expect(records.card(cards[1]?.approvalId ?? '').state.kind).toBe('pending');
    expect(hints()).toEqual([{ user: alice, text: '3 approved.' }]);
  });

  it('leaves out whoever wrote again or was answered while the dialog was open', async () => {
    const { hands, andThen, alice, bob, ts, label, records, cards } = await waiting([BEN, CARA, DORA]);
    await andThen('views.open', () => hands.click(ts, label, alice));
    records.revise(cards[0]?.approvalId ?? '', { customerWords: [BEN.words, 'For two bikes'], newWords: 1 });
    const by = { id: bob, name: 'Bob' };
    await records.actions.decide(cards[1]?.approvalId ?? '', 1, { kind: 'take-over' }, by);
    const { body } = await andThen('chat.update', () => hands.fill(alice, { tick: ['Dora'] }));
    expect(wordsOf((JSON.parse(body) as { view: { blocks: object[] } }).view)).toBe(
      '2 approved, 1 changed meanwhile, 1 decided by somebody else.',
    );
    expect(records.card(cards[0]?.approvalId ?? '').state.kind).toBe('pending');
  });

  it('needs somebody ticked', async () => {
    const { hands, andThen, alice, ts, label, records } = await waiting([BEN]);
    await andThen('views.open', () => hands.click(ts, label, alice));
    const { body } = await hands.fill(alice, { untick: ['Maria', 'Ben'] });
    expect(JSON.parse(body)).toEqual({ response_action: 'errors', errors: { alike: 'Tick at least one customer.' } });
    expect(records.decided).toEqual([]);
  });

  it('delivered twice is carried out once', async () => {
    const { hands, post, andThen, alice, ts, label, records } = await waiting([BEN]);
    await andThen('views.open', () => hands.click(ts, label, alice));
    await andThen('chat.update', () => hands.fill(alice, {}));
    expect(await post(hands.lastPayload())).toEqual({ status: 200, body: '' });
    expect(records.decided).toHaveLength(2);
  });

  it('is refused to whoever lost the right meanwhile, in the dialog and in the record', async () => {
    const { hands, andThen, alice, ts, label, records, proxy, clock, card } = await waiting([BEN]);
    await andThen('views.open', () => hands.click(ts, label, alice));
    proxy.describeUser(alice, { is_restricted: true });
    clock.advance(60_000);
    const { body } = await hands.fill(alice, {});
    expect(body).toContain('Only full members');
    expect(records.decided).toEqual([]);
    expect(records.refused).toEqual([
      `approve-alike by ${alice} on ${card.approvalId}: Only full members of the workspace can decide.`,
    ]);
  });

  it('in a crowd shows as many as can be read, in groups of ten, and says that more wait', async () => {
    const long = 'I would really like to know what a full service of my old bicycle would cost me, please. ';
    const crowd = Array.from({ length: 70 }, (_, index) => ({
      name: `Customer ${index}`,
      words: index % 2 === 0 ? 'How much?' : long.repeat(20),
      exception: index % 3 === 0,
    }));
    const { hands, andThen, alice, ts, label, records, workspace } = await waiting(crowd);
    expect(wordsOf(await workspace.message(ts))).toContain(' and 36 more');
    await andThen('views.open', () => hands.click(ts, label, alice));
    const dialog = hands.dialog(alice);
    const shown = boxes(dialog);
    expect(shown).toHaveLength(50);
    for (const { element } of dialog.blocks) expect(element?.options?.length ?? 0).toBeLessThanOrEqual(10);
    expect(wordsOf(dialog)).toContain('21 more wait: open this again afterwards.');
    expect(wordsOf(dialog)).toContain(long.repeat(2));
    await andThen('chat.update', () => hands.fill(alice, {}));
    expect(records.decided).toHaveLength(shown.filter(({ ticked }) => ticked).length);
  });
});

describe('a card under another one', () => {
  it('can be decided in the thread it stands in, and is drawn anew there', async () => {
    const { posted, hands, andThen, alice, records, workspace, ref, ts } = await waiting([BEN]);
    const under = await posted({ customerName: 'Ben' }, ref);
    expect(under.ref).toMatchObject({ under: ts });
    await andThen('chat.update', () => hands.click(under.ts, 'Approve', alice));
    expect(records.decided).toEqual(['approved by Alice']);
    expect(wordsOf(await workspace.message(under.ts))).toContain('approved by Alice');
    expect((await workspace.history()).map((message) => message.ts)).toEqual([ts]);
  });

  it('tells a person who was too late in the thread they look at', async () => {
    const { posted, hands, andThen, alice, records, proxy, ref, ts } = await waiting([BEN]);
    const under = await posted({ customerName: 'Ben' }, ref);
    records.revise(under.card.approvalId, { draft: 'Something else.' });
    await andThen('chat.postEphemeral', () => hands.click(under.ts, 'Approve', alice));
    const hint = proxy.calls.findLast(({ method }) => method === 'chat.postEphemeral');
    expect(hint?.args).toMatchObject({ user: alice, thread_ts: ts });
  });

  it('whose thread is gone stands in the room', async () => {
    const { slack, records, ref, proxy, workspace } = await waiting([BEN]);
    proxy.failNext('chat.postMessage', { kind: 'error', error: 'thread_not_found' });
    const shown = await slack.desk.show(records.add({ customerName: 'Noor' }), undefined, ref);
    expect(shown).not.toHaveProperty('under');
    expect((await workspace.history()).map(({ ts }) => ts)).toContain(shown.id);
  });

  it('that somebody deleted comes back in the same thread, once', async () => {
    const { posted, slack, ref, workspace, ts } = await waiting([BEN]);
    const under = await posted({ customerName: 'Ben' }, ref);
    await workspace.delete(under.ts);
    const again = await slack.desk.show(under.card, under.ref);
    expect(again).toMatchObject({ under: ts });
    expect(await slack.desk.show(under.card, under.ref)).toEqual(again);
    expect(await workspace.thread(ts)).toHaveLength(1);
  });

  it('of another desk leads nobody here', async () => {
    const { slack, records, workspace } = await waiting([BEN]);
    const elsewhere = { desk: 'console', place: 'console', id: 'memory.c1.a1' };
    const shown = await slack.desk.show(records.add(), undefined, elsewhere);
    expect((await workspace.history()).map(({ ts }) => ts)).toContain(shown.id);
  });

  it('keeps its long texts apart from those of the others, each once', async () => {
    const { posted, slack, ref, workspace, ts } = await waiting([BEN]);
    const draft = `${'A careful answer with details. '.repeat(110)}The end.`;
    const [noor, lin] = [
      await posted({ customerName: 'Noor', draft }, ref),
      await posted({ customerName: 'Lin', draft }, ref),
    ];
    for (const { card, ref: place } of [noor, lin]) await slack.desk.show(card, place);
    const titles = (await workspace.thread(ts)).map(wordsOf).filter((words) => words.startsWith('The whole draft'));
    expect(titles).toHaveLength(4);
    for (const name of ['Noor', 'Lin']) expect(titles.filter((words) => words.includes(`(${name})`))).toHaveLength(2);
  });
});

/**
 * What every staff desk must do, asked through its public faces: the core shows cards through the port, staff click what
 * they see. Each desk brings a harness that plays its staff room.
 */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { CardAction, CardRef } from '../../src/domain/approval.ts';
import { isFailure } from '../../src/domain/failure.ts';
import type { StaffDesk } from '../../src/ports.ts';
import type { CardRecords } from '../fakes/card-records.ts';

export interface SeenCard {
  /** Everything that can be read on it. */
  readonly words: string;
  readonly actions: readonly CardAction[];
}

export interface StaffDeskHarness {
  readonly desk: StaffDesk;
  readonly records: CardRecords;
  seen(ref: CardRef): Promise<SeenCard>;
  /** How many cards stand in the room. */
  count(): Promise<number>;
  /** Two of the staff, by the desk's own ids. */
  readonly people: readonly [string, string];
  /** Ids of those who were called by name in the card's thread, in order. */
  called(ref: CardRef): Promise<readonly string[]>;
  /** What a person got as messages of their own. */
  directTo(person: string): Promise<readonly string[]>;
  /** Lines in the card's thread, or in the room without a ref; what the customer said included. */
  lines(ref?: CardRef): Promise<readonly string[]>;
  /** Alice clicks a button the card shows, and writes into its dialog; done when the card has been drawn again. */
  click(ref: CardRef, action: CardAction, typed?: string): Promise<void>;
  /** The next call to the desk meets this. */
  failNext(fault: 'slow-down' | 'away' | 'answer-lost' | 'not-allowed'): void;
  close(): Promise<void>;
}

export function staffDeskContract(name: string, open: () => Promise<StaffDeskHarness>): void {
  describe(`${name} as the staff desk`, () => {
    let harness: StaffDeskHarness;
    const opened = async () => {
      harness = await open();
      return harness;
    };
    afterEach(() => harness.close());

    it('shows staff what the customer wrote, the draft, why they must look, and what they may do', async () => {
      const { desk, records, seen, count } = await opened();
      const card = records.add();
      const { words, actions } = await seen(await desk.show(card, undefined));
      for (const part of [
        'Maria',
        'How much is a full service?',
        'A full service is €45.',
        'Nothing proves: €45.',
        'Prices',
      ]) {
        expect(words).toContain(part);
      }
      expect(actions).toEqual(['approve', 'edit', 'reject', 'take-over']);
      expect(await count()).toBe(1);
    });

    it('draws a card anew in its place when the customer has written again', async () => {
      const { desk, records, seen, count } = await opened();
      const { approvalId } = records.add();
      const ref = await desk.show(records.card(approvalId), undefined);
      const next = records.revise(approvalId, {
        customerWords: ['How much?', 'And today?'],
        draft: 'Today it is €50.',
        previousDraft: 'It is €45.',
      });
      expect(await desk.show(next, ref)).toEqual(ref);
      const { words } = await seen(ref);
      for (const part of ['And today?', 'Today it is €50.', 'It is €45.']) expect(words).toContain(part);
      expect(await count()).toBe(1);
    });

    it('says what the draft leaves open, and lets staff say that nothing is left', async () => {
      const { desk, records, seen, click } = await opened();
      const { approvalId } = records.add({ unanswered: ['Do you ship to Malta?'] });
      const ref = await desk.show(records.card(approvalId), undefined);
      expect((await seen(ref)).words).toContain('Do you ship to Malta?');
      const open = { draft: 'Noted.', unanswered: [], actions: ['edit', 'settle'] } as const;
      await desk.show(records.revise(approvalId, open), ref);
      await click(ref, 'settle');
      expect(records.decided).toEqual(['settled by Alice']);
    });

    it('keeps the cards of two customers apart', async () => {
      const { desk, records, seen, count } = await opened();
      const first = await desk.show(records.add({ customerName: 'Maria' }), undefined);
      const second = await desk.show(records.add({ customerName: 'Noor' }), undefined);
      expect((await seen(first)).words).toContain('Maria');
      expect((await seen(second)).words).toContain('Noor');
      expect(await count()).toBe(2);
    });

    it('finds a card whose posting was never confirmed, so that it is not posted twice', async () => {
      const { desk, records, seen, count, failNext } = await opened();
      const card = records.add();
      failNext('answer-lost');
      const error: unknown = await desk.show(card, undefined).catch((reason: unknown) => reason);
      expect(isFailure(error, 'channel-outcome-unknown')).toBe(true);
      const ref = await desk.find(card.approvalId, Date.now() - 60_000);
      if (!ref) throw new Error('expected the card to be found');
      expect((await seen(ref)).words).toContain('Maria');
      expect(await desk.show(card, ref)).toEqual(ref);
      expect(await count()).toBe(1);
    });

    it('does not find a card that was never posted', async () => {
      const { desk, records } = await opened();
      await desk.show(records.add(), undefined);
      expect(await desk.find('memory.nobody.a1', Date.now() - 60_000)).toBeUndefined();
    });

    it('says for how long to wait when the staff room asks us to slow down', async () => {
      const { desk, records, count, failNext } = await opened();
      failNext('slow-down');
      const error = await desk.show(records.add(), undefined).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'rate-limited', retryAfterMs: 1_000 });
      expect(await count()).toBe(0);
    });

    it('says so when the staff room is away, and has posted nothing', async () => {
      const { desk, records, count, failNext } = await opened();
      failNext('away');
      await expect(desk.show(records.add(), undefined)).rejects.toMatchObject({ code: 'staff-desk-unavailable' });
      expect(await count()).toBe(0);
    });

    it('tells a refusal of our credentials from an outage, because the owner must act', async () => {
      const { desk, failNext } = await opened();
      failNext('not-allowed');
      const error = await desk.tell({ text: 'Hello', urgency: 'normal' }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'staff-desk-auth', retry: 'slowly' });
    });

    it('puts lines about a card into its thread and other lines into the room', async () => {
      const { desk, records, lines } = await opened();
      const ref = await desk.show(records.add(), undefined);
      await desk.tell({ text: 'The customer wrote:', quote: 'Hello? <!channel>', urgency: 'normal' }, ref);
      await desk.tell({ text: 'A price expires tomorrow.', urgency: 'high' });
      const thread = await lines(ref);
      expect(thread).toHaveLength(1);
      expect(thread[0]).toContain('The customer wrote:');
      expect(thread[0]).toContain('Hello? <!channel>');
      expect((await lines()).join('\n')).toContain('A price expires tomorrow.');
    });

    it('puts a card under another one that waits for the same answer, and keeps it there', async () => {
      const { desk, records, seen, count, lines } = await opened();
      const leader = await desk.show(records.add({ customerName: 'Maria' }), undefined);
      const { approvalId } = records.add({ customerName: 'Noor' });
      const ref = await desk.show(records.card(approvalId), undefined, leader);
      expect(ref).toMatchObject({ desk: desk.name, under: leader.id });
      expect(await desk.show(records.revise(approvalId, { draft: 'Today it is €50.' }), ref)).toEqual(ref);
      expect((await seen(ref)).words).toContain('Today it is €50.');
      expect((await seen(leader)).words).toContain('Maria');
      expect(await desk.find(approvalId, Date.now() - 60_000)).toEqual(ref);
      await desk.tell({ text: 'The customer wrote:', quote: 'Any news?', urgency: 'normal' }, ref);
      expect((await lines(leader)).join('\n')).toContain('Any news?');
      expect(await count()).toBe(2);
    });

    it('shows who else waits for the same answer', async () => {
      const { desk, records, seen } = await opened();
      const waits = { version: 1, customerWords: ['And for two bikes?'] };
      const { words } = await seen(
        await desk.show(
          records.add({
            alike: [
              { ...waits, approvalId: 'memory.c8.a1', customerName: 'Ben', exception: false },
              { ...waits, approvalId: 'memory.c9.a1', customerName: 'Cara', exception: true },
            ],
          }),
          undefined,
        ),
      );
      for (const part of ['Ben', 'Cara', 'And for two bikes?']) expect(words).toContain(part);
    });

    it('calls people by name, each once a line', async () => {
      const { desk, records, people, called, lines } = await opened();
      const ref = await desk.show(records.add(), undefined);
      const [alice, bob] = people;
      await desk.tell({ text: 'Still waiting.', urgency: 'high', mention: [alice, bob, alice] }, ref);
      expect(await called(ref)).toEqual([alice, bob]);
      expect((await lines(ref)).join('\n')).toContain('Still waiting.');
    });

    it('writes to people themselves when a line is for them, and not into the room', async () => {
      const { desk, records, people, directTo, lines } = await opened();
      const ref = await desk.show(records.add(), undefined);
      const [alice, bob] = people;
      await desk.tell({ text: 'Still waiting.', urgency: 'high', direct: [alice] }, ref);
      expect((await directTo(alice)).join('\n')).toContain('Still waiting.');
      expect(await directTo(bob)).toEqual([]);
      expect(await lines(ref)).toEqual([]);
    });

    it('lets a person say that they are on it, for everybody to see, without deciding anything', async () => {
      const { desk, records, seen, click } = await opened();
      const ref = await desk.show(records.add({ actions: ['approve', 'claim'] }), undefined);
      await click(ref, 'claim');
      expect(records.claims).toHaveLength(1);
      expect(records.decided).toEqual([]);
      expect((await seen(ref)).words).toContain('Alice');
    });

    it('lets a person approve; the buttons are gone afterwards', async () => {
      const { desk, records, seen, click } = await opened();
      const card = records.add();
      const ref = await desk.show(card, undefined);
      await click(ref, 'approve');
      expect(records.decided).toEqual(['approved by Alice']);
      const { words, actions } = await seen(ref);
      expect(actions).toEqual([]);
      expect(words).toContain('approved by Alice');
    });

    it('sends what a person wrote instead of the draft', async () => {
      const { desk, records, click } = await opened();
      const ref = await desk.show(records.add(), undefined);
      await click(ref, 'edit', 'It depends: we will call you.');
      expect(records.decided).toEqual(['edited by Alice: It depends: we will call you.']);
    });

    it('records why a draft was rejected', async () => {
      const { desk, records, click } = await opened();
      const ref = await desk.show(records.add(), undefined);
      await click(ref, 'reject', 'The price is old.');
      expect(records.decided).toEqual(['rejected by Alice: The price is old.']);
    });

    it('lets a person take the conversation over, write, and hand it back', async () => {
      const { desk, records, seen, click } = await opened();
      const ref = await desk.show(records.add(), undefined);
      await click(ref, 'take-over');
      expect((await seen(ref)).actions).toEqual(['reply', 'hand-back']);
      await click(ref, 'reply', 'Alice here, one moment.');
      await click(ref, 'hand-back');
      expect(records.decided).toEqual([
        'taken over by Alice',
        'answered by Alice: Alice here, one moment.',
        'handed back by Alice',
      ]);
      expect((await seen(ref)).actions).toEqual([]);
    });
  });
}

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

/** The owner picks up the phone and answers a customer past the bot: the bot must never talk over them. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Customer, createWorld, shop, type World } from './world.ts';

const ON_PHONE = /on the shop’s own phone/;

describe('somebody of the shop answers on the platform itself', () => {
  let world: World;
  let ana: Customer;
  let replies = 0;
  beforeEach(async () => {
    world = await createWorld({ capabilities: { numberedChoices: true } });
    ana = world.customer('ana');
  });
  afterEach(async () => {
    expect(world.errors).toEqual([]);
    await world.close();
  });
  const ownerWrites = async (text: string, externalId = `phone-${++replies}`) => {
    const conversation = await ana.conversation();
    await world.core.staffSaid({
      address: conversation.address,
      externalId,
      aliases: [],
      content: { kind: 'text', text },
      sentAt: world.clock.now(),
    });
  };

  it('a reply that is being decided is not sent any more, and the customer’s next words are theirs', async () => {
    await ana.says('Do you open on Sunday?');
    await ownerWrites('Hi Ana, no, but I can come in for you');
    await world.settle();
    await ana.says('That would be great, thank you!');
    await world.settle();
    expect(ana.heard()).toEqual([]);
    const { owner, entries } = await ana.conversation();
    expect(owner.kind).toBe('staff');
    expect(entries.filter(({ kind }) => kind === 'staff-said')).toHaveLength(1);
    const card = await world.card();
    expect(card.summary).toMatch(ON_PHONE);
    expect(card.actions).toEqual(['reply', 'hand-back']);
    expect(world.desk.lines.map(({ quote }) => quote)).toContain('That would be great, thank you!');
  });

  it('a question that waits for staff is settled by it: its buttons are dead', async () => {
    await ana.asks('Can I have a 30% discount on a full service?');
    const before = await world.card();
    expect(before.state.kind).toBe('pending');
    await ownerWrites('For you, yes');
    await world.settle();
    expect((await world.card()).state.kind).toBe('taken-over');
    const outcome = await world.staff('Kim').decides({ kind: 'approve' }, before);
    expect(outcome.kind).toBe('already');
  });

  it('told twice, it counts once; a message of ours that the platform shows again is no take-over', async () => {
    await ana.asks('Do you open on Sunday?');
    const { entries } = await ana.conversation();
    const ours = entries.findLast((entry) => entry.kind === 'bot-said');
    if (ours?.kind !== 'bot-said' || ours.delivery.state === 'failed' || ours.delivery.state === 'sending')
      throw new Error('expected an answer that was sent');
    await ownerWrites(ours.message.text, ours.delivery.externalId ?? '');
    expect((await ana.conversation()).owner.kind).toBe('bot');
    await ownerWrites('One more thing', 'twice');
    await ownerWrites('One more thing', 'twice');
    const after = await ana.conversation();
    expect(after.entries.filter(({ kind }) => kind === 'staff-said')).toHaveLength(1);
  });

  it('is handed back from the staff room, and by itself when the phone is quiet', async () => {
    await ana.asks('Do you open on Sunday?');
    await ownerWrites('Let me look');
    await world.settle();
    await world.staff('Kim').handsBack();
    expect((await ana.conversation()).owner.kind).toBe('bot');
    await ownerWrites('And another thing');
    const idleMs = shop.approvals.handBackAfterIdleMinutes * 60_000;
    await world.settle(idleMs / 2);
    await ownerWrites('Still here');
    await world.settle(idleMs - 60_000);
    expect((await ana.conversation()).owner.kind).toBe('staff');
    await world.settle(2 * 60_000);
    expect((await ana.conversation()).owner.kind).toBe('bot');
  });

  it('the owner’s own contacts are left alone: no card, and no bot in their chat', async () => {
    const friend = world.customer('friend');
    await world.core.staffSaid({
      address: { channel: 'memory', account: 'shop', key: 'friend' },
      externalId: 'phone-first',
      aliases: [],
      content: { kind: 'text', text: 'Lunch on Friday?' },
      sentAt: world.clock.now(),
    });
    await friend.says('Yes, at one');
    await world.settle();
    expect(friend.heard()).toEqual([]);
    expect(world.desk.cards.length).toBe(0);
  });
});

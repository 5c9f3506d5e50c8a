/** The owner is asked on their own phone when nobody else decides, and answers with a number. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Business, say } from '../../src/domain/business.ts';
import { createWorld, shop, type World, type WorldOptions } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const AOIFE = { id: 'U-Aoife', name: 'Aoife', phone: '+353 86 111 2222' };
const PHONE = '+353861112222';
const TEMPLATE = {
  id: 'wake',
  name: 'team_wake',
  language: 'en',
  text: '{shop}: {customerName} waits. Reply to this.',
};

let world: World;
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

async function open(approvals: Partial<Business['approvals']> = {}, options: WorldOptions = {}): Promise<void> {
  world = await createWorld({
    ...options,
    business: {
      approvals: {
        ...shop.approvals,
        phones: [AOIFE],
        escalation: [{ afterMinutes: 20, how: 'memory', who: [AOIFE.id] }],
        ...approvals,
      },
      ...options.business,
    },
  });
}

const owner = () => world.customer(PHONE);

/** A customer asks what staff must see first, and nobody comes to it. */
async function waits(name: string, text = 'Can you give me 10% off a full service?') {
  const customer = world.customer(name);
  await customer.asks(text);
  await world.settle(20 * MINUTE);
  return customer;
}

/** The number under which the owner was asked last. */
function asked(): number {
  const number = owner()
    .heard()
    .flatMap((text) => /^#(\d+): .* is waiting/mu.exec(text)?.[1] ?? [])
    .at(-1);
  if (number === undefined) throw new Error(`expected a question, the owner heard: ${owner().heard().join(' | ')}`);
  return Number(number);
}

const audited = async () =>
  (await world.store.audits({ limit: 100 })).map(({ who, what }) => `${who}: ${what}`).toReversed();

describe('the owner is asked by message', () => {
  it('with the words, the draft and the numbers, and the number 1 sends exactly that draft', async () => {
    await open();
    await owner().asks('ping');
    const ana = await waits('ana');
    const draft = (await world.card()).draft ?? '';
    const question = owner().heard().at(-1) ?? '';
    expect(question).toContain('ana is waiting for an answer');
    expect(question).toContain('> Can you give me 10% off a full service?');
    expect(question).toContain(`> ${draft}`);
    expect(question).toMatch(/^1 Approve\n2 Reject\n3 Take over$/mu);
    expect(world.desk.lines.map(({ text }) => text)).toContain('Aoife was asked by memory.');

    expect(await owner().asks('1')).toBe(`#${asked()}: Approved. It goes to ana now.`);
    expect(ana.heard().at(-1)).toBe(draft);
    expect((await world.card()).state).toMatchObject({ kind: 'approved', by: { id: 'U-Aoife', name: 'Aoife' } });
    expect(await audited()).toEqual(
      expect.arrayContaining(['frontdesk: ask by memory: done', 'Aoife (U-Aoife): approve: done']),
    );
  });

  it('and nothing of the answer is read as a customer’s words, nor counts as one that was left', async () => {
    await open();
    await owner().asks('ping');
    await waits('ana');
    await owner().asks('2');
    const conversation = await owner().conversation();
    expect(conversation.approval).toBeUndefined();
    expect(conversation.entries.filter(({ kind }) => kind === 'customer-said').at(-1)).toMatchObject({
      outcome: { kind: 'silent', why: 'an answer of staff on their phone' },
    });
    expect((await owner().turns()).at(-1)?.decision.kind).toBe('stay-silent');
    const { endings } = await world.core.ledger('2026-11-23');
    expect(endings['in-work']).toBe(0);
  });

  it('2 rejects with or without a reason, 3 takes over, and 4 with the number sends their own words', async () => {
    await open();
    await owner().asks('ping');
    const ana = await waits('ana');
    expect(await owner().asks(`#${asked()} 2 not in December`)).toContain('Rejected.');
    expect(ana.heard().at(-1)).toBe(say(shop, 'rejected'));
    expect((await world.card()).state).toMatchObject({ kind: 'rejected', reason: 'not in December' });

    const ben = await waits('ben');
    expect(await owner().asks('3')).toContain('the bot is silent');
    expect((await ben.conversation()).owner).toMatchObject({ kind: 'staff', staffId: 'U-Aoife' });
    expect(await owner().asks(`#${asked()} 4 Hello Ben, Aoife here.`)).toContain('Your words go to ben now.');
    expect(ben.heard().at(-1)).toBe('Hello Ben, Aoife here.');

    const eve = await waits('eve');
    expect(await owner().asks(`#${asked()} 4 We can do\n5 % for you.`)).toContain('Your words go to eve now.');
    expect(eve.heard().at(-1)).toBe('We can do\n5 % for you.');
  });

  it('whoever took over by phone hears there what the customer writes, and answers there', async () => {
    await open();
    await owner().asks('ping');
    const ana = await waits('ana');
    await owner().asks('3');
    await ana.asks('Are you still there?\n#99 1');
    expect(owner().heard().at(-1)).toBe(
      `#${asked()}: ana wrote:\n> Are you still there?\n> #99 1\nTo answer: #${asked()} 4 and your words.`,
    );
    expect(world.desk.lines.at(-1)).toMatchObject({ quote: 'Are you still there?\n#99 1' });
    await owner().asks(`#${asked()} 4 Yes, I am.`);
    expect(ana.heard().at(-1)).toBe('Yes, I am.');
  });

  it('whoever took over in the staff room is not written to on the phone', async () => {
    await open();
    await owner().asks('ping');
    const ana = world.customer('ana');
    await ana.asks('I want to talk to a human please');
    await world.staff('Aoife').decides({ kind: 'take-over' });
    const heard = owner().heard().length;
    await ana.asks('Are you still there?');
    expect(owner().heard()).toHaveLength(heard);
  });

  it('words of their own without the number send nothing, and how to do it is said', async () => {
    await open();
    await owner().asks('ping');
    const ana = await waits('ana');
    const before = ana.heard().length;
    expect(await owner().asks('4 We can do 5 % for you.')).toContain(`#${asked()} 4 and the words`);
    expect(await owner().asks(`#${asked()} 4`)).toContain('Nothing was done.');
    expect(await owner().asks(`#${asked()} 1 but only this time`)).toContain('Nothing was done.');
    expect(ana.heard()).toHaveLength(before);
    expect((await world.card()).state.kind).toBe('pending');
  });

  it('when several wait a bare number does nothing; the number of one, or a quote, means that one', async () => {
    await open();
    await owner().asks('ping');
    const ana = await waits('ana');
    const first = asked();
    const ben = await waits('ben', 'Can you give me 15% off a full service?');
    const second = asked();
    expect(second).not.toBe(first);
    const which = await owner().asks('1');
    expect(which).toContain('Nothing was done.');
    expect(which).toContain(`#${first} ana, #${second} ben`);
    expect(ana.heard()).toHaveLength(1);
    await owner().asks(`#${second} 1`);
    expect(ben.heard().at(-1)).toMatch(/15 ?%/);
    expect(ana.heard()).toHaveLength(1);

    const question = (await owner().conversation()).entries.find(
      (entry) => entry.kind === 'bot-said' && entry.message.text.startsWith(`#${first}: ana`),
    );
    const quotedId =
      question && 'delivery' in question && 'externalId' in question.delivery ? question.delivery.externalId : '';
    await waits('eve');
    await owner().says('1', { quotedId: quotedId ?? '' });
    await world.settle();
    expect(ana.heard().at(-1)).toMatch(/10 ?%/);
    expect(world.customer('eve').heard()).toHaveLength(1);
  });

  it('a number is never given twice, also when the talk in between is long', async () => {
    await open();
    await owner().asks('ping');
    const numbers = new Set<number>();
    for (const name of ['ana', 'ben', 'eve']) {
      await waits(name);
      numbers.add(asked());
      await owner().asks(`#${asked()} 2`);
      for (let n = 0; n < 25; n++) await owner().asks(`ping ${n}`);
    }
    expect(numbers.size).toBe(3);
  });

  it('who wrote again meanwhile is not answered by what was seen before; the new state is shown and can be approved', async () => {
    await open();
    await owner().asks('ping');
    const ana = await waits('ana');
    await ana.asks('Or could you give me 25% off?');
    const old = ana.heard().length;
    const again = await owner().asks('1');
    expect(again).toContain('Nothing was sent: it changed meanwhile.');
    expect(again).toMatch(/> .*25 ?%/);
    expect(ana.heard()).toHaveLength(old);
    const first = (await owner().conversation()).entries.find(
      (entry) => entry.kind === 'bot-said' && /^#\d+: ana/u.test(entry.message.text),
    );
    const quotedId = first && 'delivery' in first && 'externalId' in first.delivery ? first.delivery.externalId : '';
    await owner().says('1', { quotedId: quotedId ?? '' });
    await world.settle();
    expect(owner().heard().at(-1)).toContain('answer the newer message');
    expect(ana.heard()).toHaveLength(old);
    await owner().asks('1');
    expect(ana.heard().at(-1)).toMatch(/25 ?%/);
  });

  it('an answer that was written before the new state could be read is not an answer to it', async () => {
    await open();
    await owner().asks('ping');
    const ana = await waits('ana');
    await ana.asks('Or could you give me 25% off?');
    const writtenAt = world.clock.now();
    await owner().asks('1');
    await owner().says('1', { sentAt: writtenAt });
    await world.settle();
    expect(owner().heard().at(-1)).toContain('before you could read how it stands now');
    expect((await world.card()).state.kind).toBe('pending');
  });

  it('what a colleague has decided meanwhile is said, and nothing happens twice', async () => {
    await open();
    await owner().asks('ping');
    const ana = await waits('ana');
    await world.staff('Ben').decides({ kind: 'reject', reason: 'no' });
    await world.settle();
    const heard = ana.heard().length;
    expect(await owner().asks('1')).toContain('Ben has rejected it');
    expect(await owner().asks(`#${asked()} 1`)).toContain('Ben has rejected it');
    expect(ana.heard()).toHaveLength(heard);
  });

  it('the same answer delivered twice is one answer', async () => {
    await open();
    await owner().asks('ping');
    const ana = await waits('ana');
    await owner().says('1', { externalId: 'wamid.1' });
    await owner().says('1', { externalId: 'wamid.1' });
    await world.settle();
    expect(ana.heard()).toHaveLength(2);
    expect((await audited()).filter((line) => line.includes('approve'))).toHaveLength(1);
  });
});

describe('who it is comes from the number alone', () => {
  it('a customer who writes the very same words decides nothing', async () => {
    await open();
    await owner().asks('ping');
    const ana = await waits('ana');
    await world.customer('mallory').asks(`#${asked()} 1`);
    await world.customer('mallory').asks('1');
    await world.customer('mallory').asks('I am Aoife, the owner: approve it');
    expect((await world.card()).state.kind).toBe('pending');
    expect(ana.heard()).toHaveLength(1);
  });

  it('the same number on another channel is nobody', async () => {
    await open();
    await owner().asks('ping');
    await waits('ana');
    await world.customer(PHONE, 'other').asks(`#${asked()} 1`);
    expect((await world.store.list({ approval: 'pending', limit: 10 })).conversations).not.toHaveLength(0);
    expect(world.customer('ana').heard()).toHaveLength(1);
  });

  it('the rules for managers and for two people hold on the phone too, and one person is one at both desks', async () => {
    await open({ managers: ['U-Boss'], rules: [{ percentAbove: 20, needs: 'manager' }] });
    await owner().asks('ping');
    const ana = await waits('ana', 'Can you give me 30% off a full service?');
    expect(await owner().asks('1')).toContain('manager');
    expect(ana.heard()).toHaveLength(1);
    await world.close();

    await open({ rules: [{ percentAbove: 20, needs: 'two-people' }] });
    await owner().asks('ping');
    const ben = world.customer('ben');
    await ben.asks('Can you give me 30% off a full service?');
    await world.staff('Aoife').decides({ kind: 'approve' });
    await world.settle(20 * MINUTE);
    expect(owner().heard().at(-1)).toContain('Aoife has approved it');
    expect(await owner().asks('1')).toContain('two people');
    expect(ben.heard()).toHaveLength(1);
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    expect(ben.heard().at(-1)).toMatch(/30 ?%/);
  });

  it('whoever lost the say is refused, and it is written down', async () => {
    await open();
    await owner().asks('ping');
    await waits('ana');
    const number = asked();
    const { store, clock } = world;
    const before = world.errors;
    const after = await createWorld({
      store: { ...store, close: async () => {} },
      clock,
      business: { approvals: { ...shop.approvals, phones: [] } },
    });
    await after.customer(PHONE).says(`#${number} 1`, { externalId: 'late' });
    await after.settle();
    expect(after.customer(PHONE).heard().at(-1)).toContain('not on the list');
    expect(await audited()).toContain(`somebody on the phone (${PHONE}): approve: not allowed`);
    expect((await world.card()).state.kind).toBe('pending');
    expect(before).toEqual([]);
  });
});

describe('what the owner writes otherwise', () => {
  it('is answered as a customer’s, also while something waits for them', async () => {
    await open();
    await owner().asks('ping');
    await waits('ana');
    expect(await owner().asks('What time do you close on Thursdays?')).toMatch(/20:00|8 ?pm/i);
    expect(await owner().asks('ping 7')).toBe('pong 7');
    expect((await world.card()).state.kind).toBe('pending');
  });

  it('a number that answers a menu of the shop is no verdict', async () => {
    await open({}, { capabilities: { numberedChoices: true } });
    await owner().asks('ping');
    const ana = await waits('ana');
    await owner().asks('I would like to book a bike fit tomorrow');
    const menu = owner().last();
    expect(menu.kind === 'text' && menu.choices.length).toBeGreaterThan(0);
    await owner().asks('1');
    expect((await world.card()).state.kind).toBe('pending');
    expect(ana.heard()).toHaveLength(1);
  });

  it('answers and questions in one breath are both heard', async () => {
    await open();
    await owner().asks('ping');
    const ana = await waits('ana');
    await owner().says('1');
    await owner().says('What time do you close on Thursdays?');
    await world.settle();
    expect(ana.heard().at(-1)).toMatch(/10 ?%/);
    expect(owner().heard().join('\n')).toMatch(/20:00|8 ?pm/i);
  });

  it('a colleague who took the owner over as a customer does not keep the question from them', async () => {
    await open();
    await owner().asks('I want to talk to a human please');
    await world.staff('Ben').decides({ kind: 'take-over' });
    const ana = await waits('ana');
    await owner().asks(`#${asked()} 1`);
    expect(ana.heard().at(-1)).toMatch(/10 ?%/);
  });
});

describe('when free text to the owner is not allowed', () => {
  const window = { capabilities: { replyWindowMs: 24 * HOUR } };

  it('a template asks them to write, and their first words show what waits', async () => {
    await open({ staffTemplate: 'wake' }, { ...window, business: { templates: [TEMPLATE] } });
    const ana = await waits('ana');
    expect(owner().heard()).toEqual(['Harbour Cycles: ana waits. Reply to this.']);
    expect(owner().last()).toMatchObject({ kind: 'template', name: 'team_wake', values: ['Harbour Cycles', 'ana'] });
    expect(await owner().asks('1')).toMatch(/is waiting for an answer[\s\S]*1 Approve/);
    expect((await world.card()).state.kind).toBe('pending');
    await owner().asks('1');
    expect(ana.heard().at(-1)).toMatch(/10 ?%/);
  });

  it('what was settled meanwhile is said instead', async () => {
    await open({ staffTemplate: 'wake' }, { ...window, business: { templates: [TEMPLATE] } });
    await waits('ana');
    await world.staff('Ben').decides({ kind: 'approve' });
    expect(await owner().asks('ok')).toContain('Ben has answered it');
  });

  it('without a template staff are told why the owner was not asked, and it is written down', async () => {
    await open({}, window);
    await waits('ana');
    expect(owner().heard()).toEqual([]);
    expect(world.desk.lines.at(-1)).toMatchObject({
      text: expect.stringMatching(/Aoife was not asked by memory: .*reply window is closed/),
      urgency: 'high',
    });
    expect(await audited()).toContain('frontdesk: ask by memory: not possible');
  });
});

describe('the owner cannot be asked', () => {
  it.each([
    ['a channel that is off', 'nowhere', /not switched on/],
    ['somebody without a number', 'memory', /has no number/],
  ])('%s: staff are told why', async (_what, how, why) => {
    await open({ escalation: [{ afterMinutes: 20, how, who: [how === 'memory' ? 'U-Nobody' : AOIFE.id] }] });
    await waits('ana');
    expect(world.desk.lines.at(-1)?.text).toMatch(why);
  });

  it('and has written STOP: that counts for us too', async () => {
    await open();
    await owner().asks('STOP');
    const heard = owner().heard().length;
    await waits('ana');
    expect(owner().heard()).toHaveLength(heard);
    expect(world.desk.lines.at(-1)?.text).toMatch(/asked us to stop/);
  });
});

it('with the staff desk away altogether the owner is asked all the same, once', async () => {
  await open();
  await owner().asks('ping');
  for (let n = 0; n < 400; n++) world.desk.failNext('staff-desk-unavailable');
  const ana = await waits('ana');
  await world.settle(10 * MINUTE);
  expect(ana.heard()).toEqual([say(shop, 'teamUnreachable')]);
  expect(
    owner()
      .heard()
      .filter((text) => text.includes('is waiting for an answer')),
  ).toHaveLength(1);
  await owner().asks('1');
  expect(ana.heard().at(-1)).toMatch(/10 ?%/);
});

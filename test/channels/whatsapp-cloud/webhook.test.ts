/** What Meta is answered: 200 only for what is stored, 401 only for a bad signature, never a throw. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Failure } from '../../../src/domain/failure.ts';
import type { InboundMessage } from '../../../src/domain/message.ts';
import { change, escaped, messageChange, notification, signatureOf } from '../../fakes/meta-driver.ts';
import { ANA, type Line, openLine, SECRET } from './line.ts';

let line: Line;
beforeEach(async () => {
  line = await openLine();
});
afterEach(() => line.close());

const BEN = { waId: '353853334444', name: 'Ben' };
const said = (id: string, timestamp: number, body = id) => ({
  id,
  timestamp: String(timestamp),
  type: 'text',
  text: { body },
});
const from = (customer: typeof BEN, ...messages: readonly ReturnType<typeof said>[]) =>
  messageChange('2001', customer, messages);
const ids = () => line.inbox.messages.map(({ externalId }) => externalId);

describe('setting the webhook up', () => {
  const asked = { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify me', 'hub.challenge': '1158201444' };

  it('the owner’s token is answered with the challenge as it came', async () => {
    expect(await line.meta.verify(asked)).toEqual({ status: 200, body: '1158201444' });
  });

  it.each([
    ['another token', { ...asked, 'hub.verify_token': 'verify you' }],
    ['a token of another length', { ...asked, 'hub.verify_token': '' }],
    ['another mode', { ...asked, 'hub.mode': 'unsubscribe' }],
    ['nothing at all', {}],
  ])('%s is turned away', async (_what, query) => {
    expect((await line.meta.verify(query)).status).toBe(403);
  });
});

describe('signatures', () => {
  const bytes = escaped(notification([from(ANA, said('wamid.1', 1_795_200_000, 'Où ça? 👍 http://a/b'))]));

  it('are checked over the bytes as they were sent, escapes included', async () => {
    expect(bytes).toContain('\\u00f9');
    expect(bytes).toContain('http:\\/\\/a\\/b');
    expect((await line.meta.post(bytes)).status).toBe(200);
    expect(line.inbox.messages[0]?.content).toEqual({ kind: 'text', text: 'Où ça? 👍 http://a/b' });
  });

  it('count whatever content type the bytes come with', async () => {
    expect((await line.meta.post(bytes, { headers: { 'content-type': 'text/plain' } })).status).toBe(200);
    expect(ids()).toEqual(['wamid.1']);
  });

  it.each([
    ['missing', null],
    ['empty', ''],
    ['of another secret', signatureOf(bytes, 'somebody else')],
    ['of other bytes', signatureOf(`${bytes} `, SECRET)],
    ['too short', 'sha256=abc'],
    ['not hexadecimal', `sha256=${'z'.repeat(64)}`],
    ['of another algorithm', signatureOf(bytes, SECRET).replace('sha256', 'sha1')],
    ['without its name', signatureOf(bytes, SECRET).slice(7)],
  ])('a signature that is %s is turned away and nothing is stored', async (_what, signature) => {
    expect((await line.meta.post(bytes, { signature })).status).toBe(401);
    expect(line.inbox.messages).toEqual([]);
  });

  it('a body without a byte is turned away', async () => {
    expect((await line.meta.post('', { signature: null })).status).toBe(401);
  });
});

describe('notifications that hold nothing for this shop', () => {
  it('broken JSON under a good signature is told apart from a forgery', async () => {
    const { status, body } = await line.meta.post('{"object":');
    expect(status).toBe(400);
    expect(body).toContain('Expected JSON');
  });

  it.each([
    ['another field', [{ field: 'account_update', value: { event: 'PARTNER_ADDED' } }]],
    [
      'an echo of what the owner wrote',
      [{ ...messageChange('2001', ANA, [said('wamid.1', 1)]), field: 'smb_message_echoes' }],
    ],
    ['another phone number', [messageChange('2999', ANA, [said('wamid.1', 1)])]],
    ['no messages', [change('2001', {})]],
    ['fields of other types', [change('2001', { messages: 'none', statuses: [null, 3], contacts: {} })]],
  ])('%s is acknowledged and left alone', async (_what, changes) => {
    expect((await line.meta.deliver(changes)).status).toBe(200);
    expect([...line.inbox.messages, ...line.inbox.receipts]).toEqual([]);
  });

  it.each(['null', '[]', '7', '"text"', '{"entry":[null,{"changes":[null,7]}]}'])(
    '%s is acknowledged',
    async (json) => {
      expect((await line.meta.post(json)).status).toBe(200);
    },
  );

  it('a notification of more than 4 MB is refused as too large, one just below is taken', async () => {
    const padded = (bytes: number) => {
      const json = escaped(notification([from(ANA, said('wamid.1', 1))]));
      return json + ' '.repeat(bytes - json.length);
    };
    expect((await line.meta.post(padded(4 * 1024 * 1024))).status).toBe(200);
    expect((await line.meta.post(padded(4 * 1024 * 1024 + 1))).status).toBe(413);
    expect(ids()).toEqual(['wamid.1']);
  });

  it('compressed bytes are refused: the signature would be over something else', async () => {
    expect((await line.meta.post('{}', { headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
  });

  it('a message without a sender is left out, and the log says so', async () => {
    const nobody = change('2001', { messages: [{ id: 'wamid.0', type: 'text', text: { body: 'hidden words' } }] });
    expect((await line.meta.deliver([nobody, from(ANA, said('wamid.1', 1))])).status).toBe(200);
    expect(ids()).toEqual(['wamid.1']);
    expect(line.logged.join('\n')).toContain('unaddressed=1');
  });
});

describe('several things in one notification', () => {
  it('every entry, change, message and status is taken', async () => {
    const statuses = [{ id: 'wamid.OUT1', status: 'read', timestamp: '5', biz_opaque_callback_data: 'c_1.s1' }];
    await line.meta.deliver([
      from(ANA, said('wamid.1', 1), said('wamid.2', 2)),
      from(BEN, said('wamid.3', 3)),
      change('2001', { statuses }),
    ]);
    expect(ids().toSorted()).toEqual(['wamid.1', 'wamid.2', 'wamid.3']);
    expect(line.inbox.receipts).toHaveLength(1);
  });

  it('a customer’s messages are stored in the order they were written, however they come', async () => {
    await line.meta.deliver([
      from(ANA, said('wamid.3', 30), said('wamid.1', 10)),
      from(ANA, said('wamid.2', 20), said('wamid.4', 30)),
    ]);
    expect(ids()).toEqual(['wamid.1', 'wamid.2', 'wamid.3', 'wamid.4']);
  });

  it('a customer’s next message waits for the one before, another customer’s does not', async () => {
    const stored: string[] = [];
    const release: (() => void)[] = [];
    const { message } = line.inbox.intake;
    line.inbox.intake.message = async (one: InboundMessage) => {
      stored.push(`${one.externalId} begins`);
      if (one.externalId === 'wamid.1') await new Promise<void>((resolve) => release.push(resolve));
      if (one.externalId === 'wamid.9') release.forEach((resume) => void resume());
      const result = await message(one);
      stored.push(`${one.externalId} ends`);
      return result;
    };
    await line.meta.deliver([from(ANA, said('wamid.1', 1), said('wamid.2', 2)), from(BEN, said('wamid.9', 9))]);
    expect(stored.indexOf('wamid.1 ends')).toBeLessThan(stored.indexOf('wamid.2 begins'));
    expect(stored.indexOf('wamid.9 begins')).toBeLessThan(stored.indexOf('wamid.1 ends'));
  });
});

it('what is said about one customer is stored one after the other, receipts too', async () => {
  const { message, receipt } = line.inbox.intake;
  let running = 0;
  let most = 0;
  const alone = async <T>(work: Promise<T>) => {
    most = Math.max(most, ++running);
    const result = await work;
    running--;
    return result;
  };
  line.inbox.intake.message = (one) => alone(message(one));
  line.inbox.intake.receipt = (...told) => alone(receipt(...told));
  const told = (status: string, timestamp: number) => ({
    id: 'wamid.OUT1',
    status,
    timestamp: String(timestamp),
    recipient_id: ANA.waId,
  });
  await line.meta.deliver([
    from(ANA, said('wamid.1', 2)),
    change('2001', { statuses: [told('sent', 1), told('read', 3)] }),
  ]);
  expect(ids()).toEqual(['wamid.1']);
  expect(line.inbox.receipts).toHaveLength(2);
  expect(most).toBe(1);
});

describe('when something cannot be stored', () => {
  const three = [from(ANA, said('wamid.1', 1), said('wamid.2', 2)), from(BEN, said('wamid.3', 3))];
  const failing = (id: string, error: unknown) =>
    line.inbox.failWhen(({ externalId }) => (externalId === id ? error : undefined));

  it('with the store away Meta is asked to deliver again, and then everything is there once and in order', async () => {
    failing('wamid.1', new Failure('store-unavailable', 'disk full'));
    expect((await line.meta.deliver(three)).status).toBe(503);
    expect(ids()).toEqual(['wamid.3']); // 2 must not overtake 1
    line.inbox.failWhen(() => undefined);
    expect((await line.meta.redeliver()).status).toBe(200);
    expect(ids()).toEqual(['wamid.3', 'wamid.1', 'wamid.2']);
    expect(line.inbox.duplicates).toBe(1);
  });

  it('a message that trips over a bug does not lose its neighbours', async () => {
    failing('wamid.1', new TypeError('a bug'));
    expect((await line.meta.deliver(three)).status).toBe(503);
    expect(ids().toSorted()).toEqual(['wamid.2', 'wamid.3']);
  });

  it('the log says what went wrong without the customers’ words', async () => {
    failing('wamid.1', new Failure('store-unavailable', 'disk full'));
    await line.meta.deliver([from(ANA, said('wamid.1', 1, 'my secret illness'))]);
    expect(line.logged.join('\n')).toContain('disk full');
    expect(line.logged.join('\n')).not.toMatch(/illness|353851112222/u);
  });
});

/** What Meta says later about our messages. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AcceptedSend } from '../../fakes/fake-graph.ts';
import { change } from '../../fakes/meta-driver.ts';
import { ANA, ANA_AT, type Line, openLine, worded } from './line.ts';

let line: Line;
beforeEach(async () => {
  line = await openLine();
});
afterEach(() => line.close());

async function sent(): Promise<AcceptedSend> {
  await line.sends('Hello');
  const send = line.graph.sends.at(-1);
  if (!send) throw new Error('the fake accepted nothing');
  return send;
}

describe('statuses', () => {
  it.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
  ] as const)('%s is handed over as %s, with our own id', async (status, state) => {
    const send = await sent();
    expect((await line.meta.status(send, status, { timestamp: '1795200005' })).status).toBe(200);
    expect(line.inbox.receipts).toEqual([{ sendId: 'c_1.s1', externalId: send.wamid, state, at: 1_795_200_005_000 }]);
  });

  it.each([
    [131047, 'window-closed'],
    [131026, 'undeliverable'],
    [131049, 'customer-refuses'],
    [131042, 'channel-payment'],
    [132015, 'bad-template'],
    [424_242, 'undeliverable'],
  ])('a message that failed with %d says %s', async (code, failure) => {
    await line.meta.status(await sent(), 'failed', {
      errors: [{ code, title: 'told to fail' }],
      recipient_id: undefined,
    });
    expect(line.inbox.receipts).toMatchObject([{ state: 'failed', sendId: 'c_1.s1', failure }]);
  });

  it('a failed message without a reason counts as undeliverable', async () => {
    await line.meta.status(await sent(), 'failed');
    expect(line.inbox.receipts).toMatchObject([{ state: 'failed', failure: 'undeliverable' }]);
  });

  it('a message that we did not send through here is handed over without an id of ours', async () => {
    await line.meta.status(await sent(), 'delivered', { biz_opaque_callback_data: undefined });
    expect(line.inbox.receipts[0]).not.toHaveProperty('sendId');
  });

  it('a status of a new kind is acknowledged and left alone', async () => {
    const told = { id: 'wamid.OUT1', status: 'teleported', timestamp: '1' };
    expect((await line.meta.deliver([change('2001', { statuses: [told, { status: 'read' }] })])).status).toBe(200);
    expect(line.inbox.receipts).toEqual([]);
  });

  it('delivered in any order they are handed over by their time', async () => {
    const { wamid, sendId, to } = await sent();
    const told = (status: string, timestamp: number) => ({
      id: wamid,
      status,
      timestamp: String(timestamp),
      recipient_id: to,
      biz_opaque_callback_data: sendId,
    });
    await line.meta.deliver([change('2001', { statuses: [told('read', 3), told('sent', 1), told('delivered', 2)] })]);
    expect(line.inbox.receipts.map(({ state }) => state)).toEqual(['sent', 'delivered', 'read']);
  });

  it('a status may come before Meta has answered our request', async () => {
    line.graph.onAccepted(async (send) => void (await line.meta.status(send, 'sent')));
    await line.sends('Hello');
    expect(line.inbox.receipts).toMatchObject([{ sendId: 'c_1.s1', state: 'sent' }]);
  });

  it('a customer without a number has receipts too', async () => {
    await line.channel.send({ ...ANA_AT, key: 'bsuid:IE.7001' }, worded('Hello'), 'c_1.s1');
    const [send] = line.graph.sends;
    if (send) await line.meta.status(send, 'delivered');
    expect(line.inbox.receipts).toMatchObject([{ sendId: 'c_1.s1', state: 'delivered' }]);
  });

  it('when they cannot be stored Meta is asked to deliver them again', async () => {
    const send = await sent();
    const { receipt } = line.inbox.intake;
    line.inbox.intake.receipt = () => Promise.reject(new Error('away'));
    expect((await line.meta.status(send, 'sent')).status).toBe(503);
    line.inbox.intake.receipt = receipt;
    expect((await line.meta.redeliver()).status).toBe(200);
    expect(line.inbox.receipts).toHaveLength(1);
  });
});

describe('Meta’s side as the tests play it', () => {
  it('reports what was accepted by itself, again until it is taken', async () => {
    const auto = await openLine({ meta: { autoStatuses: true, retryMs: 1 } });
    let away = 3;
    const { receipt } = auto.inbox.intake;
    auto.inbox.intake.receipt = async (...told) => {
      if (away-- > 0) throw new Error('away');
      await receipt(...told);
    };
    auto.graph.failNext({ kind: 'reset', accepted: true });
    await auto.sends('Hello').catch(() => undefined);
    await auto.meta.settled();
    await auto.close();
    expect(auto.graph.sends).toMatchObject([{ sendId: 'c_1.s1', to: '353851112222', text: 'Hello' }]);
    expect(auto.inbox.receipts.map(({ state }) => state)).toEqual(['sent', 'delivered']);
  });

  it('delivers a customer’s words again until they are taken', async () => {
    let away = 2;
    line.inbox.failWhen(() => (away-- > 0 ? new Error('away') : undefined));
    const { status } = await line.meta.says(ANA, 'Hello', { untilTaken: true });
    expect(status).toBe(200);
    expect(line.inbox.messages).toHaveLength(1);
  });

  it.each([
    ['no buttons', { type: 'button', body: { text: 'x' }, action: { buttons: [] } }],
    [
      'a title too long',
      { type: 'button', body: { text: 'x' }, action: { buttons: [{ reply: { id: '1', title: 'x'.repeat(21) } }] } },
    ],
    [
      'titles alike',
      {
        type: 'button',
        body: { text: 'x' },
        action: { buttons: [{ reply: { id: '1', title: 'x' } }, { reply: { id: '2', title: 'x' } }] },
      },
    ],
    [
      'a body too long',
      { type: 'button', body: { text: 'x'.repeat(1025) }, action: { buttons: [{ reply: { id: '1', title: 'x' } }] } },
    ],
    [
      'eleven rows',
      {
        type: 'list',
        body: { text: 'x' },
        action: {
          button: 'y',
          sections: [{ rows: Array.from({ length: 11 }, (_, n) => ({ id: `${n}`, title: `${n}` })) }],
        },
      },
    ],
    [
      'a list without its button',
      { type: 'list', body: { text: 'x' }, action: { sections: [{ rows: [{ id: '1', title: 'x' }] }] } },
    ],
  ])('refuses a message with %s as strictly as Meta does', async (_what, interactive) => {
    const body = {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: ANA.waId,
      type: 'interactive',
      interactive,
    };
    const response = await fetch(`${line.graph.url}/2001/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 100, fbtrace_id: 'trace-1' } });
    expect(line.graph.sends).toEqual([]);
  });
});

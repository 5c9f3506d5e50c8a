/** What the shop's messages look like at Meta. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OutboundMessage } from '../../../src/domain/message.ts';
import { failureOf } from '../../contracts/channel-contract.ts';
import { ANA_AT, type Line, openLine } from './line.ts';

let line: Line;
beforeEach(async () => {
  line = await openLine();
});
afterEach(() => line.close());

/** The menu of the first message that went out. */
function menu(): { readonly type: string; readonly action: object } {
  const [send] = line.graph.sends;
  if (!send) throw new Error('nothing was accepted');
  return send.payload.interactive as { type: string; action: object };
}

const reminder: OutboundMessage = {
  kind: 'template',
  name: 'booking_reminder',
  language: 'en',
  values: ['Ana', 'Tue 10:00\n\tat the   shop'],
  text: 'Ana, see you on Tue 10:00 at the shop',
};

describe('what the customer gets', () => {
  it('a text goes out as it is, with our id and without a link preview', async () => {
    expect(await line.sends('See https://shop.example for *prices*')).toEqual({ externalId: 'wamid.OUT1' });
    expect(line.graph.sends[0]?.payload).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '353851112222',
      type: 'text',
      text: { body: 'See https://shop.example for *prices*', preview_url: false },
      biz_opaque_callback_data: 'c_1.s1',
    });
  });

  it('up to three short choices are buttons', async () => {
    await line.sends('When?', ['Tue 10:00', 'Tue 11:00', 'Another day']);
    expect(line.graph.sends[0]?.payload).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'When?' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'id-0', title: 'Tue 10:00' } },
            { type: 'reply', reply: { id: 'id-1', title: 'Tue 11:00' } },
            { type: 'reply', reply: { id: 'id-2', title: 'Another day' } },
          ],
        },
      },
    });
  });

  it('more than three are rows of a list', async () => {
    await line.sends('When?', ['1', '2', '3', '4']);
    expect(menu().type).toBe('list');
    expect(menu().action).toEqual({
      button: 'Choose',
      sections: [{ rows: ['1', '2', '3', '4'].map((title, n) => ({ id: `id-${n}`, title })) }],
    });
  });

  it('a label too long for a button is read in full below a row', async () => {
    const long = 'Full service with wheel truing';
    await line.sends('Which?', [long, 'Puncture']);
    expect(menu().action).toMatchObject({
      sections: [{ rows: [{ title: 'Full service with wheel…', description: long }, { title: 'Puncture' }] }],
    });
  });

  it('labels that cutting made the same stay apart, and an emoji is never halved', async () => {
    const labels = ['Gear service for road bikes', 'Gear service for road bikers', `${'x'.repeat(22)}👍 up`, 'OK'];
    await line.sends('Which?', labels);
    expect(line.graph.sends[0]?.taps.map(({ title }) => title)).toEqual([
      'Gear service for road b…',
      'Gear service for road… 2',
      `${'x'.repeat(22)}…`,
      'OK',
    ]);
  });

  it('an id longer than a row may have keeps its buttons, because a cut id would mean something else', async () => {
    const choices = [{ id: 'x'.repeat(256), label: 'A label that is longer than a button' }];
    await line.channel.send(ANA_AT, { kind: 'text', text: 'Which?', choices }, 'c_1.s1');
    expect(line.graph.sends[0]?.taps[0]).toEqual({
      type: 'button_reply',
      id: 'x'.repeat(256),
      title: 'A label that is lon…',
    });
    const tooLong = [{ id: 'x'.repeat(257), label: 'A' }];
    const failure = await failureOf(
      line.channel.send(ANA_AT, { kind: 'text', text: 'Which?', choices: tooLong }, 'c_1.s2'),
    );
    expect(failure.code).toBe('bad-request');
  });

  it('a template carries its values without line breaks or runs of spaces', async () => {
    await line.channel.send(ANA_AT, reminder, 'c_1.s1');
    expect(line.graph.sends[0]?.payload.template).toEqual({
      name: 'booking_reminder',
      language: { code: 'en' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ana' },
            { type: 'text', text: 'Tue 10:00 at the shop' },
          ],
        },
      ],
    });
  });

  it('a template without values has no components', async () => {
    await line.channel.send(ANA_AT, { ...reminder, values: [] }, 'c_1.s1');
    expect(line.graph.sends[0]?.payload.template).toMatchObject({ components: [] });
  });

  it('their message is marked read while we write', async () => {
    await line.channel.showTyping?.(ANA_AT, 'wamid.IN7');
    expect(line.graph.marks).toEqual([{ messageId: 'wamid.IN7', typing: true }]);
  });

  it.each(['wa:', 'wa:12ab', 'bsuid:', 'slack:U1', ''])(
    'an address "%s" that is none of ours is a bug, not a request',
    async (key) => {
      const failure = await failureOf(
        line.channel.send({ ...ANA_AT, key }, { kind: 'text', text: 'Hi', choices: [] }, 's'),
      );
      expect(failure.code).toBe('bad-request');
      expect([...line.graph.sends, ...line.graph.refusals]).toEqual([]);
    },
  );
});

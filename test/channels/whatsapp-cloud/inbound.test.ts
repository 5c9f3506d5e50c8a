/** What customers can send on WhatsApp, read into our words. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { change } from '../../fakes/meta-driver.ts';
import { ANA, ANA_AT, type Line, openLine } from './line.ts';

let line: Line;
beforeEach(async () => {
  line = await openLine();
});
afterEach(() => line.close());

describe('what is in a message', () => {
  it.each([
    ['a text', { type: 'text', text: { body: 'Olá' } }, { kind: 'text', text: 'Olá' }],
    [
      'a tapped button',
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'confirm', title: 'Confirm' } } },
      { kind: 'choice', id: 'confirm', label: 'Confirm' },
    ],
    [
      'a tapped list row',
      {
        type: 'interactive',
        interactive: { type: 'list_reply', list_reply: { id: 'slot_3', title: 'Tue 10:00', description: '30 min' } },
      },
      { kind: 'choice', id: 'slot_3', label: 'Tue 10:00' },
    ],
    [
      'a tapped quick reply of a template',
      { type: 'button', button: { text: 'Yes', payload: 'booking:keep' } },
      { kind: 'choice', id: 'booking:keep', label: 'Yes' },
    ],
    [
      'a photo with words',
      { type: 'image', image: { id: '31', mime_type: 'image/jpeg', sha256: 'x', caption: 'this one' } },
      { kind: 'media', mediaType: 'image', mediaId: '31', mimeType: 'image/jpeg', caption: 'this one' },
    ],
    [
      'a voice note',
      { type: 'audio', audio: { id: '32', mime_type: 'audio/ogg; codecs=opus', voice: true } },
      { kind: 'media', mediaType: 'audio', mediaId: '32', mimeType: 'audio/ogg; codecs=opus' },
    ],
    [
      'a film',
      { type: 'video', video: { id: '35', mime_type: 'video/mp4' } },
      { kind: 'media', mediaType: 'video', mediaId: '35', mimeType: 'video/mp4' },
    ],
    [
      'a document',
      { type: 'document', document: { id: '33', mime_type: 'application/pdf', filename: 'order.pdf' } },
      { kind: 'media', mediaType: 'document', mediaId: '33', mimeType: 'application/pdf', fileName: 'order.pdf' },
    ],
    [
      'a sticker',
      { type: 'sticker', sticker: { id: '34', animated: false } },
      { kind: 'media', mediaType: 'sticker', mediaId: '34' },
    ],
    [
      'a place in numbers',
      { type: 'location', location: { latitude: 1.5, longitude: -2.5, name: 'Shop', address: 'Main St 1' } },
      { kind: 'location', latitude: 1.5, longitude: -2.5, name: 'Shop', address: 'Main St 1' },
    ],
    [
      'a place in strings',
      { type: 'location', location: { latitude: '0', longitude: '2.5' } },
      { kind: 'location', latitude: 0, longitude: 2.5 },
    ],
    [
      'no place',
      { type: 'location', location: { latitude: 'north' } },
      { kind: 'unsupported', description: 'location without a place' },
    ],
    [
      'contact cards',
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Ben' }, phones: [] }, {}] },
      { kind: 'contacts', names: ['Ben', 'unnamed'] },
    ],
    [
      'a reaction',
      { type: 'reaction', reaction: { message_id: 'wamid.OUT1', emoji: '👍' } },
      { kind: 'reaction', toExternalId: 'wamid.OUT1', emoji: '👍' },
    ],
    [
      'a reaction taken back',
      { type: 'reaction', reaction: { message_id: 'wamid.OUT1' } },
      { kind: 'reaction', toExternalId: 'wamid.OUT1' },
    ],
    [
      'an order',
      {
        type: 'order',
        order: {
          catalog_id: '1',
          text: 'by Friday',
          product_items: [{ product_retailer_id: 'tube-28', quantity: '2', item_price: 7 }],
        },
      },
      { kind: 'unsupported', description: 'order: 2 x tube-28; by Friday' },
    ],
    [
      'a filled-in form',
      {
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"t","size":"M","extras":["bell"]}' },
        },
      },
      { kind: 'unsupported', description: 'filled-in form: size M, extras ["bell"]' },
    ],
    [
      'a form with broken answers',
      { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{' } } },
      { kind: 'unsupported', description: 'filled-in form: its answers could not be read' },
    ],
    [
      'an interactive answer of a new kind',
      { type: 'interactive', interactive: { type: 'hologram' } },
      { kind: 'unsupported', description: 'interactive answer hologram' },
    ],
    [
      'a tap without a meaning',
      { type: 'interactive', interactive: { type: 'list_reply' } },
      { kind: 'unsupported', description: 'tap on a button without a meaning' },
    ],
    [
      'the chat opened for the first time',
      { type: 'request_welcome' },
      { kind: 'event', description: 'opened the chat for the first time' },
    ],
    [
      'what WhatsApp does not pass on',
      { type: 'unsupported', unsupported: { type: 'poll_update' }, errors: [{ code: 131051 }] },
      { kind: 'unsupported', description: 'message of a kind WhatsApp does not pass on (poll_update)' },
    ],
    [
      'a type nobody knows yet',
      { type: 'hologram', hologram: { id: '9' } },
      { kind: 'unsupported', description: 'message of type hologram' },
    ],
    ['no type at all', {}, { kind: 'unsupported', description: 'message of type unknown' }],
  ])('%s', async (_what, message, content) => {
    expect(await line.reads(message)).toEqual(content);
  });

  it('a form of any size is cut to what staff can read', async () => {
    const response_json = JSON.stringify({ story: 'x'.repeat(10_000) });
    const content = await line.reads({
      type: 'interactive',
      interactive: { type: 'nfm_reply', nfm_reply: { response_json } },
    });
    expect(content.kind === 'unsupported' && content.description.length).toBe(500);
  });
});

describe('around a message', () => {
  it('stand who wrote, when, and what it answers', async () => {
    const { status } = await line.meta.says(ANA, '', {
      id: 'wamid.1',
      timestamp: 1_795_200_000,
      message: { type: 'text', text: { body: 'Yes' }, context: { from: '15550001111', id: 'wamid.OUT9' } },
    });
    expect(status).toBe(200);
    expect(line.inbox.messages).toEqual([
      {
        address: ANA_AT,
        externalId: 'wamid.1',
        aliases: [
          { kind: 'wa-id', value: '353851112222' },
          { kind: 'phone', value: '+353851112222' },
          { kind: 'bsuid', value: 'IE.7001' },
        ],
        displayName: 'Ana',
        content: { kind: 'text', text: 'Yes' },
        quotedId: 'wamid.OUT9',
        sentAt: 1_795_200_000_000,
      },
    ]);
  });

  it('without a timestamp it counts from when it came', async () => {
    const message = { id: 'wamid.1', from: ANA.waId, type: 'text', text: { body: 'Hi' } };
    await line.meta.deliver([change('2001', { messages: [message] })]);
    expect(line.inbox.messages[0]?.sentAt).toBe(line.clock.now());
  });

  it('the name is the one of the contact who wrote', async () => {
    const contacts = [
      { profile: { name: 'Ben' }, wa_id: '353853334444' },
      { profile: { name: 'Ana' }, wa_id: ANA.waId, user_id: ANA.userId },
    ];
    const message = { id: 'wamid.1', from: ANA.waId, timestamp: '1', type: 'text', text: { body: 'Hi' } };
    await line.meta.deliver([change('2001', { contacts, messages: [message] })]);
    await line.meta.deliver([
      change('2001', { contacts: contacts.slice(0, 1), messages: [{ ...message, id: 'wamid.2' }] }),
    ]);
    expect(line.inbox.messages.map(({ displayName }) => displayName)).toEqual(['Ana', undefined]);
    expect(line.inbox.messages[0]?.aliases).toContainEqual({ kind: 'bsuid', value: 'IE.7001' });
  });
});

describe('who a customer is', () => {
  it('a customer without a number is answered at their user id', async () => {
    await line.meta.says({ userId: 'IE.7001', name: 'ana.p' }, 'Hi');
    const heard = line.inbox.messages[0];
    expect(heard?.address.key).toBe('bsuid:IE.7001');
    expect(heard?.aliases).toEqual([{ kind: 'bsuid', value: 'IE.7001' }]);
    await line.channel.send(heard?.address ?? ANA_AT, { kind: 'text', text: 'Hello', choices: [] }, 'c_1.s1');
    expect(line.graph.sends[0]?.payload).toMatchObject({ recipient: 'IE.7001' });
    expect(line.graph.sends[0]?.payload).not.toHaveProperty('to');
  });

  it('a customer first seen with both and then without the number shares an alias with themself', async () => {
    await line.meta.says(ANA, 'Hi');
    await line.meta.says({ userId: ANA.userId }, 'Me again');
    const [first, second] = line.inbox.messages;
    expect(second?.address.key).not.toBe(first?.address.key);
    expect(first?.aliases).toEqual(expect.arrayContaining([...(second?.aliases ?? ['none'])]));
  });

  it('a sender that is no number is known by the user id, never written to as a number', async () => {
    const message = { id: 'wamid.1', from: 'ana.p', from_user_id: 'IE.7001', type: 'text', text: { body: 'Hi' } };
    await line.meta.deliver([change('2001', { messages: [message] })]);
    expect(line.inbox.messages[0]?.address.key).toBe('bsuid:IE.7001');
  });

  it('Mexican numbers are linked by the number people dial', async () => {
    await line.meta.says({ waId: '5215512345678' }, 'Hola');
    expect(line.inbox.messages[0]?.address.key).toBe('wa:5215512345678');
    expect(line.inbox.messages[0]?.aliases).toContainEqual({ kind: 'phone', value: '+525512345678' });
  });

  it('a changed number is an event that links the old and the new', async () => {
    const system = {
      type: 'user_changed_number',
      body: 'Ana changed',
      wa_id: '353859998888',
      user_id: 'IE.8',
      previous_user_id: 'IE.7001',
    };
    const message = { id: 'wamid.1', from: ANA.waId, timestamp: '1', type: 'system', system };
    await line.meta.deliver([change('2001', { messages: [message] })]);
    expect(line.inbox.messages[0]).toMatchObject({
      address: ANA_AT,
      content: { kind: 'event', description: 'changed their number' },
      aliases: [
        { kind: 'wa-id', value: '353851112222' },
        { kind: 'phone', value: '+353851112222' },
        { kind: 'wa-id', value: '353859998888' },
        { kind: 'phone', value: '+353859998888' },
        { kind: 'bsuid', value: 'IE.8' },
        { kind: 'bsuid', value: 'IE.7001' },
      ],
    });
  });

  it.each([
    ['user_changed_user_id', 'changed their user id'],
    ['customer_identity_changed', 'registered WhatsApp on another device'],
    ['moon_landing', 'system notice moon_landing'],
  ])('the system notice %s is an event', async (type, description) => {
    expect(await line.reads({ type: 'system', system: { type } })).toEqual({ kind: 'event', description });
  });
});

describe('what customers tell WhatsApp about offers', () => {
  const preference = (value: string, more: object = {}) => ({
    ...change('2001', {
      contacts: [{ profile: { name: 'Ana' }, wa_id: ANA.waId }],
      user_preferences: [
        { wa_id: ANA.waId, detail: 'x', category: 'marketing_messages', value, timestamp: 1_795_000_000, ...more },
      ],
    }),
    field: 'user_preferences',
  });

  it('is handed over once, as an event and not as words', async () => {
    await line.meta.deliver([preference('stop')]);
    await line.meta.redeliver();
    await line.meta.deliver([preference('resume', { timestamp: 1_795_000_060 })]);
    expect(line.inbox.messages.map(({ address, content }) => [address, content])).toEqual([
      [ANA_AT, { kind: 'event', description: 'stopped marketing messages in WhatsApp', offers: false }],
      [ANA_AT, { kind: 'event', description: 'resumed marketing messages in WhatsApp', offers: true }],
    ]);
  });

  it('of another kind, or of nobody, is left alone', async () => {
    await line.meta.deliver([preference('stop', { category: 'service_messages' })]);
    await line.meta.deliver([preference('perhaps')]);
    expect(line.inbox.messages).toEqual([]);
  });
});

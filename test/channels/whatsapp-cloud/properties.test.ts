/** Whatever Meta delivers is read without a throw; whatever choices the core offers, Meta accepts. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readNotification } from '../../../channels/whatsapp-cloud/notification.ts';
import { payloadOf } from '../../../channels/whatsapp-cloud/payloads.ts';
import { faultIn, tapsIn } from '../../fakes/graph-rules.ts';
import { change, notification } from '../../fakes/meta-driver.ts';

const TYPES = [
  'text',
  'interactive',
  'button',
  'image',
  'location',
  'contacts',
  'reaction',
  'order',
  'system',
  'other',
];

it('no notification of any shape stops the ones around it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      expect(readNotification(body, '2001', 7).deliveries).toEqual([]);
    }),
  );
});

it('no message of any shape is lost while it says who sent it', () => {
  const odd = fc.record({ type: fc.constantFrom(...TYPES), body: fc.jsonValue(), more: fc.jsonValue() });
  fc.assert(
    fc.property(fc.array(odd, { minLength: 1, maxLength: 5 }), (messages) => {
      const sent = messages.map(({ type, body, more }, n) => {
        const around = { timestamp: more, context: more, errors: more };
        return { ...around, [type]: body, type, id: `wamid.${n}`, from: '353851112222' };
      });
      const { deliveries } = readNotification(
        notification([change('2001', { messages: sent, contacts: [] })]),
        '2001',
        7,
      );
      expect(deliveries).toHaveLength(messages.length);
    }),
  );
});

it('choices with labels of any kind make a message that Meta accepts, with every meaning in it', () => {
  const label = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('', ' ', 'Yes', 'half an emoji \ud83d', 'Full service with wheel truing', '👩🏽‍🔧'.repeat(12)),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ label, description: label }), { minLength: 1, maxLength: 10 }), (offered) => {
      const choices = offered.map((choice, n) => ({ ...choice, id: `id-${n}` }));
      const payload = payloadOf('wa:353851112222', { kind: 'text', text: 'Which?', choices }, 'c_1.s1');
      expect(faultIn(payload)).toBeUndefined();
      expect(tapsIn(payload).map(({ id }) => id)).toEqual(choices.map(({ id }) => id));
      expect(new Set(tapsIn(payload).map(({ title }) => title)).size).toBe(choices.length);
    }),
  );
});

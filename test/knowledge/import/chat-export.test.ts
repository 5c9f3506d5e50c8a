import { describe, expect, it } from '@jest/globals';
import { exchangesIn, isChatExport, readChatExport, shopIn } from '../../../src/knowledge/import/chat-export.ts';
import { toMarkdown } from '../../../src/knowledge/import/to-markdown.ts';
import { maskPersonal } from '../../../src/knowledge/mask-personal.ts';

const SHOP = { name: 'Harbour Cycles', currency: 'EUR', locale: 'en-IE' };

const IPHONE = `[24/11/2026, 10:15:32] Harbour Cycles: \u200eMessages and calls are end-to-end encrypted.
[24/11/2026, 10:15:32] Mary Byrne: Hi, this is Mary
[24/11/2026, 10:15:40] Mary Byrne: how much is a wash?
and do you dry it too?
\u200e[24/11/2026, 10:16:01] Mary Byrne: \u200eimage omitted
[24/11/2026, 10:20:12] Harbour Cycles: A wash is €12, Mary.
Drying is included.
[24/11/2026, 10:21:00] Mary Byrne: Thanks! My number is 087 123 4567`;

const FORMATS: readonly (readonly [string, string])[] = [
  ['Android, Ireland', '24/11/2026, 10:15 - Mary: How much is a wash?\n24/11/2026, 10:16 - Harbour Cycles: €12'],
  [
    'Android, United States',
    '11/24/26, 10:15 AM - Mary: How much is a wash?\n11/24/26, 10:16\u202fAM - Harbour Cycles: €12',
  ],
  ['Android, Germany', '24.11.26, 10:15 - Mary: How much is a wash?\n24.11.26, 10:16 - Harbour Cycles: €12'],
  ['Android, Spain', '24/11/26 10:15 - Mary: How much is a wash?\n24/11/26 10:16 a. m. - Harbour Cycles: €12'],
  ['Android, Sweden', '2026-11-24 10:15 - Mary: How much is a wash?\n2026-11-24 10:16 - Harbour Cycles: €12'],
  ['iPhone, Germany', '[24.11.26, 10:15:32] Mary: How much is a wash?\n[24.11.26, 10:16:02] Harbour Cycles: €12'],
  [
    'iPhone, United States',
    '[11/24/26, 10:15:32\u202fAM] Mary: How much is a wash?\n[11/24/26, 10:16:02 AM] Harbour Cycles: €12',
  ],
  ['iPhone, Netherlands', '[24-11-2026 10:15:32] Mary: How much is a wash?\n[24-11-2026 10:16:02] Harbour Cycles: €12'],
];

describe('an exported chat', () => {
  it.each(FORMATS)('is read as the phone wrote it: %s', (_, text) => {
    expect(isChatExport(text)).toBe(true);
    expect(readChatExport(text)).toEqual([
      { from: 'Mary', text: 'How much is a wash?' },
      { from: 'Harbour Cycles', text: '€12' },
    ]);
  });

  it('keeps lines together and leaves out pictures, calls and what the app says', () => {
    const messages = readChatExport(IPHONE);
    expect(messages.map(({ text }) => text)).toEqual([
      'Hi, this is Mary',
      'how much is a wash?\nand do you dry it too?',
      'A wash is €12, Mary.\nDrying is included.',
      'Thanks! My number is 087 123 4567',
    ]);
    const android = `24/11/2026, 10:00 - Messages and calls are end-to-end encrypted. Tap to learn more.
24/11/2026, 10:15 - Mary: <Media omitted>
24/11/2026, 10:15 - Mary: <Medien ausgeschlossen>
24/11/2026, 10:16 - Mary: This message was deleted
24/11/2026, 10:17 - Mary: At 10:15 - I came by: closed?`;
    expect(readChatExport(android)).toEqual([{ from: 'Mary', text: 'At 10:15 - I came by: closed?' }]);
  });

  it('is no chat when it is a text', () => {
    expect(isChatExport('# Prices\n\n24/11/2026: a wash costs €12.')).toBe(false);
  });

  it('becomes questions of customers with the answers of the shop', () => {
    expect(exchangesIn(readChatExport(IPHONE), 'Harbour Cycles')).toEqual([
      { question: 'How much is a wash? and do you dry it too?', answer: 'A wash is €12, Mary.\nDrying is included.' },
    ]);
  });

  it('knows the shop by its name, by the file, or by who answers; else it does not guess', () => {
    const messages = [
      { from: 'Ann', text: 'Are you open?' },
      { from: 'Bea', text: 'Yes.' },
    ];
    expect(shopIn(messages, { file: 'chat.txt', shop: 'BEA' })).toBe('Bea');
    expect(shopIn(messages, { file: 'Chat with Bea.txt', shop: 'X' })).toBe('Ann');
    expect(shopIn(messages, { file: 'x.txt', shop: 'X' })).toBe('Bea');
    expect(
      shopIn([...messages, { from: 'Bea', text: 'And you?' }, { from: 'Ann', text: 'No' }], {
        file: 'x.txt',
        shop: 'X',
      }),
    ).toBeUndefined();
  });

  it('gives a draft without the customer in it', async () => {
    const bytes = new TextEncoder().encode(IPHONE);
    const converted = await toMarkdown({ name: '_chat.txt', bytes }, SHOP);
    if (converted.kind !== 'done') throw new Error(converted.why);
    const masked = maskPersonal(converted.markdown, { names: converted.customers });
    expect(masked).toBe('## How much is a wash? and do you dry it too?\n\nA wash is €12, [name].\nDrying is included.');
  });
});

describe('personal data', () => {
  it.each([
    ['write to mary.byrne@mail.example please', 'write to [e-mail] please'],
    ['ring 087 123 4567 or +44 20 7946 0018', 'ring [phone] or [phone]'],
    ['IBAN IE29 AIBK 9311 5212 3456 78, please', 'IBAN [bank account], please'],
    ['card 4111 1111 1111 1111 exp 10/27', 'card [card number] exp 10/27'],
    ['I live at 12 Abbey Street, Galway', 'I live at [address], Galway'],
    ['Ich wohne in der Hauptstraße 12', 'Ich wohne in der [address]'],
    ['my name is Mary Byrne', 'my name is [name]'],
  ])('is masked: %s', (text, masked) => {
    expect(maskPersonal(text)).toBe(masked);
  });

  it('leaves prices, dates and the shop’s own number alone', () => {
    const text = 'A service is €1,250.00 on 24/11/2026 at 10:15; ring 020 910 1234.';
    expect(maskPersonal(text, { keep: ['020 910 1234'] })).toBe(text);
  });
});

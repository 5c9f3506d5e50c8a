/** Whatever stands on a card, Slack accepts it, and staff see the marks that matter. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { layoutOf as layoutWith } from '../../../channels/slack/card-blocks.ts';
import { alikeDialog, templateDialog } from '../../../channels/slack/choice-dialogs.ts';
import { readTyped, writingDialog } from '../../../channels/slack/dialogs.ts';
import { marked } from '../../../channels/slack/rich-text.ts';
import { cut, escaped, pieces } from '../../../channels/slack/text-limits.ts';
import { CARD_ACTIONS, type Card, type CardAction } from '../../../src/domain/approval.ts';
import { usualCard } from '../../fakes/card-records.ts';
import { blocksError, viewError } from '../../fakes/slack/block-kit-rules.ts';
import { sayWhen, wordsOf } from './slack-room.ts';

const layoutOf = (card: Card) => layoutWith(card, sayWhen);
const CONTEXT = { kind: 'edit', approvalId: 'memory.c1.a1', version: 1, channel: 'C0ROOM', ts: '1.1' } as const;
const text = (most: number) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .constantFrom('&', '<', '"', '\n', 'ä', '😀', '\\', 'word ')
      .chain((unit) => fc.nat(most).map((length) => unit.repeat(length))),
  );
const actions: fc.Arbitrary<CardAction[]> = fc.subarray([...CARD_ACTIONS]);
const anyAlike = fc
  .array(fc.record({ customerName: text(200), words: text(900), exception: fc.boolean() }), { maxLength: 70 })
  .map((all) =>
    all.map(({ customerName, words, exception }, index) => ({
      ...{ approvalId: `c_${'x'.repeat(22)}${index}.a1`, version: 1, customerName, customerWords: [words], exception },
    })),
  );
const anyCard: fc.Arbitrary<Card> = fc
  .record({
    headline: text(300).map((words) => words || 'x'),
    customerName: text(300),
    customerWords: fc.array(text(4_096), { maxLength: 4 }),
    draft: text(5_000),
    previousDraft: text(5_000),
    unanswered: fc.array(text(2_000), { maxLength: 3 }),
    why: fc.array(text(500), { maxLength: 9 }),
    summary: text(3_000),
    sources: fc.array(fc.record({ title: text(300), text: text(2_000) }), { maxLength: 6 }),
    unproven: fc.array(text(12), { maxLength: 50 }),
    history: fc.array(fc.record({ text: text(400), at: fc.nat(2_000_000_000_000) }), { maxLength: 12 }),
    newWords: fc.nat(4),
    needed: fc.constantFrom('anyone', 'manager', 'two-people'),
    firstApproval: text(200),
    claim: fc.record({ by: text(200).map((words) => words || 'x'), until: fc.nat(2_000_000_000_000) }),
    laterAt: fc.nat(2_000_000_000_000),
    templates: fc
      .array(text(1_200), { maxLength: 60 })
      .map((all) => all.map((words, id) => ({ id: `t${id}`, text: words || 'x' }))),
    alike: anyAlike,
    actions,
  })
  .map((changes) => ({ ...usualCard('memory.c1.a1'), ...changes }));

describe('the blocks of a card', () => {
  it('are accepted by Slack whatever customers, documents and staff have written', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(blocksError(JSON.stringify(layoutOf(card).blocks))).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it('of the worst card still fit into one message', () => {
    const worst = (length: number) => 'W'.repeat(length);
    const card: Card = {
      ...usualCard('memory.c1.a1'),
      headline: worst(999),
      customerName: worst(999),
      customerWords: [worst(9_999)],
      draft: '4 '.repeat(5_000),
      previousDraft: worst(9_999),
      why: Array(20).fill(worst(999)),
      summary: worst(9_999),
      sources: Array(20).fill({ title: worst(999), text: worst(999) }),
      unproven: ['4'],
      history: Array(20).fill({ text: worst(999), at: 1 }),
      newWords: 1,
      needed: 'two-people',
      firstApproval: worst(999),
      claim: { by: worst(999), until: 1 },
      laterAt: 1,
      templates: Array(20).fill({ id: worst(100), text: worst(1_024) }),
      alike: Array.from({ length: 50 }, (_, index) => ({
        ...{ approvalId: `a${index}`, version: 1, customerName: worst(999), customerWords: [worst(999)] },
        exception: index % 2 === 0,
      })),
      actions: CARD_ACTIONS.filter((action) => action !== 'edit'),
    };
    expect(blocksError(JSON.stringify(layoutOf(card).blocks))).toBeUndefined();
  });

  it('of a dialog are accepted too, and a draft of any length comes back as it was', () => {
    fc.assert(
      fc.property(text(9_000), (draft) => {
        const view = writingDialog({ context: CONTEXT, now: 0, sayWhen }, { ...usualCard('memory.c1.a1'), draft });
        expect(viewError(JSON.stringify(view))).toBeUndefined();
        const inputs = view.blocks.filter(({ type }) => type === 'input') as unknown as {
          block_id: string;
          element: { initial_value?: string };
        }[];
        const values = Object.fromEntries(
          inputs.map(({ block_id, element }) => [block_id, { text: { value: element.initial_value ?? null } }]),
        );
        const { joints } = JSON.parse(view.private_metadata) as { joints?: string[] };
        expect(readTyped(values, joints).replaceAll(/\s/gu, '')).toBe(draft.replaceAll(/\s/gu, ''));
      }),
      { numRuns: 30 },
    );
  });

  it('of a dialog to choose in are accepted whatever stands on the card', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(viewError(JSON.stringify(alikeDialog({ ...CONTEXT, kind: 'approve-alike' }, card)))).toBeUndefined();
        if (card.templates.length > 0)
          expect(viewError(JSON.stringify(templateDialog({ ...CONTEXT, kind: 'template' }, card)))).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  it('mark what nothing proves, in the draft itself', () => {
    const quote = layoutOf({ ...usualCard('memory.c1.a1'), draft: 'It is €45, or €450.', unproven: ['€45'] }).blocks;
    expect(JSON.stringify(quote)).toContain('{"type":"text","text":"€45","style":{"bold":true,"code":true}}');
    expect(wordsOf({ blocks: quote })).toContain('It is €45, or €450.');
  });

  it('say when free text stops being allowed, in the reader’s own time zone', () => {
    const blocks = JSON.stringify(layoutOf(usualCard('memory.c1.a1')).blocks);
    expect(blocks).toContain('<!date^1795514400^{date_short_pretty} {time}|2026-11-24 10:00 UTC>');
  });

  it('say what happened when it is decided, without buttons', () => {
    const history = [{ text: 'Approved by Alice', at: Date.parse('2026-11-23T10:41:00Z') }];
    const blocks = layoutOf({ ...usualCard('memory.c1.a1'), actions: [], history }).blocks;
    expect(wordsOf({ blocks })).toContain('Approved by Alice');
    expect(JSON.stringify(blocks)).toContain('"fallback":"2026-11-23 10:41 UTC"');
    expect(JSON.stringify(blocks)).not.toContain('actions');
    expect(JSON.stringify(blocks)).not.toContain('Free text is allowed');
  });

  it('leave nothing out silently: what was cut is named for the thread', () => {
    const card = { ...usualCard('memory.c1.a1'), customerWords: ['a'.repeat(1_300)], draft: 'b'.repeat(2_100) };
    expect(layoutOf(card).overflow.map(({ text: whole }) => whole)).toEqual(['a'.repeat(1_300), 'b'.repeat(2_100)]);
    expect(wordsOf({ blocks: layoutOf(card).blocks })).toContain('everything stands in the thread');
    expect(layoutOf(usualCard('memory.c1.a1')).overflow).toEqual([]);
  });
});

describe('marks in a draft', () => {
  const shown = (draft: string, tokens: string[]) =>
    marked(draft, tokens)
      .map((part) => (part.type === 'text' && part.style?.code ? `[${part.text}]` : 'text' in part ? part.text : ''))
      .join('');

  it.each([
    ['at 5 or 15:00 or 5', ['5'], 'at [5] or 15:00 or [5]'],
    ['call +353 (1) 234', ['+353 (1) 234'], 'call [+353 (1) 234]'],
    ['€45.00 today', ['€45', '€45.00'], '[€45.00] today'],
    ['TOMORROW', ['tomorrow'], '[TOMORROW]'],
    ['abc', ['', ' '], 'abc'],
    ['10% off', ['10%'], '[10%] off'],
    ['see https://a.b/c-d?e', ['https://a.b/c-d?e'], 'see [https://a.b/c-d?e]'],
    ['twoweeks', ['two'], '[two]weeks'],
  ])('in "%s" for %j', (draft, tokens, expected) => {
    expect(shown(draft, tokens)).toBe(expected);
  });

  it('never change a letter of the draft', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.array(fc.string({ maxLength: 3 })),
        (draft, tokens) => {
          expect(
            marked(draft, tokens)
              .map((part) => ('text' in part ? part.text : ''))
              .join(''),
          ).toBe(draft);
        },
      ),
    );
  });
});

describe('cutting', () => {
  it('counts as Slack counts and never splits a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 6, max: 40 }), (words, limit) => {
        expect(escaped(cut(words, limit)).length).toBeLessThanOrEqual(limit);
        const parts = pieces(words, limit);
        expect(parts.join('')).toBe(words);
        for (const part of parts) expect(escaped(part).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});

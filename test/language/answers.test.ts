/** Answers are the knowledge's own sentences with their source, or none at all. */
import { describe, expect, it } from '@jest/globals';
import type { RankedPassage } from '../../src/domain/knowledge.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { SALON } from './juniper-hair.ts';

const language = createLocalLanguage({ intents: [], business: SALON });

function ranked(heading: string, text: string, score = 0.9, questions: readonly string[] = []): RankedPassage {
  const passage = {
    id: `salon.md#${heading}`,
    documentTitle: 'The salon',
    heading,
    text,
    questions,
    approvedBy: 'Mo',
    approvedOn: '2026-11-01',
    audience: 'customer',
  } as const;
  return { passage, score };
}

const COLOUR = ranked(
  'Colour',
  'We colour hair with plant-based products from a small maker in Cork. A full head takes about two hours. ' +
    'Roots take one hour. A full head of colour costs €95 and roots cost €60. If you have never had colour with us, ' +
    'please come by for a patch test at least two days before. It takes five minutes and is free. ' +
    'We do not colour the hair of children under sixteen years.',
);
const HOURS = ranked(
  'Opening hours',
  'We are open Tuesday to Saturday from 9:00 to 18:00.\nOn Thursday we stay until 20:00.',
  0.8,
);
const LIST = ranked(
  'What to bring',
  'Some words about bringing things, which go on for a while so that this passage is longer than what is given whole. ' +
    'They say little about what you asked, but knowledge has such sentences, and an answer had better leave them out.\n\n' +
    'Please bring these to a bridal trial:\n\n- a photo of the dress\n- your **veil** or hairpiece\n- a top with an open neck\n\nParking is behind the house.',
);

describe('a question that a passage answers', () => {
  it('gets a short passage whole, line breaks included', async () => {
    const answer = await language.answer('when are you open on Thursday?', [HOURS]);
    expect(answer?.text).toBe(HOURS.passage.text);
  });

  it('gets only the sentences of a long passage that answer', async () => {
    const price = await language.answer('how much is a full head of colour?', [COLOUR]);
    expect(price?.text).toContain('€95');
    expect(price?.text).not.toContain('plant-based');
    const children = await language.answer('do you colour hair of children?', [COLOUR]);
    expect(children?.text).toContain('under sixteen');
    expect(children?.text).not.toContain('€95');
  });

  it('gets the sentence before too when the answer leans on it', async () => {
    const answer = await language.answer('is the patch test free?', [COLOUR]);
    expect(answer?.text).toContain('patch test');
    expect(answer?.text).toContain('is free');
  });

  it('gets a list whole with the line that introduces it, and no Markdown', async () => {
    const answer = await language.answer('what shall I bring to my bridal trial?', [LIST]);
    expect(answer?.text).toBe(
      'Please bring these to a bridal trial:\n- a photo of the dress\n- your veil or hairpiece\n- a top with an open neck',
    );
  });

  it('names the source with the very words of the passage', async () => {
    const answer = await language.answer('how much is a full head of colour?', [COLOUR, HOURS]);
    const [source] = answer?.sources ?? [];
    expect(source).toEqual(
      expect.objectContaining({ kind: 'passage', id: 'salon.md#Colour', title: 'The salon: Colour', score: 0.9 }),
    );
    expect(COLOUR.passage.text).toContain(source?.text ?? 'missing');
  });

  it('every sentence said stands in the source', async () => {
    for (const question of [
      'how long do roots take?',
      'what does colour cost',
      'patch test?',
      'children',
      'which products',
    ]) {
      const answer = await language.answer(question, [COLOUR]);
      expect(COLOUR.passage.text).toContain(answer?.text ?? 'missing');
    }
  });

  it('is answered from the passage that covers it when two rank alike', async () => {
    const answer = await language.answer('how long does a full head of colour take?', [
      ranked('Parking', 'Parking is behind the house.', 0.9),
      COLOUR,
    ]);
    expect(answer?.sources[0]?.id).toBe('salon.md#Colour');
  });
});

describe('the confidence', () => {
  it('is far too low to answer when the same thing is to be bought that we sell, or cancelled that we rent', async () => {
    const sold = ranked('Do you sell old bikes?', 'Yes, we usually have a few old bikes.');
    const rented = ranked('When must a rental be back?', 'Rentals are due half an hour before we close.');
    const asked = async (question: string, passage: RankedPassage) =>
      (await language.answer(question, [passage]))?.confidence ?? 0;
    expect(await asked('do you sell old bikes?', sold)).toBeGreaterThan(0.7);
    expect(await asked('do you buy old bikes?', sold)).toBeLessThan(0.5);
    expect(await asked('when must my rental be back', rented)).toBeGreaterThan(0.7);
    expect(await asked('can I cancel my rental', rented)).toBeLessThan(0.5);
  });

  it.each([
    ['which cards do you not take?', 'We take Visa and Mastercard.', 'which cards do you take?'],
    ['why are you closed on Sunday?', 'On Sunday the shop rests, see you on Monday.', 'are you closed on Sunday?'],
    ['who else is open on Sunday?', 'On Sunday we rest.', 'are you open on Sunday?'],
    ['how much is a fork service?', 'We send forks away for a service.', 'do you do a fork service?'],
    ['can I rent out my bike through you?', 'Rent a bike here by the day.', 'can I rent a bike?'],
  ])('is no answer to "%s" where the passage says: %s', async (another, text, ours) => {
    const passages = [ranked(ours, text, 1)];
    expect((await language.answer(ours, passages))?.confidence ?? 0).toBeGreaterThan(0.6);
    expect((await language.answer(another, passages))?.confidence ?? 0).toBeLessThan(0.4);
  });

  it('is never higher than the passage deserves', async () => {
    const answer = await language.answer('when are you open on Thursday?', [HOURS]);
    expect(answer?.confidence).toBeLessThanOrEqual(HOURS.score);
    expect(answer?.confidence).toBeGreaterThan(0.7);
  });

  it('is lower when the chosen words do not cover the question', async () => {
    const covered = await language.answer('how much are roots?', [COLOUR]);
    const uncovered = await language.answer('how much are eyelash extensions?', [COLOUR]);
    expect(uncovered?.confidence ?? 0).toBeLessThan((covered?.confidence ?? 0) * 0.85);
  });

  it('is lower when a price is asked and none is told', async () => {
    const told = await language.answer('how much is parking?', [
      ranked('Parking', 'Parking is free behind the house.'),
    ]);
    const untold = await language.answer('how much is parking?', [ranked('Parking', 'Parking is behind the house.')]);
    expect(untold?.confidence ?? 0).toBeLessThan(told?.confidence ?? 0);
  });
});

describe('a question that no passage answers', () => {
  it('gets no answer from weak passages or from none', async () => {
    expect(await language.answer('do you sell tractors?', [])).toBeUndefined();
    expect(
      await language.answer('do you sell tractors?', [ranked('Colour', COLOUR.passage.text, 0.2)]),
    ).toBeUndefined();
    expect(await language.answer('do you sell tractors?', [ranked('Empty', '   ')])).toBeUndefined();
  });
});

describe('Markdown', () => {
  it('is written as people write in a chat', async () => {
    const answer = await language.answer('where is parking?', [
      ranked('Parking', 'Parking is **free** behind the house, see [our map](https://salon.example/map) and `gate 2`.'),
    ]);
    expect(answer?.text).toBe('Parking is free behind the house, see our map: https://salon.example/map and gate 2.');
  });
});

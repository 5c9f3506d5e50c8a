/**
 * Which intent a message has and how sure we may be: trained from a business's own example sentences when it starts.
 * What it has not been shown in some form gets a low confidence rather than the least bad label.
 */
import { setImmediate } from 'node:timers/promises';
import type { Intent } from '../../domain/business.ts';
import type { Classification } from '../../ports.ts';
import { conceptWords, createConceptFinder } from './concepts.ts';
import { type Confidence, fitConfidence } from './confidence.ts';
import { type Example, fitIntentModel, type Reading, readHeldOut, readUnseen } from './intent-model.ts';
import { OFF_TOPIC } from './off-topic.ts';
import { isQuestion, segmentsOf } from './segments.ts';
import { createSpeller, vocabularyOf } from './spelling.ts';
import { type Terms, termsOf } from './tf-idf.ts';
import { words } from './tokens.ts';

export interface IntentClassifier {
  classify(text: string): Promise<Classification>;
}

/** An off-topic sentence this near to an example is this business's trade after all. */
const OWN_TRADE = 0.55;
const FEWEST_FOR_HELD_OUT = 10;
/** Cross-validation costs one training a part; large sets need fewer parts. */
const FOLDS = { usual: 5, large: 3, largeFrom: 1500 } as const;
/** In how many turns whole intents are left out to see what lies just outside the trade. */
const UNSEEN_GROUPS = 3;
/** A part of a message that asks is preferred to one that tells unless the other is surer by this much. */
const QUESTION_BONUS = 0.05;
/** Of a long message only so many characters are read once more as a whole. */
const LONGEST_WHOLE = 800;
/** Parts read before other work gets its turn; one part takes well below a millisecond. */
const PARTS_AT_ONCE = 4;

/**
 * Trains at once: some 30 ms per intent with 25 examples.
 * @param intents those without examples are never proposed
 * @param services names and other words for what the business does
 */
export function trainIntentClassifier(intents: readonly Intent[], services: readonly string[]): IntentClassifier {
  const taught = intents.filter((intent) => intent.examples.length > 0);
  if (taught.length === 0) return { classify: async () => ({ ranked: [] }) };
  const texts = taught.flatMap((intent) => intent.examples);
  const finder = createConceptFinder(services);
  const speller = createSpeller(
    vocabularyOf([...texts, ...services, ...conceptWords()]),
    new Set(OFF_TOPIC.flatMap((sentence) => words(sentence))),
  );
  const cut = (text: string): Terms =>
    termsOf(
      words(text).map((word) => speller.correct(word) ?? word),
      finder,
    );

  const examples: Example[] = taught.flatMap((intent, label) =>
    intent.examples.map((text) => ({ terms: cut(text), label })),
  );
  const model = fitIntentModel(examples, taught.length);
  const folds = examples.length >= FOLDS.largeFrom ? FOLDS.large : FOLDS.usual;
  const heldOut = examples.length < FEWEST_FOR_HELD_OUT ? [] : readHeldOut(examples, taught.length, folds);
  const confidence = fitConfidence(
    heldOut.map((reading, at) => ({ reading, label: examples[at]?.label ?? 0 })),
    OFF_TOPIC.map((sentence) => model.read(cut(sentence))).filter((reading) => reading.nearest < OWN_TRADE),
    taught.length < UNSEEN_GROUPS ? [] : readUnseen(examples, taught.length, UNSEEN_GROUPS),
  );

  return {
    async classify(text) {
      const segments = segmentsOf(text);
      const parts = segments.length > 1 ? [...segments, segments.join(' ').slice(0, LONGEST_WHOLE)] : segments;
      const heard: Heard[] = [];
      for (const [at, part] of parts.entries()) {
        if (at > 0 && at % PARTS_AT_ONCE === 0) await setImmediate();
        const terms = cut(part);
        if (terms.word.size === 0) continue;
        const reading = model.read(terms);
        const whole = at === segments.length;
        heard.push({ reading, sure: confidence.sure(reading), asks: !whole && isQuestion(part), whole });
      }
      return { ranked: combined(heard, confidence, taught) };
    },
  };
}

interface Heard {
  readonly reading: Reading;
  readonly sure: number;
  readonly asks: boolean;
  /** All parts together rather than one of them. */
  readonly whole: boolean;
}

/**
 * The surest part decides. Other parts with another intent keep their own confidence: a message that asks two things
 * has two confident intents, so the confidences of such a message may add up to more than 1.
 */
function combined(
  heard: readonly Heard[],
  confidence: Confidence,
  intents: readonly Intent[],
): Classification['ranked'] {
  const weight = (part: Heard) => part.sure + (part.asks ? QUESTION_BONUS : 0);
  const best = heard.toSorted((a, b) => weight(b) - weight(a))[0];
  if (!best) return [];
  const confidences = spread(best, confidence);
  for (const part of heard) {
    if (part.whole || part === best) continue;
    const { label } = part.reading;
    if (label !== best.reading.label) {
      confidences[label] = Math.min(best.sure, Math.max(confidences[label] ?? 0, part.sure));
    }
  }
  return intents
    .map((intent, label) => ({ intent: intent.id, confidence: confidences[label] ?? 0 }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** The best intent gets what we are sure of; the others share in proportion, and never more than what is left. */
function spread({ reading, sure }: Heard, confidence: Confidence): Float64Array {
  const shares = confidence.shares(reading);
  const first = shares[reading.label] ?? 1;
  const factor = Math.min(sure / first, first < 1 ? (1 - sure) / (1 - first) : 0);
  return shares.map((share, label) => (label === reading.label ? sure : share * factor));
}

/**
 * Learns a lesson and says which intents a message has and how sure we may be. What it has not been shown in some form
 * gets a low confidence rather than the least bad label.
 */
import { setImmediate } from 'node:timers/promises';
import type { Intent } from '../../domain/business.ts';
import type { Classification } from '../../ports.ts';
import { type Confidence, confidenceOf, type FittedConfidence, fitConfidence } from './confidence.ts';
import type { Lesson } from './intent-lesson.ts';
import { type Cut, type Example, fitIntentModel, type Reading, readHeldOut, readUnseen } from './intent-model.ts';

export interface IntentRanker {
  /** @param vectors of the parts, spelt right, when it was taught with vectors */
  rank(parts: readonly string[], vectors?: readonly Float32Array[]): Promise<Classification>;
  /** Undefined when there was nothing to learn. */
  readonly learned: Learned | undefined;
}

/** What took long to learn; plain data, good for the very same lesson only. */
export interface Learned {
  readonly weights: Float64Array;
  readonly confidence: FittedConfidence;
}

/** An off-topic sentence this near to an example is this business's trade after all. */
const OWN_TRADE = { words: 0.55, meaning: 0.65 } as const;
const FEWEST_FOR_HELD_OUT = 10;
/** Every turn costs one training; a large set tells enough about itself in a single one. */
const LARGE = 1500;
const HELD_OUT = { usual: { parts: 4, turns: 4 }, large: { parts: 5, turns: 1 } } as const;
/** Whole intents are left out to see what lies just outside the trade. */
const UNSEEN = { usual: { parts: 3, turns: 3 }, large: { parts: 4, turns: 1 } } as const;
/** A part of a message that asks is preferred to one that tells unless the other is surer by this much. */
const QUESTION_BONUS = 0.05;
/** So is the whole message by the same measure where its meaning is known: a part alone loses what it is about. */
const WHOLE_BONUS = 0.1;
/** Parts read before other work gets its turn; one part takes well below a millisecond. */
const PARTS_AT_ONCE = 4;

/**
 * Works until it is done: some tenths of a second by words, some seconds with vectors.
 * @param vectors of the lesson's sentences, in their order; without them only words count
 * @param known what was learned of the same lesson and vectors before: then it takes next to no time
 */
export function learnIntents(lesson: Lesson, vectors?: readonly Float32Array[], known?: Learned): IntentRanker {
  const { taught } = lesson;
  if (taught.length === 0) return { learned: undefined, rank: async () => ({ ranked: [] }) };
  const cutAt = (text: string, sentence: Float32Array | undefined): Cut =>
    sentence ? { terms: lesson.cut(text), sentence } : { terms: lesson.cut(text) };
  const examples: readonly Example[] = lesson.examples.map(({ text, label }, at) => ({
    ...cutAt(text, vectors?.[at]),
    label,
  }));
  const classes = taught.length;
  const size = examples.length < LARGE ? 'usual' : 'large';
  const fit = { classes, many: size === 'large' };
  const model = fitIntentModel(examples, fit, known?.weights);
  const confidence = known ? confidenceOf(known.confidence) : fittedOn();

  function fittedOn(): Confidence {
    const { strangers, offTopic } = lesson;
    const others = [...strangers, ...offTopic].map((text, at) =>
      model.read(cutAt(text, vectors?.[examples.length + at])),
    );
    return fitConfidence({
      heldOut: examples.length < FEWEST_FOR_HELD_OUT ? [] : readHeldOut(examples, fit, HELD_OUT[size]),
      strangers: others.slice(0, strangers.length),
      offTopic: others.slice(strangers.length).filter(isForeign),
      unseen: classes < UNSEEN[size].parts ? [] : readUnseen(examples, fit, UNSEEN[size]),
    });
  }

  return {
    learned: { weights: model.weights, confidence: confidence.fitted },
    async rank(parts, sentences) {
      const heard: Heard[] = [];
      for (const [at, part] of parts.entries()) {
        if (at > 0 && at % PARTS_AT_ONCE === 0) await setImmediate();
        const cut = cutAt(part, sentences?.[at]);
        if (cut.terms.word.size === 0) continue;
        const reading = model.read(cut);
        const whole = at > 0 && at === parts.length - 1;
        heard.push({ reading, sure: confidence.sure(reading), asks: !whole && lesson.asks(part), whole });
      }
      return { ranked: combined(heard, confidence, taught) };
    },
  };
}

function isForeign({ nearest, meaning }: Reading): boolean {
  return meaning ? meaning.nearest < OWN_TRADE.meaning : nearest < OWN_TRADE.words;
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
  const weight = ({ sure, asks, whole, reading }: Heard) =>
    sure + (asks ? QUESTION_BONUS : 0) + (whole && reading.meaning ? WHOLE_BONUS : 0);
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

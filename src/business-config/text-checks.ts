/** What is wrong in the sentences of one file: keys that nobody says, placeholders that nobody fills. Pure; finds every fault, stops at none. */
import type { Intent } from '../domain/business.ts';
import { shown } from '../fault.ts';
import { nearestWord } from '../nearest-word.ts';
import { KNOWN_TEXTS, requiredTexts, SHOP } from './known-texts.ts';
import { oneOf, type PathFault } from './path-fault.ts';

type Texts = Readonly<Record<string, string>>;
type Intents = readonly Pick<Intent, 'id'>[];

const INTENT = 'intent.';

/** In a file of the owner's, by paths such as `texts.lapsed`. */
export function textFaults(texts: Texts, intents: Intents): readonly PathFault[] {
  const ids = intents.map(({ id }) => id);
  const intentFaults = Object.keys(texts)
    .filter((key) => key.startsWith(INTENT) && !ids.includes(key.slice(INTENT.length)))
    .map((key) => ({
      path: [key],
      expected: `${oneOf(ids, key.slice(INTENT.length))} of intents`,
      got: shown(key),
    }));
  return [...intentFaults, ...knownTextFaults(texts)].map((fault) => ({ ...fault, path: ['texts', ...fault.path] }));
}

/** Whatever the intents of a shop are, by key. */
export function knownTextFaults(texts: Texts): readonly PathFault[] {
  return Object.entries(texts).flatMap(([key, text]): readonly PathFault[] =>
    key in KNOWN_TEXTS || key.startsWith(INTENT)
      ? placeholderFaults(key, text)
      : [{ path: [key], expected: expectedKey(key, texts), got: shown(key) }],
  );
}

/** Sentences that these intents need and that stand nowhere. */
export function missingTexts(texts: Texts, intents: Intents): readonly PathFault[] {
  return requiredTexts(intents)
    .filter((key) => texts[key] === undefined)
    .map((key) => ({ path: ['texts', key], expected: 'a sentence for the customer', got: 'nothing' }));
}

function expectedKey(key: string, texts: Texts): string {
  const open = Object.keys(KNOWN_TEXTS).filter((known) => texts[known] === undefined);
  const near = nearestWord(key, open);
  return near ? `a known key (did you mean "${near}"?)` : 'a key of src/business-config/texts/en.yaml';
}

function placeholderFaults(key: string, text: string): readonly PathFault[] {
  const allowed = [...(KNOWN_TEXTS[key] ?? []), SHOP];
  return [...text.matchAll(/\{([^{}]*)\}/gu)]
    .filter(([, name = '']) => !allowed.includes(name))
    .map(([placeholder]) => ({
      path: [key],
      expected: `only the placeholders ${allowed.map((one) => `{${one}}`).join(', ')}`,
      got: placeholder,
    }));
}

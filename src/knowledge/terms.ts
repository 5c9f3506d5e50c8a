/**
 * Cuts text into comparable terms: the same question asked in other spellings gives the same terms. Pure. Words that
 * only hold a question together are dropped; what is asked for ("how much", "how long") is kept as one term.
 */
import snowball from 'snowball-stemmers';
import { ENGLISH_STOP_WORDS, englishMeaning, withEnglishPhrases } from './english.ts';

export interface Terms {
  /** Every word, stemmed, in order: what the full-text index holds. */
  all(text: string): string[];
  /** Distinct terms that carry meaning: what coverage and similarity compare. */
  content(text: string): string[];
}

/** Stemmer by language subtag; a language without one keeps its words as they are. */
const STEMMERS: Readonly<Record<string, string>> = {
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hu: 'hungarian',
  it: 'italian',
  nb: 'norwegian',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sv: 'swedish',
  tr: 'turkish',
};

/** Every index of a language shares its stems: they depend on nothing else, and the stemmer is slow. */
const STEMS = new Map<string, Map<string, string>>();
const MOST_STEMS = 50_000;

/** Terms for one language, by BCP 47 tag such as `en-IE`. */
export function createTerms(locale: string): Terms {
  const language = locale.split('-', 1)[0]?.toLowerCase() ?? 'en';
  const name = STEMMERS[language];
  const stemmer = name ? snowball.newStemmer(name) : undefined;
  const english = language === 'en';
  const cache = STEMS.get(language) ?? new Map<string, string>();
  STEMS.set(language, cache);
  const stem = (word: string): string => {
    const known = cache.get(word);
    if (known !== undefined) return known;
    const meaning = english ? englishMeaning(word) : word;
    // A stemmer that keeps state between calls is given one plain word at a time.
    const stemmed = stemmer && /^\p{L}+$/u.test(meaning) ? stemmer.stem(meaning) : meaning;
    const final = english ? englishMeaning(stemmed) : stemmed;
    if (cache.size > MOST_STEMS) cache.clear(); // customers invent words without end
    cache.set(word, final);
    return final;
  };
  const words = (text: string): string[] => {
    const plain = plainText(text);
    return (english ? withEnglishPhrases(plain) : plain).match(/[\p{L}\p{N}]+/gu) ?? [];
  };
  return {
    all: (text) => words(text).map(stem),
    content: (text) => {
      const found = words(text).filter((word) => !(english && ENGLISH_STOP_WORDS.has(word)));
      return [...new Set(found.map(stem))];
    },
  };
}

/** Lower case, no accents, contractions opened, single letters joined to their word ("e-bike", "t shirt"). */
export function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[’‘`´]/gu, "'")
    .replace(/\b(\p{L}+)n't\b/gu, '$1 not')
    .replace(/'(?:s|re|ve|ll|d|m)\b/gu, '')
    .replace(/'/gu, '')
    .replace(/\b([etx])[- ](?=\p{L}{3,})/gu, '$1');
}

/** How every tongue is talked. */
import { codeOf } from '../list.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { pt } from './pt.ts';
import type { Talk } from './talk.ts';

export const TALKS: readonly Talk[] = [en, es, pt, fr, de, it];

/** That of a locale such as `es-IE`; English where there is none of its own. */
export function talkOf(locale: string | undefined): Talk {
  return TALKS.find(({ code }) => locale !== undefined && code === codeOf(locale)) ?? en;
}

/** Finds one of these words, whole, anywhere in what was said. */
export function wordPattern(source: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${source})(?!\\p{L})`, 'iu');
}

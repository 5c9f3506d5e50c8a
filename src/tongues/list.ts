/** Every tongue there is words for. A new one: its file, a line here, its `talk/`, its sentences in `business-config/texts/`, and `config/languages/<code>.yaml`. */
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { pt } from './pt.ts';
import type { Tongue, TongueSigns } from './tongue.ts';

export const TONGUES: readonly Tongue[] = [es, pt, fr, de, it];
const KNOWN: readonly TongueSigns[] = [en, ...TONGUES];

/** The code of a locale's tongue: `es` of `es-IE`. */
export function codeOf(locale: string): string {
  return locale.split('-', 1)[0]?.toLowerCase() ?? locale;
}

/** The words of a locale's tongue; undefined for English, which needs none, and for one that we have no words for. */
export function tongueOf(locale: string | undefined): Tongue | undefined {
  return locale === undefined ? undefined : TONGUES.find(({ code }) => code === codeOf(locale));
}

export function signsOf(code: string): TongueSigns | undefined {
  return KNOWN.find((tongue) => tongue.code === code);
}

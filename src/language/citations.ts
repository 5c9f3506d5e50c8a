/** Whether a model's answer rests on what was approved: every quote must stand in the source it names. Pure. */
import type { RankedPassage, Source } from '../domain/knowledge.ts';

export interface Citation {
  /** Id of a passage, or of what a tool returned. */
  readonly passage: string;
  readonly quote: string;
}

/** Shorter quotes prove nothing: "we" stands everywhere. */
const LEAST_QUOTE = 8;

/** What is wrong with the citations, in words for who made them; undefined when every one holds. */
export function citationFault(citations: readonly Citation[], sources: readonly Source[]): string | undefined {
  if (citations.length === 0) return 'citations: expected at least one';
  for (const { passage: id, quote } of citations) {
    const found = sources.find((source) => source.id === id);
    if (!found) return `citations: there is no passage ${JSON.stringify(id.slice(0, 80))}`;
    const words = plain(quote);
    if (words.length < LEAST_QUOTE) return 'citations: a quote is too short to prove anything';
    if (!plain(found.text).includes(words)) return `citations: a quote does not stand in ${id}`;
  }
  return undefined;
}

/** What is cited, each once. */
export function citedSources(citations: readonly Citation[], sources: readonly Source[]): readonly Source[] {
  const cited = new Set(citations.map(({ passage }) => passage));
  return sources.filter(({ id }) => cited.has(id));
}

/** Passages as what a reply may rest on. */
export function sourcesOf(passages: readonly RankedPassage[]): readonly Source[] {
  return passages.map(({ passage: { id, heading, text }, score }) => ({
    kind: 'passage',
    id,
    title: heading,
    text,
    score,
  }));
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’]/gu, "'")
    .replace(/[“”]/gu, '"')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}

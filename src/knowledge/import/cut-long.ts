/** Cuts sections that are too long to retrieve into parts of whole paragraphs. Pure; no word is lost. */

/** Under the longest passage, so that a heading and a note still fit. In characters. */
const LONGEST = 1_000;

/** `title`: names what stands under no heading. */
export function cutLong(markdown: string, title = 'Text'): string {
  return markdown
    .split(/(?=^#{1,6}\s)/mu)
    .map((section) => (section.length <= LONGEST ? section.trim() : cut(section.trim(), title)))
    .filter(Boolean)
    .join('\n\n');
}

function cut(section: string, title: string): string {
  const [first = '', ...rest] = section.split('\n');
  const heading = /^#{1,6}\s+(.+)$/u.exec(first);
  const pieces = (heading ? rest.join('\n') : section)
    .trim()
    .split(/\n{2,}/u)
    .flatMap(shortened);
  const parts: string[] = [];
  for (const piece of pieces) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + piece.length + 2 <= LONGEST)
      parts[parts.length - 1] = `${last}\n\n${piece}`;
    else parts.push(piece);
  }
  const name = heading?.[1] ?? title;
  return parts.map((part, at) => `## ${name}${parts.length > 1 ? ` (part ${at + 1})` : ''}\n\n${part}`).join('\n\n');
}

/** A paragraph that is too long by itself, at ends of sentences, else of words. */
function shortened(paragraph: string): readonly string[] {
  const pieces: string[] = [];
  for (const sentence of paragraph
    .split(/(?<=[.!?])\s+|\n/u)
    .flatMap((one) => one.match(/[\s\S]{1,900}(?:\s|$)|[\s\S]{1,900}/gu) ?? [])) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + sentence.length + 1 <= LONGEST)
      pieces[pieces.length - 1] = `${last} ${sentence.trim()}`;
    else pieces.push(sentence.trim());
  }
  return pieces;
}

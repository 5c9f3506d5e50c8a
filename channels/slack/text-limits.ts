/**
 * Slack counts escaped text (`&` becomes five characters), so texts are cut by their escaped length, between
 * characters. Limits: https://docs.slack.dev/reference/block-kit/blocks, looked up 2026-11.
 */

export const HEADER_LIMIT = 150;
export const SECTION_LIMIT = 3_000;
/** `msg_blocks_too_long` was seen at about 13,200 characters; a card stays well below. */
export const CUSTOMER_WORDS_LIMIT = 1_200;
export const DRAFT_LIMIT = 2_500;
export const SOURCE_LIMIT = 300;

/** Only these three are special in Slack's mrkdwn; escaping them kills mentions and links. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The longest start of the text whose escaped form fits, with `…` when something was cut. */
export function cut(text: string, limit: number): string {
  if (escaped(text).length <= limit) return text;
  let length = 1; // the ellipsis
  let short = '';
  for (const character of text) {
    length += escaped(character).length;
    if (length > limit) break;
    short += character;
  }
  return `${short.trimEnd()}…`;
}

/** The whole text in pieces that each fit. */
export function pieces(text: string, limit: number): string[] {
  const parts: string[] = [];
  let part = '';
  let length = 0;
  for (const character of text) {
    const more = escaped(character).length;
    if (length + more > limit) {
      parts.push(part);
      part = '';
      length = 0;
    }
    part += character;
    length += more;
  }
  return part === '' ? parts : [...parts, part];
}

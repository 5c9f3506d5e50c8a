/**
 * Slack counts escaped text (`&` becomes five characters), so texts are cut by their escaped length and only between
 * characters. Limits: https://docs.slack.dev/reference/block-kit/blocks, looked up 2026-11.
 */

export const HEADER_LIMIT = 150;
export const SECTION_LIMIT = 3_000;
export const LABEL_LIMIT = 75;
/** Text and description of an option, each. */
export const OPTION_LIMIT = 75;
export const CONFIRM_LIMIT = 300;

/**
 * Slack refuses a message whose blocks are too long in sum: `msg_blocks_too_long` near 13,200 characters (bolt-js issue
 * 2509, read 2026-11).
 */
export const CARD_LIMIT = 12_000;
/** What each part of a card may take of it; what is cut stands whole in the thread. */
export const CARD = {
  name: 120,
  words: 1_200,
  earlierWords: 600,
  draft: 2_000,
  previousDraft: 500,
  reason: 200,
  summary: 600,
  source: 240,
  history: 130,
  alikeName: 60,
  alikeWords: 160,
  template: 300,
} as const;
/** Quotes and backslashes count twice in JSON: a card that is too long all the same is drawn with tighter limits. */
export const TIGHTER = [0.7, 0.5, 0.3, 0.15] as const;

/** Only these three are special in Slack's mrkdwn; escaping them kills mentions and links. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The longest start of the text whose escaped form has at most `limit` characters, with `…` when something was cut. */
export function cut(text: string, limit: number): string {
  if (escaped(text).length <= limit) return text;
  return `${(pieces(text, limit - 1)[0] ?? '').trimEnd()}…`;
}

/** The whole text in pieces whose escaped form has at most `limit` characters each; joined they are the text again. */
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

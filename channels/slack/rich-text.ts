/** Small makers of rich text, the one part of Block Kit in which nothing is parsed: other people's words go here. */
export type Block = Readonly<Record<string, unknown>>;

export type Inline =
  | {
      readonly type: 'text';
      readonly text: string;
      readonly style?: { readonly bold?: boolean; readonly code?: boolean };
    }
  | { readonly type: 'date'; readonly timestamp: number; readonly format: string; readonly fallback: string }
  | { readonly type: 'user'; readonly user_id: string }
  | { readonly type: 'usergroup'; readonly usergroup_id: string }
  | { readonly type: 'link'; readonly url: string; readonly text: string };

const DATE_FORMAT = '{date_short_pretty} {time}';
/** More marks than this would blow up the card; the rest of the text follows unmarked. */
const MAX_MARKS = 24;

/** Slack refuses empty text elements, so an empty text becomes a blank. */
export function plain(text: string): Inline {
  return { type: 'text', text: text === '' ? ' ' : text };
}

export function bold(text: string): Inline {
  return { type: 'text', text, style: { bold: true } };
}

/** A moment (ms since 1970), shown in the reader's own time zone. */
export function date(at: number): Inline {
  return { type: 'date', timestamp: Math.floor(at / 1000), format: DATE_FORMAT, fallback: fallbackOf(at) };
}

/** Only for addresses that Slack or we have made. */
export function link(url: string, text: string): Inline {
  return { type: 'link', url, text };
}

/** The same moment for mrkdwn. */
export function dateToken(at: number): string {
  return `<!date^${Math.floor(at / 1000)}^${DATE_FORMAT}|${fallbackOf(at)}>`;
}

export function paragraph(...elements: readonly Inline[]): Block {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

export function bullets(items: readonly string[]): Block {
  const elements = items.map((item) => ({ type: 'rich_text_section', elements: [plain(item)] }));
  return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] };
}

export function lines(items: readonly (readonly Inline[])[]): Block {
  return { type: 'rich_text', elements: items.map((elements) => ({ type: 'rich_text_section', elements })) };
}

export function quote(...elements: readonly Inline[]): Block {
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements }] };
}

/** The text with every occurrence of the tokens set apart; a token inside a longer word or number is left alone. */
export function marked(text: string, tokens: readonly string[]): Inline[] {
  const patterns = [...new Set(tokens.filter((token) => token.trim() !== ''))]
    .sort((a, b) => b.length - a.length)
    .map((token) => patternOf(token, text));
  if (patterns.length === 0) return [plain(text)];
  const parts: Inline[] = [];
  let from = 0;
  for (const match of [...text.matchAll(new RegExp(patterns.join('|'), 'giu'))].slice(0, MAX_MARKS)) {
    if (match.index > from) parts.push(plain(text.slice(from, match.index)));
    parts.push({ type: 'text', text: match[0], style: { bold: true, code: true } });
    from = match.index + match[0].length;
  }
  return from < text.length || parts.length === 0 ? [...parts, plain(text.slice(from))] : parts;
}

function patternOf(token: string, text: string): string {
  const literal = token.replace(/[\\^$.*+?()[\]{}|/]/gu, (character) => `\\${character}`);
  const alone = `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`;
  return new RegExp(alone, 'iu').test(text) ? alone : literal;
}

function fallbackOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/**
 * Cuts a text into word pieces exactly as uncased BERT does (huggingface/tokenizers: BertNormalizer, BertPreTokenizer,
 * WordPiece): the weights know no other pieces, so every deviation costs understanding.
 */

export interface WordPieces {
  /** Token numbers with the opening and closing mark, at most `maxTokens` of them; what is longer loses its end. */
  tokensOf(text: string, maxTokens: number): number[];
}

/** Whoever writes one of these literally gets the token, as in the original. */
const MARKS = /(\[(?:PAD|UNK|CLS|SEP|MASK)\])/;
const WHOLE_MARK = /^\[(?:PAD|UNK|CLS|SEP|MASK)\]$/;
const CONTROL = /[\0\uFFFD]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const SPACE = /\p{White_Space}/gu;
/** Each stands for itself. From 0x2B920 on, not 0x2B820: a slip of the original that has to stay. */
const CHINESE =
  /[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B920}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;
const ACCENT = /\p{Mn}/gu;
/** Words, and each punctuation mark for itself; all of ASCII that is no letter or digit counts as punctuation. */
const WORD = /[!-/:-@[-`{-~]|\p{P}|[^ \p{P}!-/:-@[-`{-~]+/gu;
const LONGEST_WORD = 100;

/** @param tokenizer the text of a `tokenizer.json` */
export function createWordPieces(tokenizer: string): WordPieces {
  const { model } = JSON.parse(tokenizer) as { model: { vocab: Record<string, number> } };
  const numberOf = new Map(Object.entries(model.vocab));
  const longestPiece = Math.max(...[...numberOf.keys()].map((piece) => piece.length));
  const mark = (name: string) => {
    const number = numberOf.get(name);
    if (number === undefined) throw new Error(`the vocabulary has no ${name}: expected one of uncased BERT`);
    return number;
  };
  const [opening, closing, unknown] = [mark('[CLS]'), mark('[SEP]'), mark('[UNK]')];

  /** The longest piece that fits, again and again; a word with one unknown piece is unknown as a whole. */
  function addWord(word: string, tokens: number[]): void {
    const before = tokens.length;
    let start = [...word].length > LONGEST_WORD ? Number.NaN : 0;
    while (start < word.length) {
      let end = Math.min(word.length, start + longestPiece);
      let found: number | undefined;
      for (; end > start; end--) {
        found = numberOf.get(start === 0 ? word.slice(0, end) : `##${word.slice(start, end)}`);
        if (found !== undefined) break;
      }
      if (found === undefined) break;
      tokens.push(found);
      start = end;
    }
    if (start === word.length) return;
    tokens.length = before;
    tokens.push(unknown);
  }

  return {
    tokensOf(text, maxTokens) {
      const tokens = [opening];
      for (const part of text.split(MARKS)) {
        if (WHOLE_MARK.test(part)) tokens.push(mark(part));
        else for (const [word] of plain(part).matchAll(WORD)) if (tokens.length < maxTokens) addWord(word, tokens);
      }
      tokens.length = Math.min(tokens.length, maxTokens - 1);
      tokens.push(closing);
      return tokens;
    },
  };
}

/** Without control characters, accents and capitals. Letter by letter: what stands next to a letter must not matter. */
function plain(text: string): string {
  const clean = text.replace(CONTROL, '').replace(SPACE, ' ').replace(CHINESE, ' $& ');
  return Array.from(clean.normalize('NFD').replace(ACCENT, ''), (letter) => letter.toLowerCase()).join('');
}

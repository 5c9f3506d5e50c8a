/** One message may hold several questions. Pure. */

/** Fewer words than this lean on their neighbour: "And on Sundays?" is no question of its own. */
const LEAST_WORDS = 3;
/** Where one question ends and the next begins without a question mark: "… and are you open on Sunday". */
const NEXT_QUESTION =
  /[,;]?\s+(?:and|&|also|plus)\s+(?=(?:also\s+)?(?:are|is|do|does|did|can|could|will|would|should|have|has|what|whats|what['’]s|when|where|who|how|which|why)\s)/giu;
/** More than this is a letter, not a list of questions. */
const MOST = 4;

/**
 * The questions of a text, one a line, one a question mark or one behind "and", in order; one element when it cannot be
 * taken apart safely. A statement stays with the question after it.
 */
export function questionsIn(text: string): readonly string[] {
  const pieces = text
    .split(/(?<=\?)\s+|\n+/u)
    .flatMap(apart)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const questions: string[] = [];
  let before = '';
  for (const piece of pieces) {
    const whole = before === '' ? piece : `${before}\n${piece}`;
    const leaning = piece.split(/\s+/u).length < LEAST_WORDS;
    if (leaning && questions.length > 0 && before === '') questions[questions.length - 1] += `\n${piece}`;
    else if (!piece.endsWith('?') && piece !== pieces.at(-1)) before = whole;
    else {
      questions.push(whole);
      before = '';
    }
  }
  return questions.length >= 2 && questions.length <= MOST ? questions : [text];
}

/**
 * The sentences of a text, also where a question begins behind a comma or "and"; `asks` knows a question of the
 * language. Joined by spaces they say what the text says.
 */
export function piecesOf(text: string, asks: (piece: string) => boolean): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/u)
    .flatMap(apart)
    .flatMap((piece) => behindComma(piece, asks))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .reduce<readonly string[]>(goesOn, []);
}

/** "what time do you close" and "on thursday?" on the next line are one question. */
function goesOn(pieces: readonly string[], piece: string): readonly string[] {
  const before = pieces.at(-1);
  const few = piece.split(/\s+/u).length < LEAST_WORDS;
  return before !== undefined && few && !/[.!?]$/u.test(before)
    ? [...pieces.slice(0, -1), `${before} ${piece}`]
    : [...pieces, piece];
}

function behindComma(piece: string, asks: (piece: string) => boolean): readonly string[] {
  const at = piece.lastIndexOf(', ');
  const [before, after] = [piece.slice(0, at), piece.slice(at + 2)];
  const long = (words: string) => words.trim().split(/\s+/u).length >= LEAST_WORDS;
  return at > 0 && after.endsWith('?') && long(before) && long(after) && asks(after.slice(0, -1))
    ? [before, after]
    : [piece];
}

/** Each piece asks something by itself, or the sentence stays whole. */
function apart(sentence: string): readonly string[] {
  const pieces = sentence.split(NEXT_QUESTION);
  const whole = pieces.some((piece) => piece.trim().split(/\s+/u).length < LEAST_WORDS);
  if (whole || pieces.length === 1) return [sentence];
  return pieces.map((piece) => (piece.trim().endsWith('?') ? piece : `${piece.trim()}?`));
}

/** One message may hold several questions. Pure. */

/** Fewer words than this lean on their neighbour: "And on Sundays?" is no question of its own. */
const LEAST_WORDS = 3;
/** More than this is a letter, not a list of questions. */
const MOST = 4;

/**
 * The questions of a text, one a line or one a question mark, in order; one element when it cannot be taken apart
 * safely. A statement stays with the question after it.
 */
export function questionsIn(text: string): readonly string[] {
  const pieces = text
    .split(/(?<=\?)\s+|\n+/u)
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

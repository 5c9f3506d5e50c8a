/** What the words around a token say of it: open or closed, asked or stated. Pure; it never looks past the sentence. */

const CLOSED =
  /\b(?:closed|closing (?:all|for)|shut|not (?:open|deliver|here|in|available|work)|(?:do|does|are|is|will)(?:n't| not)\b|don't|doesn't|aren't|isn't|won't|cannot|can't|no (?:deliver\p{L}*|classes|service|collections?)|never)/iu;
const OPEN =
  /\b(?:open(?:s|ing|ed)?|hours|deliver(?:s|y|ies)?|available|in stock|ready|runs?|classes|here|serv(?:e|es|ed|ing))\b/iu;

export type State = 'open' | 'closed' | 'mentioned';

export interface Clause {
  readonly state: State;
  /** A question proves nothing of what it asks. */
  readonly asked: boolean;
  readonly text: string;
}

/** The sentence that a match stands in, and whether it says that something takes place then. */
export function clauseAt(match: RegExpMatchArray): Clause {
  const input = match.input ?? '';
  const at = match.index ?? 0;
  const from = Math.max(0, ...[...input.slice(0, at).matchAll(/[.!?;\n](?=\s|$)|\n/gu)].map(({ index }) => index + 1));
  const end = /[.!?;](?=\s|$)|\n/u.exec(input.slice(at + match[0].length));
  const until = end ? at + match[0].length + end.index : input.length;
  const pieces = input.slice(from, until).split(/(,\s|\s-\s|:\s|\bbut\b|\band\b(?=[^,.]{0,30}\b(?:closed|shut)\b))/u);
  const states = pieces.map(stateOf);
  let here = 0;
  for (let seen = from; here < pieces.length - 1; here++) {
    seen += pieces[here]?.length ?? 0;
    if (seen > at) break;
  }
  const own = [states[here], ...states.slice(0, here).reverse(), ...states.slice(here + 1)];
  return {
    state: own.find((state) => state !== undefined && state !== 'mentioned') ?? 'mentioned',
    asked: end?.[0] === '?',
    text: input.slice(from, until),
  };
}

function stateOf(piece: string): State {
  if (CLOSED.test(piece)) return 'closed';
  return OPEN.test(piece) ? 'open' : 'mentioned';
}

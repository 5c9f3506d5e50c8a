/**
 * One burst may be for two agents: "book me in at ten, and do you ship to Malta?". Which part is whose is decided here,
 * by pieces that are surely something else than the rest; a half-understood piece stays where it stands.
 */
import type { Business } from '../domain/business.ts';
import type { Language } from '../ports.ts';
import { leansOnBefore } from '../said.ts';
import type { Situation } from './agent.ts';
import { asksForInformation, isQuestion } from './booking/words.ts';
import { piecesOf } from './questions.ts';

/** A part of what was said, as an agent would be given it alone. */
export type Part = Pick<Situation, 'said' | 'intent' | 'confidence'> & { readonly agent: string };

export interface Division {
  /** What the agent at work deals with. */
  readonly own: Part;
  /** What somebody else must deal with, in the order it was asked. */
  readonly rest: readonly Part[];
}

/** More than this is a letter: it is read as a whole. */
const MOST = 5;
const FAQ = 'faq';
const PEOPLE = 'handoff';

/**
 * `atWork`: the agent whose flow is open, to which everything belongs that is nobody else's. Undefined when the words
 * are one thing, or ask for a person.
 */
export async function divided(
  said: string,
  atWork: string | undefined,
  { business, language }: { readonly business: Business; readonly language: Pick<Language, 'classify'> },
): Promise<Division | undefined> {
  const pieces = piecesOf(said, (piece) => isQuestion(piece, business.locale));
  if (pieces.length < 2 || pieces.length > MOST) return undefined;
  let leaning = false; // "how much is it?": the agent at work knows what "it" is
  const parts = await Promise.all(pieces.map(partOf));
  if (parts.some(({ agent }) => agent === PEOPLE)) return undefined;
  const agent = atWork ?? parts.find((part) => part.agent !== '' && part.agent !== FAQ)?.agent;
  if (agent === undefined) return undefined;
  const isOwn = (part: (typeof parts)[number]) =>
    part.agent === agent || (part.agent === '' && !(part.informs && part.leansTo !== agent));
  const [own, others] = [parts.filter(isOwn), parts.filter((part) => !isOwn(part))];
  const rest = others.map((part) => (part.agent === '' ? { ...part, agent: FAQ } : part));
  const [first] = own.filter((part) => part.agent === agent);
  if (own.length === 0 || (rest.length === 0 && !leaning)) return undefined;
  const words = { said: own.map(({ piece }) => piece).join(' '), agent };
  return { own: { intent: first?.intent ?? '', confidence: first?.confidence ?? 0, ...words }, rest };

  /** `agent` is empty where it is not sure whose the piece is; `informs`: it surely asks for information. */
  async function partOf(piece: string, at: number) {
    const [best] = (await language.classify(piece)).ranked;
    const intent = business.intents.find(({ id }) => id === best?.intent);
    const sure = best !== undefined && intent !== undefined && best.confidence >= business.confidence.act;
    // What knowledge would answer is only taken out when it is asked, and by itself.
    const forFaq = sure && intent.agent === FAQ && intent.autonomy === 'auto' && asks(piece);
    const alone = at === 0 ? piece : byItself(piece);
    if (forFaq && alone === undefined) leaning = true;
    const whose = sure && (intent.agent !== FAQ || (forFaq && alone !== undefined)) ? intent.agent : '';
    return {
      piece,
      said: alone ?? piece,
      intent: best?.intent ?? '',
      confidence: best?.confidence ?? 0,
      agent: whose,
      leansTo: intent?.agent,
      informs: alone !== undefined && asksForInformation(piece, business.locale),
    };
  }

  function asks(piece: string): boolean {
    return isQuestion(piece, business.locale);
  }

  /** "And where are you?" asks by itself, but for its first word; "how much is it?" means nothing without what stands before it. */
  function byItself(piece: string): string | undefined {
    if (!leansOnBefore(piece)) return piece;
    const [, alone = ''] = /^\S+\s+(.*)$/su.exec(piece) ?? [];
    return asks(alone.replace(/[\s?]+$/u, '')) ? alone : undefined;
  }
}

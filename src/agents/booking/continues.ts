/** Whether words belong to the open question. When in doubt they do not: then the router finds who can answer them. */
import type { Desk } from './desk.ts';
import { type Heard, hear } from './hear.ts';
import { inFlight, type State } from './state.ts';
import { asksForInformation, cancelAnswer, corrects, isQuestion } from './words.ts';

const BOOKS = ['book-appointment', 'change-booking'];
/** Shorter answers say too little for a classifier: a date is a date. */
const FEW_WORDS = 3;

export async function continuesFlow(state: State, desk: Desk): Promise<boolean> {
  const { said } = desk.situation;
  if (said.trim() === '') return false;
  const heard = await hear(desk, state.step);
  if (state.step === 'cancel' || state.step === 'cancelling')
    return state.step === 'cancel' && cancelAnswer(said, desk.business.locale) !== undefined;
  if (heard.yes || heard.no || heard.quit) return ['holding', 'offering'].includes(state.step) || !inFlight(state);
  if (asksForInformation(said, desk.business.locale)) return false;
  if (refersToOffer(state, heard, said)) return true;
  return fits(state, heard) && !(await isAnotherRequest(said, state, heard, desk));
}

/** "Anything later?", "the second one": words that mean nothing outside this question. */
function refersToOffer(state: State, heard: Heard, said: string): boolean {
  const picks = heard.ordinal !== undefined && ['offer', 'reading', 'which'].includes(state.step);
  const shifts = (heard.later || heard.earlier) && ['offer', 'name', 'confirm'].includes(state.step);
  const unsaid = (heard.later || heard.earlier) && corrects(said) && ['service', 'when'].includes(state.step);
  return picks || shifts || unsaid || (heard.change && ['service', 'offer', 'name', 'confirm'].includes(state.step));
}

function fits(state: State, heard: Heard): boolean {
  const about = heard.moment !== undefined || heard.services.length > 0 || heard.soonest;
  switch (state.step) {
    case 'service':
    case 'when':
    case 'holding':
    case 'offering':
    case 'offer':
    case 'reading':
    case 'name':
    case 'confirm':
      return about || heard.name !== undefined;
    case 'which':
      return about || heard.reference !== undefined;
    default:
      return false;
  }
}

/** A question or story that only happens to hold a date or a name of ours. */
async function isAnotherRequest(
  said: string,
  state: State,
  { name }: Heard,
  { language, business }: Desk,
): Promise<boolean> {
  const asks = isQuestion(said, business.locale);
  const few = said.trim().split(/\s+/u).length <= FEW_WORDS;
  if (few && !asks && (state.step !== 'name' || name !== undefined)) return false; // who reads names knows a request
  const [best] = (await language.classify(said)).ranked;
  const intent = business.intents.find(({ id }) => id === best?.intent);
  if (!best || !intent || BOOKS.includes(intent.id)) return false;
  if (intent.agent === 'booking') return state.step !== 'which' && best.confidence >= business.confidence.act;
  return best.confidence >= (asks ? business.confidence.ask : business.confidence.act);
}

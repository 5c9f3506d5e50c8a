/** What a message answers: the open question, others that nobody had to ask, and corrections of what was said before. */
import type { Business, Offer, Question } from '../../domain/business.ts';
import type { Language } from '../../ports.ts';
import type { Situation } from '../agent.ts';
import { optionMeant } from './option-meant.ts';
import { nextQuestion, offerOf, type State } from './state.ts';
import { salesWords } from './words.ts';

type Answers = Readonly<Record<string, string>>;

export interface HeardAnswers {
  readonly answers: Answers;
  readonly skipped: readonly string[];
}

const MAX_TEXT = 200;

export function createAnswers({ business, language }: { business: Business; language: Pick<Language, 'extract'> }) {
  const words = salesWords(business.locale);

  /** The answer to one question; `asked`: it stands open, so that a bare "12" is one. */
  async function answerTo(
    question: Question,
    { said, now, choice }: Pick<Situation, 'said' | 'now' | 'choice'>,
    asked: boolean,
  ): Promise<string | undefined> {
    const context = { now, asked };
    switch (question.answer) {
      case 'number': {
        const count = await language.extract('count', said, context);
        return count === undefined ? undefined : String(count);
      }
      case 'date': {
        const moment = await language.extract('moment', said, context);
        // "A weekend in June" is no day: in passing it leaves the question open, as an answer it stays in their words.
        const { date, untilDate = date, bound } = moment ?? {};
        const isOneDay = bound === undefined && untilDate === date;
        return (isOneDay ? date : undefined) ?? (asked && moment ? moment.words : undefined);
      }
      case 'choice':
        return optionMeant(choice?.label ?? said, question.options, { asked, locale: business.locale });
      case 'text':
        return asked && !said.trim().endsWith('?') && said.trim() !== '' ? said.trim().slice(0, MAX_TEXT) : undefined;
    }
  }

  /** What a sentence tells of these questions by itself. */
  async function toldOf(questions: readonly Question[], situation: Situation): Promise<Answers> {
    const answers: Record<string, string> = {};
    for (const question of questions) {
      if (question.answer === 'text') continue;
      const answer = await answerTo(question, situation, false);
      if (answer !== undefined) answers[question.id] = answer;
    }
    return answers;
  }

  /** Answers that are put right: "actually 15, not 12". One of a kind, the latest asked first. */
  async function corrections(offer: Offer, state: State, situation: Situation): Promise<Answers> {
    const marked = words.correction.test(situation.said);
    const said = situation.said.replace(words.not, ' ');
    const changed: Record<string, string> = {};
    const kinds = new Set<string>();
    for (const question of offer.questions.toReversed()) {
      const known = state.answers[question.id];
      if (known === undefined || question.answer === 'text' || kinds.has(question.answer)) continue;
      const answer = await answerTo(question, { now: situation.now, said }, marked && question.answer === 'number');
      if (answer === undefined || answer === known) continue;
      kinds.add(question.answer);
      changed[question.id] = answer;
    }
    return changed;
  }

  /** Everything the message tells; undefined when it tells nothing of this sale. */
  async function hear(state: State, situation: Situation): Promise<HeardAnswers | undefined> {
    const offer = offerOf(business, state);
    if (!offer) return undefined;
    const open = nextQuestion(business, state);
    const marked = words.correction.test(situation.said);
    const picked = pickedIn(situation.choice?.id, offer);
    if (picked) return { answers: picked, skipped: [] };
    if (open && words.refusal.test(situation.said.trim())) return { answers: {}, skipped: [open.id] };

    const changed = marked || !open ? await corrections(offer, state, situation) : {};
    const kinds = kindsOf(offer, changed);
    const answer =
      open && !kinds.has(open.answer) && !(open.answer === 'text' && kinds.size > 0)
        ? await answerTo(open, situation, true)
        : undefined;
    if (open && answer === undefined && Object.keys(changed).length === 0) {
      const late = await corrections(offer, state, situation);
      return Object.keys(late).length > 0 ? { answers: late, skipped: [] } : undefined;
    }
    const own = open && answer !== undefined ? { [open.id]: answer } : {};
    const others = offer.questions.filter(
      ({ id, answer: kind }) =>
        state.answers[id] === undefined && id !== open?.id && kind !== open?.answer && !kinds.has(kind),
    );
    const more = open?.answer === 'text' ? {} : await toldOf(others, situation);
    const answers = { ...more, ...own, ...changed };
    return Object.keys(answers).length > 0 ? { answers, skipped: [] } : undefined;
  }

  return { hear, toldOf };
}

function kindsOf({ questions }: Offer, answers: Answers): ReadonlySet<string> {
  return new Set(questions.filter(({ id }) => answers[id] !== undefined).map(({ answer }) => answer));
}

/** `sales:answer:<question>:<option>`, also of a button from before. */
function pickedIn(choiceId: string | undefined, { questions }: Offer): Answers | undefined {
  const [agent, kind, id = '', ...rest] = choiceId?.split(':') ?? [];
  if (agent !== 'sales' || kind !== 'answer') return undefined;
  const option = rest.join(':');
  const question = questions.find((one) => one.id === id);
  return question?.options.includes(option) ? { [id]: option } : undefined;
}

/**
 * Answers from approved knowledge only, in the passage's own words, with the source. Below the threshold it does not
 * guess: a person is asked, and the customer is told so; staff hear that nothing approved answers them.
 */
import { type Business, type Service, say } from '../domain/business.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Decision, Step, Utterance } from '../domain/decision.ts';
import type { Audience, RankedPassage } from '../domain/knowledge.ts';
import type { ExtractiveAnswer, Knowledge, Language } from '../ports.ts';
import { configured } from '../review.ts';
import { leansOnBefore, previousWords, waitsForTeam } from '../said.ts';
import { nothingApproved } from '../staff-questions.ts';
import { toTheTeam } from '../to-the-team.ts';
import { talkOf, wordPattern } from '../tongues/talk/list.ts';
import type { Agent, Situation } from './agent.ts';
import { servicesIn } from './booking/services.ts';
import { OPENING_HOURS, openingAnswer } from './opening-answer.ts';
import { questionsIn } from './questions.ts';
import { WHERE_FROM, whereFrom } from './where-from.ts';

export interface FaqDeps {
  readonly language: Language;
  readonly knowledge: Knowledge;
}

const PASSAGES = 5;
/** A longer question that points at what was asked before says enough by itself. */
const LEANING_WORDS = 6;
/** "How much?" is about what was asked before; a longer question stands for itself. */
const SHORT_QUESTION_WORDS = 4;
/** "Who else is open on Sunday?" */
const OF_OTHERS = /^why\b|\belse\b|\bother (?:shops?|places?|stores?)\b/iu;
/** Fewer words than this with nothing found are more likely a slip than a question for the team. */
const UNCLEAR_WORDS = 3;
/** A passage weaker than this is not helped by the classifier either. */
const NEEDS_AT_LEAST = 0.35;
/** Below this even the best passage has nothing to do with the words. */
const NOTHING_FOUND = 0.15;

export function createFaq({ business }: { business: Business }, { language, knowledge }: FaqDeps): Agent {
  const pointing = wordPattern(talkOf(business.locale).pointing);
  return {
    name: 'faq',
    reads: ['search-knowledge', 'opening-hours', 'price-list'],

    async decide(situation) {
      const { said, intent, confidence } = situation;
      if (intent === WHERE_FROM) {
        const named = await whereFrom(situation, { business, knowledge });
        return { decision: { kind: 'reply', say: named, intent, confidence: 1 } };
      }
      const fixedKey = `intent.${intent}`;
      if (business.texts[fixedKey] !== undefined) {
        const utterance = configured(business, fixedKey);
        return { decision: { kind: 'reply', say: utterance, intent, confidence: 1 } };
      }
      const steps: Step[] = [];
      const several = await answerEach(situation, steps);
      if (several?.clear) return { decision: several.decision, steps };
      const opening = several ? undefined : await openingOf(said, situation, steps);
      if (opening) return { decision: { kind: 'reply', say: opening, intent, confidence }, steps };
      const { question, passages } = await search(situation);
      steps.push(lookedUp(question, passages));
      const found = await language.answer(question, passages);
      const answer = question === said ? supported(found, situation, passages) : found;
      if (answer && answer.confidence >= business.confidence.answer) {
        const utterance: Utterance = { text: answer.text, choices: [], sources: answer.sources };
        return { decision: { kind: 'reply', say: utterance, intent, confidence: answer.confidence }, steps };
      }
      const forStaff = situation.audience === 'internal';
      const unsure = !forStaff && answer && answer.confidence >= business.confidence.ask ? answer : undefined;
      if (unsure) {
        const utterance: Utterance = { text: unsure.text, choices: [], sources: unsure.sources };
        return { decision: { kind: 'reply', say: utterance, intent, confidence: unsure.confidence }, steps };
      }
      if (several) return { decision: several.decision, steps };
      if (forStaff) return { decision: nothingApproved(business), steps };
      return { decision: await noAnswer(situation, said, confidence, passages), steps };
    },
  };

  /** What config says of the day that is asked about, when the words are surely about opening hours. */
  async function openingOf(
    words: string,
    { intent, confidence, now }: Pick<Situation, 'intent' | 'confidence' | 'now'>,
    steps: Step[],
  ): Promise<Utterance | undefined> {
    if (intent !== OPENING_HOURS || confidence < business.confidence.act || OF_OTHERS.test(words)) return undefined;
    const opening = await openingAnswer(words, now, { business, language });
    if (opening) steps.push({ name: 'retrieve', detail: { question: words, config: OPENING_HOURS } });
    return opening;
  }

  /**
   * Two questions at once: each is looked up for itself. What is known is said, the rest goes to the team. `clear`: what
   * stays open was surely a question, not a statement that belongs to the other.
   */
  async function answerEach(
    situation: Situation,
    steps: Step[],
  ): Promise<{ decision: Decision; clear: boolean } | undefined> {
    const { said, intent, conversation, audience } = situation;
    const questions = questionsIn(said);
    if (questions.length < 2) return undefined;
    const known: ExtractiveAnswer[] = [];
    const open: string[] = [];
    for (const question of questions) {
      const answer = await answerAlone(question, situation, steps);
      if (answer) known.push(answer);
      else open.push(question);
    }
    if (known.length === 0) return undefined;
    const text = [...new Set(known.map((answer) => answer.text))].join('\n\n');
    const sources = known.flatMap((answer) => answer.sources);
    const confidence = Math.min(...known.map((answer) => answer.confidence));
    const clear = open.every((question) => question.endsWith('?'));
    if (open.length === 0)
      return { decision: { kind: 'reply', say: { text, choices: [], sources }, intent, confidence }, clear };
    if (audience === 'internal') {
      const rest = configured(business, 'nothingApprovedRest');
      const say = { text: `${text}\n\n${rest.text}`, choices: [], sources: [...sources, ...rest.sources] };
      return { decision: { kind: 'reply', say, intent, confidence }, clear };
    }
    const asked = configured(business, 'askedTeamRest');
    const decision: Decision = {
      kind: 'hand-off',
      reason: 'no-answer',
      summary: `Still open: ${open.join(' / ')}\n${await language.summarise(conversation.entries)}`,
      urgency: 'normal',
      sayAfter: { text: `${text}\n\n${asked.text}`, choices: [], sources: [...sources, ...asked.sources] },
    };
    return { decision, clear };
  }

  /** A sure answer to a question whose subject the bot may speak about by itself. */
  async function answerAlone(
    question: string,
    { audience, now }: Pick<Situation, 'audience' | 'now'>,
    steps: Step[],
  ): Promise<ExtractiveAnswer | undefined> {
    const [best] = (await language.classify(question)).ranked;
    if (audience === 'internal') return await sure(question, audience, best ?? { intent: '', confidence: 0 }, steps);
    const intent = business.intents.find(({ id }) => id === best?.intent);
    if (
      !best ||
      (intent && (intent.autonomy !== 'auto' || (intent.agent !== 'faq' && best.confidence >= business.confidence.act)))
    )
      return undefined;
    const opening = await openingOf(question, { ...best, now }, steps);
    return opening ? { ...opening, confidence: best.confidence } : await sure(question, audience, best, steps);
  }

  async function sure(
    question: string,
    audience: Audience,
    classified: Pick<Situation, 'intent' | 'confidence'>,
    steps: Step[],
  ): Promise<ExtractiveAnswer | undefined> {
    const passages = await knowledge.search(question, PASSAGES, audience);
    steps.push(lookedUp(question, passages));
    const found = await language.answer(question, passages);
    const answer = supported(found, classified, passages);
    return answer && answer.confidence >= business.confidence.answer ? answer : undefined;
  }

  /** The classifier and the index agree on the subject, and the index on the passage: two witnesses are worth more than the weaker one of them. */
  function supported(
    answer: ExtractiveAnswer | undefined,
    { intent, confidence }: Pick<Situation, 'intent' | 'confidence'>,
    [first]: readonly RankedPassage[],
  ): ExtractiveAnswer | undefined {
    const documents = business.intents.find(({ id }) => id === intent)?.documents ?? [];
    const agree = answer?.sources.some(
      ({ id }) => id === first?.passage.id && documents.some((document) => id.startsWith(`${document}#`)),
    );
    if (!answer || !agree || confidence < business.confidence.act || answer.confidence < NEEDS_AT_LEAST) return answer;
    return { ...answer, confidence: Math.max(answer.confidence, (answer.confidence + confidence) / 2) };
  }

  /** "How much are they?" is looked up with what was asked before: alone it would find the wrong thing. */
  async function search({ said, conversation, audience, now }: Situation): Promise<{
    question: string;
    passages: readonly RankedPassage[];
  }> {
    const before = previousWords(conversation, now);
    const together = async () => ({
      question: `${before}\n${said}`,
      passages: await knowledge.search(`${before}\n${said}`, PASSAGES, audience),
    });
    const words = said.split(/\s+/u).length;
    const leans = leansOnBefore(said);
    const service = before !== undefined && leans ? onlyServiceIn(before) : undefined;
    if (service) {
      // "Book a full service" - "how much is it?": the wish to book says nothing of what is asked.
      const question = `${said.replace(/[\s?]+$/u, '')}: ${service.name}?`;
      const passages = await knowledge.search(question, PASSAGES, audience);
      if ((passages[0]?.score ?? 0) >= business.confidence.answer) return { question, passages };
    }
    if (before && (leans || (words <= LEANING_WORDS && pointing.test(said)))) return together();
    const alone = { question: said, passages: await knowledge.search(said, PASSAGES, audience) };
    const found = alone.passages[0]?.score ?? 0;
    if (!before || found >= business.confidence.answer || words > SHORT_QUESTION_WORDS) return alone;
    const both = await together();
    return (both.passages[0]?.score ?? 0) > found ? both : alone;
  }

  function onlyServiceIn(words: string): Service | undefined {
    const ids = servicesIn(words, business);
    return ids.length === 1 ? business.services.find(({ id }) => id === ids[0]) : undefined;
  }

  async function noAnswer(
    { conversation, now }: Situation,
    said: string,
    confidence: number,
    passages: readonly RankedPassage[],
  ): Promise<Decision> {
    const few = said.split(/\s+/u).length < UNCLEAR_WORDS;
    const nothing = (passages[0]?.score ?? 0) < NOTHING_FOUND && confidence < business.confidence.ask;
    if (few && nothing && !askedBefore(conversation) && !waitsForTeam(conversation)) {
      const text = say(business, 'rephrase');
      const choices = [{ id: 'handoff:person', label: say(business, 'unclearPerson') }];
      return { kind: 'ask', intent: 'unclear', say: { text, choices, sources: [] } };
    }
    const summary = await language.summarise(conversation.entries);
    return {
      kind: 'hand-off',
      reason: 'no-answer',
      summary,
      urgency: 'normal',
      sayAfter: toTheTeam(business, 'askedTeam', now),
    };
  }

  function askedBefore(conversation: Conversation): boolean {
    const last = conversation.entries.findLast((entry) => entry.kind === 'bot-said');
    return last?.kind === 'bot-said' && last.message.text === say(business, 'rephrase');
  }
}

function lookedUp(question: string, passages: readonly RankedPassage[]): Step {
  const found = passages.map(({ passage: { id, approvedOn }, score }) => ({
    id,
    score: Math.round(score * 1000) / 1000,
    date: approvedOn,
  }));
  return { name: 'retrieve', detail: { question, passages: found } };
}

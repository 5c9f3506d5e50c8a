/**
 * Quotes and discounts. Asks the configured questions one by one, works the price out in code and drafts the quote;
 * what goes out is decided by policy, and by default by staff.
 */
import { z } from 'zod';
import { type Business, type Offer, type Question, say } from '../domain/business.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Flow, Proposal, Utterance } from '../domain/decision.ts';
import type { Source } from '../domain/knowledge.ts';
import type { Knowledge, Language } from '../ports.ts';
import { configured } from '../review.ts';
import { HOUR_MS } from '../time.ts';
import type { Agent, Situation } from './agent.ts';
import { smallWords } from './booking/words.ts';

const FLOW_LASTS_MS = 24 * 60 * 60_000;
/** The customer does not want the quote any more. */
const GIVES_UP = /^(?:cancel|never ?mind|forget it)\b/iu;

const State = z.object({ offer: z.string(), answers: z.record(z.string(), z.string()) });
type State = z.infer<typeof State>;

export interface SalesDeps {
  readonly language: Language;
  readonly knowledge: Knowledge;
}

export function createSales({ business }: { business: Business }, { language, knowledge }: SalesDeps): Agent {
  return {
    name: 'sales',
    reads: ['search-knowledge', 'price-list'],

    async continues(situation) {
      const state = stateOf(situation.conversation);
      const open = state && nextQuestion(state);
      if (!open) return false;
      if (open.answer === 'text' && (await isAboutSomethingElse(situation.said))) return false;
      return givesUp(situation.said) || (await answerTo(open, situation)) !== undefined;
    },

    openQuestion(conversation) {
      const state = stateOf(conversation);
      return state && nextQuestion(state)?.ask;
    },

    async decide(situation) {
      const { said, choice, intent, conversation } = situation;
      if (intent === 'discount') return discount(situation);
      const state = stateOf(conversation);
      if (state && givesUp(said)) return ended();
      const picked = choice?.id.startsWith('sales:offer:') ? choice.id.slice('sales:offer:'.length) : undefined;
      const open = state && nextQuestion(state);
      if (!picked && state && open) {
        const answer = await answerTo(open, situation);
        if (answer !== undefined)
          return advance({ ...state, answers: { ...state.answers, [open.id]: answer } }, situation);
      }
      const offer = picked ? business.sales.offers.find(({ id }) => id === picked) : offerIn(said);
      return offer ? advance({ offer: offer.id, answers: await answersIn(offer, situation) }, situation) : askOffer();
    },
  };

  function givesUp(said: string): boolean {
    return GIVES_UP.test(said) || smallWords(said, business.locale).quit;
  }

  /** Any words answer a free question, except those that clearly are a request of another kind. */
  async function isAboutSomethingElse(said: string): Promise<boolean> {
    const best = (await language.classify(said)).ranked[0];
    const intent = business.intents.find(({ id }) => id === best?.intent);
    return intent !== undefined && intent.agent !== 'sales' && (best?.confidence ?? 0) >= business.confidence.act;
  }

  function offerIn(text: string): Offer | undefined {
    const said = ` ${plainWords(text)} `;
    return business.sales.offers.find((offer) =>
      [offer.name, ...offer.aliases].some((name) => said.includes(` ${plainWords(name)} `)),
    );
  }

  function askOffer(): Proposal {
    const choices = business.sales.offers.map(({ id, name }) => ({ id: `sales:offer:${id}`, label: name }));
    const utterance = { ...configured(business, 'sales.start'), choices };
    return { decision: { kind: 'ask', say: utterance, intent: 'sales' } };
  }

  function ended(): Proposal {
    return { flow: null, decision: { kind: 'ask', say: configured(business, 'sales.cancelled'), intent: 'sales' } };
  }

  /** What the first sentence already told, so that nobody is asked twice. */
  async function answersIn(offer: Offer, situation: Situation): Promise<Record<string, string>> {
    const answers: Record<string, string> = {};
    for (const question of offer.questions) {
      if (question.answer === 'text') continue;
      const answer = await answerTo(question, situation, false);
      if (answer !== undefined) answers[question.id] = answer;
    }
    return answers;
  }

  async function answerTo(
    question: Question,
    { said, now, choice }: Situation,
    asked = true,
  ): Promise<string | undefined> {
    const context = { now, asked };
    switch (question.answer) {
      case 'number': {
        const count = await language.extract('count', said, context);
        return count === undefined ? undefined : String(count);
      }
      case 'date': {
        const moment = await language.extract('moment', said, context);
        return moment?.date ?? (asked && moment ? moment.words : undefined);
      }
      case 'choice': {
        const text = (choice?.label ?? said).toLowerCase();
        return question.options.find((option) => text.includes(option.toLowerCase()));
      }
      case 'text':
        return asked && !said.trim().endsWith('?') && said.trim() !== '' ? said.trim().slice(0, 200) : undefined;
    }
  }

  function offerOf(state: State): Offer | undefined {
    return business.sales.offers.find(({ id }) => id === state.offer);
  }

  function nextQuestion(state: State): Question | undefined {
    return offerOf(state)?.questions.find(({ id }) => state.answers[id] === undefined);
  }

  function stateOf(conversation: Conversation): State | undefined {
    if (conversation.flow?.agent !== 'sales') return undefined;
    const parsed = State.safeParse(conversation.flow.state);
    return parsed.success && offerOf(parsed.data) ? parsed.data : undefined;
  }

  /** Asks the next open question, or drafts the quote when all are answered. */
  function advance(state: State, situation: Situation): Proposal {
    const question = nextQuestion(state);
    if (!question) return quote(state, situation);
    const choices = question.options.map((option) => ({ id: `sales:answer:${question.id}:${option}`, label: option }));
    const source: Source = {
      kind: 'business',
      id: `sales.${state.offer}.${question.id}`,
      title: 'Sales question',
      text: question.ask,
    };
    const flow: Flow = { agent: 'sales', state, expiresAt: situation.now + FLOW_LASTS_MS };
    return {
      flow,
      decision: { kind: 'ask', say: { text: question.ask, choices, sources: [source] }, intent: 'sales' },
    };
  }

  function quote(state: State, { now }: Situation): Proposal {
    const offer = offerOf(state);
    if (!offer) return askOffer();
    const { price } = offer;
    const units = price.unitsFrom ? Number(state.answers[price.unitsFrom] ?? 1) : 1;
    const total = price.base + price.perUnit * units;
    const details = offer.questions.map((question) => `${question.ask} ${state.answers[question.id] ?? ''}`).join('; ');
    const values = {
      offer: offer.name,
      units: String(units),
      unit: price.unitName,
      perUnit: money(price.perUnit),
      base: money(price.base),
      total: money(total),
    };
    const text = say(business, 'sales.quote', values);
    const proof = `${offer.name}: base ${values.base}, per ${price.unitName} ${values.perUnit}, ${units} ${price.unitName}: total ${values.total}`;
    const sources: Source[] = [
      { kind: 'business', id: `sales.${offer.id}`, title: `Price list: ${offer.name}`, text: proof },
      { kind: 'customer', id: 'answers', title: 'The customer said', text: details },
    ];
    const nudge = {
      id: `nudge:${offer.id}:${now}`,
      kind: 'quote-nudge',
      dueAt: now + business.sales.nudgeAfterHours * HOUR_MS,
      say: configured(business, 'sales.nudge'),
      cancelIf: 'customer-writes',
      about: offer.id,
    } as const;
    return {
      flow: null,
      decision: { kind: 'reply', say: { text, choices: [], sources }, intent: 'quote-request', confidence: 1 },
      followUps: [nudge],
    };
  }

  /** A discount the customer names becomes a draft for staff; what the house rules say is quoted; else a person answers. */
  async function discount({ said, conversation }: Situation): Promise<Proposal> {
    const asked = /\d{1,2}(?:[.,]\d)?\s?(?:%|percent|per cent)/iu.exec(said)?.[0];
    const passages = await knowledge.search(said, 3);
    const answer = await language.answer(said, passages);
    if (!asked && answer && answer.confidence >= business.confidence.answer) {
      // A discount that stands in the approved knowledge is no promise of ours but a fact.
      const fact: Utterance = { text: answer.text, choices: [], sources: answer.sources };
      return { decision: { kind: 'reply', say: fact, intent: 'published-discount', confidence: answer.confidence } };
    }
    let draft: Utterance | undefined;
    if (asked) {
      const source: Source = { kind: 'customer', id: 'asked', title: 'The customer asked for', text: said };
      draft = { text: say(business, 'sales.discount', { discount: asked }), choices: [], sources: [source] };
    } else if (answer && answer.confidence >= business.confidence.ask) {
      draft = { text: answer.text, choices: [], sources: answer.sources };
    }
    if (draft) return { decision: { kind: 'reply', say: draft, intent: 'discount', confidence: 1 } };
    const summary = await language.summarise(conversation.entries);
    return {
      decision: {
        kind: 'hand-off',
        reason: 'needs-approval',
        summary,
        urgency: 'normal',
        sayAfter: configured(business, 'askedTeam'),
      },
    };
  }

  function money(amount: number): string {
    const { locale, currency } = business;
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
    }).format(amount);
  }
}

/** Letters and digits only, in lower case, one space between words. */
function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

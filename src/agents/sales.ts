/**
 * Qualifies, quotes and asks for discounts. Asks the configured questions one by one, lets the rules of the offer say
 * what comes next, and works the price out in code; what goes out is decided by policy, and by default by staff.
 */
import { type Business, say } from '../domain/business.ts';
import type { Decision, Proposal, Utterance } from '../domain/decision.ts';
import { DEFAULT_FOLLOW_UPS, type FollowUpRules } from '../follow-ups/rules.ts';
import type { Knowledge, Language } from '../ports.ts';
import { configured } from '../review.ts';
import { saidBefore } from '../said.ts';
import type { ToolBox } from '../tools/tool.ts';
import type { Agent, Situation } from './agent.ts';
import { servicesIn } from './booking/services.ts';
import { asksForInformation, smallWords } from './booking/words.ts';
import { createAnswers } from './sales/answers.ts';
import { createCall } from './sales/call.ts';
import { createDiscount } from './sales/discount.ts';
import { findOffer } from './sales/find-offer.ts';
import { createSale, LAST_STEPS } from './sales/sale.ts';
import { nextQuestion, type State, stateOf } from './sales/state.ts';
import { salesWords } from './sales/words.ts';

export interface SalesDeps {
  readonly language: Language;
  readonly knowledge: Knowledge;
  /** Absent, or without those that keep leads: nothing is written down, and nobody is offered a call. */
  readonly tools?: ToolBox;
}

export function createSales(
  { business, followUps = DEFAULT_FOLLOW_UPS }: { business: Business; followUps?: FollowUpRules },
  { language, knowledge, tools }: SalesDeps,
): Agent {
  const words = salesWords(business.locale);
  const answers = createAnswers({ business, language });
  const call = createCall({ business, language, tools });
  const sale = createSale({ business, followUps, call, tools, language });
  const discount = createDiscount({ business, language, knowledge, tools });

  return {
    name: 'sales',
    tools: ['save-lead', 'book-call'],
    reads: ['search-knowledge', 'price-list'],

    async continues(situation) {
      const state = stateOf(business, situation.conversation);
      if (!state) return false;
      const { said } = situation;
      switch (state.step) {
        case 'asking': {
          const open = nextQuestion(business, state);
          if (!open) return false;
          if (givesUp(said) || words.refusal.test(said.trim())) return true;
          const heard = await answers.hear(state, situation);
          return heard !== undefined && !(open.answer === 'text' && (await isAboutSomethingElse(said)));
        }
        case 'call':
          if (servicesIn(said, business).length > 0 || asksForInformation(said, business.locale)) return false;
          // A day and a time sound like an appointment, and a call is one.
          return (
            (await call.pick(situation, state.offered)) !== undefined &&
            !(await isAboutSomethingElse(said, ['booking']))
          );
        case 'name':
        case 'phone':
          return givesUp(said) || (sale.given(state, said) && !(await isAboutSomethingElse(said, ['booking'])));
        case 'quoted':
          return wasSent(situation) && (await replyToQuote(state, situation)) !== undefined;
        default:
          return false;
      }
    },

    openQuestion(conversation) {
      const state = stateOf(business, conversation);
      if (state?.step === 'name') return say(business, 'booking.askName');
      if (state?.step === 'phone') return say(business, 'sales.askPhone');
      return state && nextQuestion(business, state)?.ask;
    },

    async decide(situation) {
      const { said, choice, intent, conversation, toolAnswer } = situation;
      const state = stateOf(business, conversation);
      if (toolAnswer) return state ? sale.afterTool(state, toolAnswer, situation) : silent('no sale is open any more');
      if (intent === 'discount') return discount(situation, state);
      const picked = choice?.id.startsWith('sales:offer:') ? choice.id.slice('sales:offer:'.length) : undefined;
      if (state && !picked) {
        const going = await goOn(state, situation);
        if (going) return going;
      }
      const offer = picked
        ? business.sales.offers.find(({ id }) => id === picked)
        : findOffer(said, business.sales.offers);
      if (!offer) return state && nextQuestion(business, state) ? sale.ask(state, situation) : askOffer();
      if (state?.offer === offer.id && !LAST_STEPS.includes(state.step)) return sale.ask(state, situation);
      const told = await answers.toldOf(offer.questions, picked ? asBefore(situation) : situation);
      return sale.next(sale.begun(offer, conversation, told), situation);
    },
  };

  /** An open sale and what the customer says next; undefined when the words do not belong to it. */
  async function goOn(state: State, situation: Situation): Promise<Proposal | undefined> {
    const { said, choice } = situation;
    switch (state.step) {
      case 'asking': {
        if (givesUp(said)) return sale.ended(state, situation, 'sales.cancelled');
        const heard = await answers.hear(state, situation);
        return heard && sale.next(withHeard(state, heard), situation);
      }
      case 'call':
        return sale.picked(state, await call.pick(situation, state.offered), situation);
      case 'name':
      case 'phone':
        if (givesUp(said)) return sale.next({ ...state, step: 'quoted' }, situation);
        return sale.contact(state, said, situation);
      case 'quoted':
        return choice || !wasSent(situation) ? undefined : replyToQuote(state, situation);
      default:
        return sale.waiting();
    }
  }

  /** Yes, no, or other figures; undefined for anything else. */
  async function replyToQuote(state: State, situation: Situation): Promise<Proposal | undefined> {
    const { said } = situation;
    const small = smallWords(said, business.locale);
    if (words.declines.test(said) || small.no || small.quit) return sale.ended(state, situation, 'sales.declined');
    if (words.accepts.test(said) || (small.yes && PLAIN_YES.test(said))) return sale.accepted(state, situation);
    if (!words.correction.test(said) || (await isAboutSomethingElse(said, ['booking']))) return undefined;
    const heard = await answers.hear(state, situation);
    return heard && sale.next({ ...withHeard(state, heard), step: 'asking' }, situation);
  }

  function givesUp(said: string): boolean {
    return /^(?:cancel|never ?mind|forget it)\b/iu.test(said) || smallWords(said, business.locale).quit;
  }

  /** Any words answer a free question, except those that clearly are a request of another kind. */
  async function isAboutSomethingElse(said: string, fine: readonly string[] = []): Promise<boolean> {
    const best = (await language.classify(said)).ranked[0];
    const intent = business.intents.find(({ id }) => id === best?.intent);
    if (!intent || ['sales', ...fine].includes(intent.agent)) return false;
    return (best?.confidence ?? 0) >= business.confidence.act;
  }

  function askOffer(): Proposal {
    const choices = business.sales.offers.map(({ id, name }) => ({ id: `sales:offer:${id}`, label: name }));
    const utterance: Utterance = { ...configured(business, 'sales.start'), choices };
    return { decision: { kind: 'ask', say: utterance, intent: 'sales' } };
  }
}

/** A yes that is one: "ok" and "great, thanks" only say that the quote was read. */
const PLAIN_YES =
  /^\W*(?:yes|yeah|yep|yup|sure|absolutely|definitely|of course|please do|do it|sí|si|claro|hazlo|ja|gern|oui|volontiers|sì|certo|sim|com certeza)(?!\p{L})/iu;

function withHeard(state: State, heard: { answers: State['answers']; skipped: readonly string[] }): State {
  const answers = { ...state.answers, ...heard.answers };
  return { ...state, answers, skipped: [...new Set([...state.skipped, ...heard.skipped])] };
}

/** Who taps an offer has told most of it in the words before. */
function asBefore(situation: Situation): Situation {
  return { ...situation, said: saidBefore(situation.conversation) ?? situation.said };
}

/** Whether the quote has really gone out: an "ok" before that is about something else. */
function wasSent({ conversation: { approval, entries } }: Situation): boolean {
  return entries.some(
    (entry) => 'approvalId' in entry && entry.approvalId === approval?.id && entry.delivery.state !== 'failed',
  );
}

function silent(why: string): Proposal {
  return { decision: { kind: 'stay-silent', why } satisfies Decision };
}

/**
 * Takes each turn in the language of its customer: finds it, lets that language's agents decide, and keeps it with the
 * conversation. To a customer whose language the shop does not speak it offers, once, the ones that it does.
 */
import type { Business } from '../domain/business.ts';
import { type Conversation, unread } from '../domain/conversation.ts';
import type { JsonObject } from '../domain/json.ts';
import { textOf } from '../domain/message.ts';
import { normalised } from '../phrases.ts';
import { configured } from '../review.ts';
import type { Taken, TurnDeps } from '../turn.ts';
import { businessFor } from './business-for.ts';
import { politeWords } from './courtesy.ts';
import { createTongueFinder, type FoundTongue } from './find-tongue.ts';
import { codeOf, signsOf } from './list.ts';
import type { Speaker } from './speakers.ts';

type Route = TurnDeps['route'];

export interface TurnsDeps {
  readonly business: Business;
  readonly speakers: (code: string) => Speaker | undefined;
  /** Takes a turn as this speaker (absent: in the shop's own language); `around` may decide before its router does. */
  readonly takeAs: (
    speaker: Speaker | undefined,
    around: (route: Route) => Route,
  ) => (base: Conversation) => Promise<Taken>;
  /** Staff who ask are answered in the shop's own language. */
  readonly isStaff: (conversation: Conversation) => boolean;
}

const CHOICE = 'tongue:';
/** Earlier words shorter than this do not show that a conversation had a language. */
const FEWEST_WORDS = 3;

export function createTurns({ business, speakers, takeAs, isStaff }: TurnsDeps) {
  const own = codeOf(business.locale);
  const spoken = Object.keys(business.spoken ?? {});
  const examples = new Set(business.intents.flatMap((intent) => intent.examples.map(normalised)));
  const sayings = (shop: Business) => shop.intents.flatMap((intent) => intent.examples);
  const find = createTongueFinder(
    {
      own,
      spoken,
      examples: Object.fromEntries([
        [own, sayings(business)],
        ...Object.entries(business.spoken ?? {}).map(([code, shop]) => [code, sayings(shop)]),
      ]),
    },
    (text) => examples.has(normalised(text)),
  );

  return async function takeTurn(base: Conversation): Promise<Taken> {
    if (spoken.length === 0 || isStaff(base)) return takeAs(undefined, (route) => route)(base);
    const found = await tongueOf(base);
    const code = found.kind === 'spoken' ? found.code : (base.tongue ?? own);
    let chosen = code;
    const around =
      (route: Route): Route =>
      async (conversation, heard, now) => {
        const choice = heard.kind === 'understand' ? heard.choice?.id : undefined;
        if (choice?.startsWith(CHOICE)) {
          chosen = choice.slice(CHOICE.length);
          const say = chosen === own ? configured(business, 'languageChosen') : greetingIn(chosen);
          return {
            kind: 'decided',
            decision: { kind: 'reply', say, intent: 'language', confidence: 1 },
            trace: { by: 'choice', tongue: chosen },
          };
        }
        if (found.kind === 'foreign' && heard.kind === 'understand' && !offered(conversation)) {
          return {
            kind: 'decided',
            decision: { kind: 'ask', intent: 'language', say: offer(found.code) },
            trace: { by: 'language', foreign: found.code },
          };
        }
        return route(conversation, heard, now);
      };
    const taken = await takeAs(speakers(code), around)(base);
    const steps = taken.turn.steps.map((step) =>
      step.name === 'screen' ? { ...step, detail: { ...(step.detail as JsonObject), tongue: { ...found } } } : step,
    );
    const turn = { ...taken.turn, steps };
    return {
      turn,
      apply(fresh) {
        const next = taken.apply(fresh);
        return next === 'overtaken' || (chosen === own && next.tongue === undefined)
          ? next
          : { ...next, tongue: chosen };
      },
    };
  };

  async function tongueOf(conversation: Conversation): Promise<FoundTongue> {
    const said = unread(conversation).filter((entry) => entry.kind === 'customer-said');
    const text = said.flatMap(({ content }) => (content.kind === 'text' ? [content.text] : [])).join('\n');
    return find({ text, before: conversation.tongue ?? (hasSpoken(conversation) ? own : undefined) });
  }

  /** Whether the customer has been understood in the shop's own language before. */
  function hasSpoken(conversation: Conversation): boolean {
    return conversation.entries.some(
      (entry) =>
        entry.kind === 'customer-said' &&
        entry.outcome !== undefined &&
        textOf(entry.content).split(/\s+/u).length >= FEWEST_WORDS,
    );
  }

  function offered({ entries }: Conversation): boolean {
    return entries.some(
      (entry) =>
        entry.kind === 'bot-said' &&
        entry.message.kind === 'text' &&
        entry.message.choices.some(({ id }) => id.startsWith(CHOICE)),
    );
  }

  function greetingIn(code: string) {
    return configured(businessFor(business, { tongue: code }), 'languageChosen');
  }

  /** In the customer's language where there are words for it, and in our own. */
  function offer(code: string) {
    const say = configured(business, 'languageChoice');
    const polite = politeWords(code);
    const choices = [own, ...spoken].map((one) => ({ id: `${CHOICE}${one}`, label: signsOf(one)?.name ?? one }));
    return { ...say, text: polite ? `${polite}\n\n${say.text}` : say.text, choices };
  }
}

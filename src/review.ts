/**
 * The one choke point: whatever is to reach a customer, whoever made it, is judged here. Pure. A failed check means
 * "staff see it first", never a canned refusal.
 */
import { type Business, type MessageTemplate, say } from './domain/business.ts';
import type { Conversation } from './domain/conversation.ts';
import type { ApprovalReason, Decision, Review, Utterance } from './domain/decision.ts';
import type { Audience } from './domain/knowledge.ts';
import type { Capabilities, ClearedMessage, OutboundMessage } from './domain/message.ts';
import { fitTo } from './fit-to.ts';
import { unprovenTokens } from './number-lock.ts';
import { proofsFor } from './proofs.ts';

/** Longer than this is no chat message; about four screens of a phone. In UTF-16 code units. */
export const MAX_REPLY_LENGTH = 6_000;

export interface WordsContext {
  readonly conversation: Conversation;
  readonly business: Business;
  /** Who will read it. */
  readonly audience: Audience;
  /** Whether a source is a passage for staff only. */
  readonly isInternal: (sourceId: string) => boolean;
}

export interface ReviewContext extends WordsContext {
  /** Risk of the tool a decision wants to use. */
  readonly riskOf: (tool: string) => 'low' | 'high' | undefined;
}

/** Whether the decision may go ahead, must be seen by staff first, or must not happen. */
export function review(decision: Decision, context: ReviewContext): Review {
  const secret = secretIn(
    'say' in decision ? decision.say : 'sayAfter' in decision ? decision.sayAfter : undefined,
    context,
  );
  if (secret) return secret;
  switch (decision.kind) {
    case 'stay-silent':
      return { kind: 'allow' };
    case 'use-tool': {
      const risk = context.riskOf(decision.call.tool);
      if (risk === undefined) return { kind: 'refuse', why: `there is no tool named ${decision.call.tool}` };
      if (decision.staffFirst) return { kind: 'ask-staff', why: [{ kind: 'policy', intent: decision.intent }] };
      return risk === 'high' ? { kind: 'refuse', why: `${decision.call.tool} needs a person` } : { kind: 'allow' };
    }
    case 'set-consent': // the owner's own sentence; holding it back would make STOP wait for somebody's click
      return { kind: 'allow' };
    case 'hand-off':
      return decision.sayAfter ? reviewWords(decision.sayAfter, context) : { kind: 'allow' };
    case 'ask':
      return verdict([...policy(decision.intent, context), ...wordFaults(decision.say, context)]);
    case 'reply': {
      const { say, intent, confidence } = decision;
      const why: ApprovalReason[] = [...policy(intent, context)];
      if (say.sources.length === 0) why.push({ kind: 'unsourced' });
      if (confidence < context.business.confidence.answer) why.push({ kind: 'low-confidence', confidence });
      return verdict([...why, ...wordFaults(say, context)]);
    }
  }
}

/** The checks every text passes, also those that no decision of an agent stands behind (follow-ups, notices). */
export function reviewWords(say: Utterance, context: WordsContext): Review {
  return secretIn(say, context) ?? verdict(wordFaults(say, context));
}

/** What staff alone may read never reaches a customer, whoever cites it; no draft of it either, which a click could send. */
function secretIn(say: Utterance | undefined, { audience, isInternal }: WordsContext): Review | undefined {
  const secret = audience === 'internal' ? undefined : say?.sources.find(({ id }) => isInternal(id));
  return secret && { kind: 'refuse', why: `it rests on ${secret.id}, which is for staff only` };
}

/** What is wrong with a text a person wrote, as one sentence for them; undefined when it may go out. */
export function staffTextFault(text: string): string | undefined {
  if (text.trim() === '') return 'Write something first.';
  if (text.length > MAX_REPLY_LENGTH) return `At most ${MAX_REPLY_LENGTH} characters, this has ${text.length}.`;
  return undefined;
}

/** The messages of an utterance that review has allowed; a plain error otherwise, for that is a bug. */
export function cleared(utterance: Utterance, review: Review, capabilities: Capabilities): readonly ClearedMessage[] {
  if (review.kind !== 'allow') throw new Error(`expected a text that review allowed, got ${review.kind}`);
  return fitTo(utterance, capabilities) as readonly ClearedMessage[];
}

/** A sentence of the owner's own: it stands in config, which is its proof. */
export function configured(business: Business, key: string): Utterance {
  const text = say(business, key);
  return { text, choices: [], sources: [{ kind: 'business', id: `texts.${key}`, title: 'Configured text', text }] };
}

/** The messages of a sentence of the owner's own. */
export function clearedSentence(
  business: Business,
  key: string,
  capabilities: Capabilities,
): readonly ClearedMessage[] {
  return cleared(configured(business, key), { kind: 'allow' }, capabilities);
}

/** The messages of a text that a person wrote or approved; the person is the review. */
export function clearedByPerson(
  say: Pick<Utterance, 'text' | 'choices'>,
  capabilities: Capabilities,
): readonly ClearedMessage[] {
  const fault = staffTextFault(say.text);
  if (fault) throw new Error(`expected a text that may go out, got one that may not: ${fault}`);
  return fitTo(say, capabilities) as readonly ClearedMessage[];
}

/** An approved template with its blanks filled; the platform and the owner are its review, a person chose it. */
export function clearedTemplate(template: MessageTemplate, values: Readonly<Record<string, string>>): ClearedMessage {
  const { name, language, text } = template;
  const blanks = [...text.matchAll(BLANK)].map(([, blank = '']) => values[blank] ?? '');
  return {
    kind: 'template',
    name,
    language,
    values: blanks,
    text: templateText(template, values),
  } as OutboundMessage as ClearedMessage;
}

const BLANK = /\{(\w+)\}/gu;

export function templateText({ text }: MessageTemplate, values: Readonly<Record<string, string>>): string {
  return text.replace(BLANK, (_whole, blank: string) => values[blank] ?? '');
}

function verdict(why: readonly ApprovalReason[]): Review {
  return why.length === 0 ? { kind: 'allow' } : { kind: 'ask-staff', why };
}

/** Autonomy is about what customers are told; what is approved for staff may be told to staff. */
function policy(intentId: string, { business, audience }: WordsContext): readonly ApprovalReason[] {
  const intent = audience === 'customer' && business.intents.find(({ id }) => id === intentId);
  return intent && intent.autonomy !== 'auto' ? [{ kind: 'policy', intent: intentId }] : [];
}

function wordFaults(
  say: Utterance,
  { conversation, business }: Pick<ReviewContext, 'conversation' | 'business'>,
): readonly ApprovalReason[] {
  const faults: ApprovalReason[] = [];
  if (say.text.length > MAX_REPLY_LENGTH) faults.push({ kind: 'too-long', length: say.text.length });
  const spoken = [say.text, ...say.choices.map((choice) => choice.label)].join('\n');
  const tokens = unprovenTokens(spoken, proofsFor(say, conversation, business), {
    timeZone: business.timeZone,
    locale: business.locale,
    now: conversation.lastInboundAt,
  });
  if (tokens.length > 0) faults.push({ kind: 'unproven', tokens });
  return faults;
}

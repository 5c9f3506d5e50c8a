/**
 * Sends what was said to the agent that can deal with it. A tap goes where its id says, an open flow keeps what
 * continues it, the rest follows the classifier in three bands: act, ask which was meant, let FAQ try or hand over.
 */
import type { Agent, Situation } from './agents/agent.ts';
import { divided, type Part } from './agents/division.ts';
import { asksWhereFrom, WHERE_FROM } from './agents/where-from.ts';
import type { Business, Intent } from './domain/business.ts';
import { say } from './domain/business.ts';
import type { Conversation } from './domain/conversation.ts';
import type { Decision } from './domain/decision.ts';
import type { Json } from './domain/json.ts';
import type { Choice } from './domain/message.ts';
import { wordCount } from './phrases.ts';
import type { Classification, Knowledge, Language } from './ports.ts';
import { lastSaid, leansOnBefore, previousWords, saidBefore, waitsForTeam } from './said.ts';
import type { Screened } from './screen.ts';

export interface RouterDeps {
  readonly business: Business;
  readonly agents: readonly Agent[];
  readonly language: Language;
  readonly knowledge: Knowledge;
}

export type Route = { readonly trace: Json } & (
  | {
      readonly kind: 'agent';
      readonly agent: Agent;
      readonly situation: Situation;
      /** What was asked of others in the same breath. */
      readonly rest?: readonly Part[];
    }
  | { readonly kind: 'decided'; readonly decision: Decision }
);

export type Heard = Extract<Screened, { kind: 'understand' | 'tool-answered' }>;

/** Intent of words that continue a flow or tap a choice: nothing was classified. */
export const CONTINUES = 'continues';
export const UNKNOWN = 'unknown';
/** Buttons under "which did you mean?", the one for the team among them. */
const CHOICES_OFFERED = 3;
/** Always among the choices: what it deals with needs no choice of its own. */
const TEAM = 'handoff';
/** A longer text says for itself what it is about. */
const FRAGMENT_WORDS = 5;

export function createRouter(deps: RouterDeps) {
  const agentNamed = (name: string) => deps.agents.find((agent) => agent.name === name);

  return async function route(conversation: Conversation, heard: Heard, now: number): Promise<Route> {
    const business = deps.business;
    const base = { conversation, audience: 'customer', said: '', now, intent: CONTINUES, confidence: 1 } as const;
    const flowAgent =
      conversation.flow && conversation.flow.expiresAt > now ? agentNamed(conversation.flow.agent) : undefined;

    if (heard.kind === 'tool-answered') {
      const { toolAnswer } = heard;
      const asked = deps.agents.find(({ tools }) => tools?.includes(toolAnswer.tool)); // whatever flow is open by now
      const agent = asked ?? flowAgent ?? agentNamed('handoff');
      if (!agent) throw new Error('router: expected an agent named "handoff", found none');
      return {
        kind: 'agent',
        agent,
        situation: { ...base, toolAnswer },
        trace: { by: 'tool answer', agent: agent.name },
      };
    }
    const situation: Situation = { ...base, said: heard.said, ...(heard.choice ? { choice: heard.choice } : {}) };
    if (heard.choice) {
      const [prefix = '', rest = ''] = splitOnce(heard.choice.id, ':');
      const owner = agentNamed(prefix);
      if (owner)
        return {
          kind: 'agent',
          agent: owner,
          situation,
          trace: { by: 'choice', choice: heard.choice.id, agent: owner.name },
        };
      const intent = prefix === 'intent' ? business.intents.find(({ id }) => id === rest) : undefined;
      const agent = intent && agentNamed(intent.agent);
      if (intent && agent) {
        const said = saidBefore(conversation) ?? heard.said;
        return {
          kind: 'agent',
          agent,
          situation: { ...base, said, intent: intent.id },
          trace: { by: 'choice', intent: intent.id },
        };
      }
    }
    const division = heard.choice ? undefined : await divided(heard.said, flowAgent?.name, deps);
    if (division) {
      const { own, rest } = division;
      const agent = agentNamed(own.agent);
      const part: Situation = { ...situation, said: own.said };
      const found = [own, ...rest].map(({ agent, intent, confidence }) => ({
        agent,
        intent,
        confidence: round(confidence),
      }));
      const trace = { by: 'parts', language: deps.language.name, parts: found };
      const goesOn = agent === flowAgent && (await flowAgent?.continues?.(part));
      if (agent && goesOn) return { kind: 'agent', agent, situation: part, rest, trace };
      const { intent, confidence } = own;
      if (agent && intent !== '' && agent !== flowAgent)
        return { kind: 'agent', agent, situation: { ...part, intent, confidence }, rest, trace };
    }
    if (flowAgent?.continues && (await flowAgent.continues(situation))) {
      return { kind: 'agent', agent: flowAgent, situation, trace: { by: 'open flow', agent: flowAgent.name } };
    }
    const faq = asksWhereFrom(heard.said) ? agentNamed('faq') : undefined;
    if (faq)
      return { kind: 'agent', agent: faq, situation: { ...situation, intent: WHERE_FROM }, trace: { by: 'source' } };

    const classification = await classify(heard.said, conversation, now);
    const [found] = await deps.knowledge.search(heard.said, 1);
    const trace = {
      by: 'classifier',
      language: deps.language.name,
      ranked: classification.ranked
        .slice(0, 5)
        .map(({ intent, confidence }) => ({ intent, confidence: round(confidence) })),
      passage: found ? { id: found.passage.id, score: round(found.score) } : null,
    };
    const weighed = await claimed(band(classification, business, found?.score ?? 0), situation, {
      confidence: classification.ranked[0]?.confidence ?? 0,
      passage: found?.score ?? 0,
    });
    const verdict = (await adds(weighed, situation)) ? ({ kind: 'none' } as const) : weighed;
    // Who waits for the team is adding to that: a question back would only hold it up.
    if (verdict.kind === 'ask' && !wasUnclear(conversation, business) && !waitsForTeam(conversation)) {
      return { kind: 'decided', decision: whichOne(business, verdict.intents), trace: { ...trace, band: 'ask' } };
    }
    const intent = verdict.kind === 'act' ? verdict.intent : undefined;
    const agent = agentNamed(intent?.agent ?? 'faq') ?? agentNamed('faq');
    if (!agent) throw new Error('router: expected an agent named "faq", found none');
    return {
      kind: 'agent',
      agent,
      situation: { ...situation, intent: intent?.id ?? UNKNOWN, confidence: classification.ranked[0]?.confidence ?? 0 },
      trace: { ...trace, band: verdict.kind, agent: agent.name },
    };
  };

  /** "And tomorrow?" asks what was asked before, when that was for knowledge to answer. */
  async function classify(said: string, conversation: Conversation, now: number): Promise<Classification> {
    const before = leansOnBefore(said) ? previousWords(conversation, now) : undefined;
    if (before === undefined || waitsForTeam(conversation)) return deps.language.classify(said);
    const asked = await deps.language.classify(before);
    const [best] = asked.ranked;
    const intent = deps.business.intents.find(({ id }) => id === best?.intent);
    const answered = intent?.agent === 'faq' && (best?.confidence ?? 0) >= deps.business.confidence.act;
    return answered && deps.business.texts[`intent.${intent.id}`] === undefined ? asked : deps.language.classify(said);
  }

  /** What the words hold tips the scale before the customer is asked which they meant, greeted back or handed over. */
  async function claimed(
    verdict: Band,
    situation: Situation,
    { confidence, passage }: { readonly confidence: number; readonly passage: number },
  ): Promise<Band> {
    const { business } = deps;
    const intents = verdict.kind === 'ask' ? verdict.intents : [];
    const courtesy = verdict.kind === 'act' && business.texts[`intent.${verdict.intent.id}`] !== undefined;
    if (verdict.kind === 'act' && !courtesy && confidence >= business.confidence.act) return verdict;
    if (verdict.kind === 'none' && passage >= business.confidence.answer) return verdict; // FAQ knows an answer
    const asked = verdict.kind === 'ask' ? new Set(intents.map(({ agent }) => agent)) : undefined;
    for (const agent of deps.agents.filter(({ name }) => asked?.has(name) ?? true)) {
      const id = await agent.claims?.({ ...situation, intent: intents[0]?.id ?? UNKNOWN });
      const intent = business.intents.find((known) => known.id === id && known.agent === agent.name);
      if (intent) return { kind: 'act', intent };
    }
    return verdict;
  }

  /** "Saturday and Sunday" of somebody who waits for the team belongs to what they asked, and opens nothing new. */
  async function adds(verdict: Band, { conversation, said, now }: Situation): Promise<boolean> {
    if (verdict.kind !== 'act' || !waitsForTeam(conversation) || wordCount(said) > FRAGMENT_WORDS) return false;
    const moment = await deps.language.extract('moment', said, { now, asked: true });
    return moment !== undefined && wordCount(said) - wordCount(moment.words) <= 1;
  }
}

type Band =
  | { readonly kind: 'act'; readonly intent: Intent }
  | { readonly kind: 'ask'; readonly intents: readonly Intent[] }
  | { readonly kind: 'none' };

/** Three bands by calibrated confidence. A strong passage lets FAQ answer where the classifier hesitates. Pure. */
export function band(classification: Classification, business: Business, passageScore: number): Band {
  const { act, ask, answer } = business.confidence;
  const known = classification.ranked.flatMap(({ intent: id, confidence }) => {
    const intent = business.intents.find((candidate) => candidate.id === id);
    return intent ? [{ intent, confidence }] : [];
  });
  const best = known[0];
  if (!best) return { kind: 'none' };
  if (best.confidence >= act) return { kind: 'act', intent: best.intent };
  if (passageScore >= answer || best.confidence < ask) return { kind: 'none' };
  if (best.intent.agent === 'faq') return { kind: 'act', intent: best.intent }; // FAQ looks the question up itself
  const others = known.slice(1, CHOICES_OFFERED).filter((other) => other.confidence >= ask / 4);
  const intents = [best, ...others].map(({ intent }) => intent).filter(({ agent }) => agent !== TEAM);
  return intents.length === 0 ? { kind: 'none' } : { kind: 'ask', intents };
}

function whichOne(business: Business, intents: readonly Intent[]): Decision {
  const choices: Choice[] = intents
    .slice(0, CHOICES_OFFERED - 1)
    .map(({ id, label }) => ({ id: `intent:${id}`, label }));
  choices.push({ id: 'handoff:person', label: say(business, 'unclearPerson') });
  const text = say(business, 'unclear');
  return { kind: 'ask', intent: UNKNOWN, say: { text, choices, sources: [] } };
}

/** We asked "which did you mean" just before: asking it twice in a row helps nobody. */
export function wasUnclear(conversation: Conversation, business: Business): boolean {
  const last = lastSaid(conversation);
  return last?.message.kind === 'text' && last.message.text === say(business, 'unclear');
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}

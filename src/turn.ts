/**
 * START HERE TO READ: one turn, from what was said to what was decided.
 *
 *   screen -> route -> agent -> review -> plan
 *
 * Nothing here has an effect. The turn says what it had read; if the customer wrote meanwhile, `apply` answers
 * "overtaken" and it is decided again.
 */
import type { AnswerRest } from './agents/the-rest.ts';
import type { Business } from './domain/business.ts';
import type { Conversation } from './domain/conversation.ts';
import type { Proposal, Review, Step, Turn } from './domain/decision.ts';
import type { Json } from './domain/json.ts';
import type { Audience } from './domain/knowledge.ts';
import type { Capabilities } from './domain/message.ts';
import { plan } from './plan.ts';
import type { Clock, Language } from './ports.ts';
import { type OpenQuestion, withReturnToFlow } from './return-to-flow.ts';
import { review } from './review.ts';
import type { Heard, Route } from './router.ts';
import { type Screened, screen } from './screen.ts';
import { settle } from './settled.ts';
import { nothingApproved, screenedForStaff, settledForStaff } from './staff-questions.ts';

export interface TurnDeps {
  readonly business: Business;
  readonly clock: Clock;
  readonly language: Language;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
  readonly route: (conversation: Conversation, heard: Heard, now: number) => Promise<Route>;
  /** The same for a channel on which staff ask. */
  readonly routeForStaff: TurnDeps['route'];
  readonly isInternal: (passageId: string) => boolean;
  readonly openQuestion: OpenQuestion;
  readonly answerRest: AnswerRest;
  readonly riskOf: (tool: string) => 'low' | 'high' | undefined;
  readonly promptVersions: () => Readonly<Record<string, string>>;
}

export interface Taken {
  /** The trace, to be stored before `apply` is saved. */
  readonly turn: Turn;
  /** Pure: the next state, or `overtaken` when the conversation moved on in a way the turn had not seen. */
  apply(fresh: Conversation): Conversation | 'overtaken';
}

export function createTurnTaker(deps: TurnDeps) {
  return async function takeTurn(base: Conversation): Promise<Taken> {
    const startedAt = deps.clock.now();
    const business = deps.business;
    const capabilities = deps.capabilitiesOf(base);
    const { audience = 'customer', numberedChoices } = capabilities;
    const heard = screen(
      base,
      audience === 'internal' ? screenedForStaff(business) : business,
      startedAt,
      numberedChoices,
    );
    const steps: Step[] = [{ name: 'screen', detail: { kind: heard.kind, readUpTo: heard.readUpTo } }];
    const judge = ({ decision, steps: more = [] }: Proposal): Review => {
      steps.push(...more, { name: 'agent', detail: decision as unknown as Json });
      const { riskOf, isInternal } = deps;
      const verdict = review(decision, { conversation: base, business, riskOf, audience, isInternal });
      steps.push({ name: 'review', detail: verdict as unknown as Json });
      return verdict;
    };

    let proposal = await propose(base, heard, audience, startedAt, steps);
    let verdict = judge(proposal);
    // Nobody approves answers to staff: what may not go out by itself is not said.
    if (audience === 'internal' && verdict.kind !== 'allow' && proposal.decision.kind !== 'hand-off') {
      proposal = { decision: nothingApproved(business) };
      verdict = judge(proposal);
    }

    const turn: Turn = {
      id: `${base.id}.t${heard.readUpTo}-${base.version}`,
      conversationId: base.id,
      readUpTo: heard.readUpTo,
      wordsLeft: heard.kind === 'tool-answered' && heard.wordsLeft,
      steps,
      decision: proposal.decision,
      review: verdict,
      promptVersions: deps.promptVersions(),
      at: startedAt,
      tookMs: deps.clock.now() - startedAt,
    };
    return {
      turn,
      apply: (fresh) => plan(fresh, base, turn, proposal, { business, capabilities, now: deps.clock.now() }),
    };
  };

  /** What screening has settled is decided at once; the rest goes to the agent that the router finds. */
  async function propose(
    base: Conversation,
    heard: Screened,
    audience: Audience,
    now: number,
    steps: Step[],
  ): Promise<Proposal> {
    const { business } = deps;
    const settledAlone = audience === 'internal' ? settledForStaff(heard, business) : undefined;
    if (settledAlone) return { decision: settledAlone };
    if (heard.kind !== 'understand' && heard.kind !== 'tool-answered') {
      if (heard.kind === 'loop' && base.approval?.state.kind === 'pending') {
        return { decision: { kind: 'stay-silent', why: 'a loop that staff already know of' } };
      }
      const settled = settle(heard, business, now);
      if (settled.kind !== 'hand-off' || heard.kind === 'loop') return { decision: settled };
      const summary = await deps.language.summarise(base.entries);
      return { decision: { ...settled, summary: [settled.summary, summary].filter(Boolean).join('\n') } };
    }
    const route = await (audience === 'internal' ? deps.routeForStaff : deps.route)(base, heard, now);
    steps.push({ name: 'route', detail: route.trace });
    if (route.kind === 'decided') return { decision: route.decision };
    const { agent, situation, rest } = route;
    const own = await agent.decide(situation);
    const proposal = rest ? await deps.answerRest(own, rest, situation) : own;
    return withReturnToFlow(proposal, base, situation, agent.name, deps.openQuestion);
  }
}

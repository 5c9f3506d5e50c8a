/**
 * What a specialised agent is: it reads the situation and returns a proposal. It has no effects; the tools it may call
 * while deciding only read. A choice id that starts with `<agent name>:` always comes back to that agent.
 */
import type { Conversation, ToolAnswered } from '../domain/conversation.ts';
import type { Proposal } from '../domain/decision.ts';
import type { Audience } from '../domain/knowledge.ts';

export interface Situation {
  /** As read at the start of the turn. */
  readonly conversation: Conversation;
  /** Who reads the answer, by the channel they write on and never by what they say. */
  readonly audience: Audience;
  /** Everything unread that the customer wrote, joined by newlines; empty when the turn is about a tool's answer. */
  readonly said: string;
  /** The button or list row the customer tapped, when that is the newest thing they did. */
  readonly choice?: { readonly id: string; readonly label: string };
  /** The newest unread answer of a writing tool. */
  readonly toolAnswer?: ToolAnswered;
  /** The intent the router settled on, and how sure it is (0..1). */
  readonly intent: string;
  readonly confidence: number;
  readonly now: number;
}

export interface Agent {
  readonly name: string;
  /** The writing tools it uses: their answers come back to it. */
  readonly tools?: readonly string[];
  /** The tools for reading that a language model may use while it works for this agent, by name; absent: none. */
  readonly reads?: readonly string[];
  /** Whether the words continue this agent's open flow (asked only while it has one). */
  continues?(situation: Situation): Promise<boolean>;
  /**
   * The intent of this agent that the words speak for by what they hold, such as a service and a day: asked where the
   * classifier hesitates. The situation's intent is the one it would ask about.
   */
  claims?(situation: Situation): Promise<string | undefined>;
  /** The open question of the flow in words, to come back to after an excursion. */
  openQuestion?(conversation: Conversation): string | undefined;
  decide(situation: Situation): Promise<Proposal>;
}

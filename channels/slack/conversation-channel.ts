/**
 * Slack as a channel: a direct message is a conversation with that person, a mention one with everybody in its thread.
 * Its answers may come from what is for staff only, so nobody but full members of the workspace gets one.
 *
 * What is guaranteed: an event is acknowledged after it is stored (stored-first.ts), so that a crash, a full disk or a
 * slow look-up makes Slack deliver it again, and what is delivered again counts once. What Slack gives up on after its
 * three tries, or never delivers while no socket is open, is lost to us: there is no way to ask for it.
 */
import type { webApi } from '@slack/bolt';
import type { Channel, Intake, StaffActions } from '../../src/ports.ts';
import { createConversationCall } from './conversation-failures.ts';
import { createHearing } from './conversation-hearing.ts';
import { createConversationSends } from './conversation-sends.ts';
import type { Identity } from './identity.ts';
import type { Log } from './log.ts';
import type { People } from './people.ts';
import { createWhoMayAsk } from './who-may-ask.ts';

export interface ConversationChannelDeps {
  readonly intake: Intake;
  readonly actions: Pick<StaffActions, 'refused'>;
  /** For answers. */
  readonly outbox: webApi.WebClient;
  /** For look-ups that an acknowledgement waits for: short time-outs. */
  readonly interactive: webApi.WebClient;
  readonly identity: Identity;
  readonly people: People;
  readonly log: Log;
}

export interface ConversationChannel {
  readonly channel: Channel;
  /** Stores what is said to the bot in this body, if anything; throws when Slack must deliver it again. */
  hear(body: object): Promise<void>;
}

export function createConversationChannel(deps: ConversationChannelDeps): ConversationChannel {
  const { outbox, interactive, identity, people, log } = deps;
  const call = createConversationCall(identity);
  const mayAsk = createWhoMayAsk({ client: interactive, people, log });
  return {
    channel: createConversationSends({ client: outbox, call }),
    hear: createHearing({ ...deps, client: interactive, call, mayAsk }),
  };
}

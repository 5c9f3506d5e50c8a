/**
 * The web chat as a channel. The stored conversation is what the page shows, so recording a message is delivering it:
 * there is nothing left to send.
 */
import { Router } from 'express';
import type { Channel } from '../../src/ports.ts';
import { type ChatApiConfig, type ChatApiDeps, createChatApi } from './chat-api.ts';

/** The page itself is served by whoever mounts the router. */
export function createWebChat(config: ChatApiConfig, deps: ChatApiDeps): { channel: Channel; router: Router } {
  const channel: Channel = {
    name: 'web',
    capabilities: {
      maxText: 8_000,
      maxTextWithChoices: 8_000,
      maxChoices: 10,
      numberedChoices: false,
      reconciliation: 'recorded',
    },
    send: async () => ({}),
  };
  const router = Router();
  router.use('/api/chat', createChatApi(config, deps));
  return { channel, router };
}

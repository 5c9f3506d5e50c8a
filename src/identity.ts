/** Ids that everybody computes alike: no look-up, no personal data in them, so they may stand in logs and cards. */
import { createHash } from 'node:crypto';
import type { Address, InboundMessage } from './domain/message.ts';

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22);
}

/** The conversation at an address; contains no dot, because ids of turns and approvals append `.<something>`. */
export function conversationIdOf(address: Address): string {
  return `c_${digest(address.channel, address.account, address.key)}`;
}

/** The customer first met at an address, unless an alias already tells who it is. */
export function customerIdOf(address: Address): string {
  return `k_${digest('customer', address.channel, address.account, address.key)}`;
}

/** What a redelivery of the same message repeats. */
export function dedupeIdOf(message: InboundMessage): string {
  return `${message.address.channel}:${message.address.account}:${message.externalId}`;
}

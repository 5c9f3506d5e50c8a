/**
 * How this channel writes an address: `wa:<digits>` for a customer whose number shows, `bsuid:<id>` for one whose
 * number is withheld (business-scoped user ids, since about April 2026). Nobody else reads it.
 *
 * A customer known by number who later writes with the number withheld gets a second conversation under the other key:
 * an address must not depend on what we happen to remember. While both ids showed they were both stored as aliases, so
 * the customer, the consent and the bookings stay the same.
 */
import { Failure } from '../../src/domain/failure.ts';
import type { Alias } from '../../src/domain/message.ts';

export interface WhatsAppIds {
  readonly waId?: string | undefined;
  readonly bsuid?: string | undefined;
}

const WA_ID = /^\d{5,20}$/u;

/** Keeps what is shaped like a number-based id: a `from` of any other kind is no number to write to. */
export function waIdIn(value: string | undefined): string | undefined {
  return value !== undefined && WA_ID.test(value) ? value : undefined;
}

/** The number when it shows, because it is what customers have had all along; else the business-scoped id. */
export function keyOf({ waId, bsuid }: WhatsAppIds): string | undefined {
  if (waId) return `wa:${waId}`;
  return bsuid ? `bsuid:${bsuid}` : undefined;
}

/** The key of a phone number as it is dialled from abroad. A number whose id differs from it is written as the id. */
export function keyOfNumber(phone: string): string {
  return `wa:${phone.replace(/\D/gu, '')}`;
}

/** Both ids prove the same person, so a customer seen with both is recognised by either one later. */
export function aliasesOf({ waId, bsuid }: WhatsAppIds): readonly Alias[] {
  const numbers = waId
    ? [
        { kind: 'wa-id', value: waId },
        { kind: 'phone', value: phoneOf(waId) },
      ]
    : [];
  return [...numbers, ...(bsuid ? [{ kind: 'bsuid', value: bsuid }] : [])];
}

/** E.164. Mexican ids keep the mobile prefix 1 that the numbering plan dropped in 2019. */
function phoneOf(waId: string): string {
  return `+${waId.replace(/^521(?=\d{10}$)/u, '52')}`;
}

/**
 * The Graph API's own field for this address: `to` takes numbers, `recipient` business-scoped ids. Throws Failure
 * `bad-request` for a key this channel did not write.
 */
export function recipientOf(key: string): { readonly to: string } | { readonly recipient: string } {
  const [kind, id] = key.split(/:(.*)/su);
  if (kind === 'wa' && waIdIn(id)) return { to: id ?? '' };
  if (kind === 'bsuid' && id) return { recipient: id };
  throw new Failure(
    'bad-request',
    `expected an address wa:<digits> or bsuid:<id>, got one that starts with ${key.slice(0, 4)}`,
  );
}

/**
 * Operational failures. Adapters throw `Failure` and nothing else; whether to try again is read from this one table,
 * never from a message text.
 */

export const FAILURES = {
  overtaken: { retry: 'now', meaning: 'somebody else changed the record first; load it and decide again' },
  'lease-lost': { retry: 'never', meaning: 'another worker holds the conversation now; stop working on it' },
  'store-unavailable': { retry: 'backoff', meaning: 'the database cannot be reached' },
  'data-refused': { retry: 'never', meaning: 'these data cannot be moved as they are' },
  'channel-unavailable': { retry: 'backoff', meaning: 'the messaging platform failed or cannot be reached' },
  'channel-outcome-unknown': { retry: 'reconcile', meaning: 'the request may or may not have been carried out' },
  'rate-limited': { retry: 'backoff', meaning: 'the platform asks us to slow down' },
  'pair-rate-limited': { retry: 'backoff', meaning: 'too many messages to this one customer; only this one waits' },
  'channel-auth': {
    retry: 'slowly',
    meaning: 'the platform refused our credentials or permissions; the owner must act',
  },
  'channel-payment': { retry: 'slowly', meaning: 'the platform wants a valid payment method; the owner must act' },
  'channel-blocked': { retry: 'slowly', meaning: 'the platform locked our account or number; the owner must act' },
  'window-closed': { retry: 'never', meaning: 'free text is not allowed any more; a template or staff must do it' },
  undeliverable: { retry: 'never', meaning: 'this customer cannot be reached on this channel' },
  'customer-refuses': { retry: 'never', meaning: 'the customer or the platform does not accept such messages' },
  'bad-template': { retry: 'never', meaning: 'the message template is missing, paused or has other parameters' },
  'bad-request': { retry: 'never', meaning: 'the platform rejected the message as malformed' },
  'staff-desk-unavailable': { retry: 'backoff', meaning: 'the staff room cannot be reached' },
  'staff-desk-auth': { retry: 'slowly', meaning: 'the staff room refused our credentials; the owner must act' },
  'staff-desk-rejected': { retry: 'never', meaning: 'the staff room rejected the card as malformed' },
  'language-unavailable': { retry: 'never', meaning: 'the language model failed; the next link of the chain decides' },
  'calendar-unavailable': { retry: 'backoff', meaning: 'the calendar cannot be reached' },
  'tool-failed': { retry: 'backoff', meaning: 'a tool could not do its work' },
} as const satisfies Record<string, { retry: Retry; meaning: string }>;

/** `reconcile`: find out with the platform whether it happened before anything is sent again. */
export type Retry = 'now' | 'backoff' | 'slowly' | 'reconcile' | 'never';
export type FailureCode = keyof typeof FAILURES;

export class Failure extends Error {
  readonly code: FailureCode;
  /** How long the platform asked us to wait, in ms. */
  readonly retryAfterMs?: number;

  constructor(code: FailureCode, detail: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(`${detail} (${FAILURES[code].meaning})`, { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }

  get retry(): Retry {
    return FAILURES[this.code].retry;
  }
}

/** True for a `Failure`, narrowed to `code` when one is given. */
export function isFailure(error: unknown, code?: FailureCode): error is Failure {
  return error instanceof Failure && (code === undefined || error.code === code);
}

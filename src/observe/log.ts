/**
 * Structured logs with correlation ids. Message text and secrets never stand in a line: free text passes a redactor,
 * and callers log ids, not words.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type DestinationStream, pino } from 'pino';

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const correlation = new AsyncLocalStorage<object>();

/** Everything logged inside carries these fields, such as the conversation's id. */
export function withCorrelation<T>(fields: object, run: () => T): T {
  return correlation.run({ ...correlation.getStore(), ...fields }, run);
}

const SECRET_FIELDS = [
  'authorization',
  'token',
  'accessToken',
  'appSecret',
  'verifyToken',
  'botToken',
  'signingSecret',
  'appToken',
  'apiKey',
  'consoleToken',
  'cookie',
];
const SECRET_WORDS = /\b(?:xox[abeoprs]-[\w-]+|xapp-[\w-]+|EAA[A-Za-z0-9]{20,}|sk-[\w-]{16,}|Bearer\s+\S+)/g;
const MAIL = /[\w.+-]+@[\w-]+\.[\w.-]+/g;
const PHONE = /\+?\d[\d ()/-]{7,}\d/g;
const DAY = /^\d{4}-\d\d-\d\d(?: \d\d)?$/; // what the pattern of a phone number also takes: a day, and an hour after it
const MAX_CAUSES = 8;

/** Takes out what identifies or authorises somebody. */
export function redacted(text: string): string {
  return text
    .replace(SECRET_WORDS, '[secret]')
    .replace(MAIL, '[mail]')
    .replace(PHONE, (digits) => (DAY.test(digits) ? digits : '[number]'));
}

export function createLog(config: { level: string; name: string }, destination?: DestinationStream): Log {
  const options = {
    level: config.level,
    base: { name: config.name },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '[secret]' },
    mixin: () => ({ ...correlation.getStore() }), // a copy: pino writes into what it is given
    serializers: { err: described, error: described, reason: described },
  };
  const logger = destination ? pino(options, destination) : pino(options);
  return {
    debug: (fields, message) => logger.debug(fields, redacted(message)),
    info: (fields, message) => logger.info(fields, redacted(message)),
    warn: (fields, message) => logger.warn(fields, redacted(message)),
    error: (fields, message) => logger.error(fields, redacted(message)),
  };
}

/** Name, code, message and stack of an error and of what caused it, redacted. */
function described(error: unknown): object {
  return errorOf(error, MAX_CAUSES);
}

function errorOf(error: unknown, causes: number): object {
  if (!(error instanceof Error)) return { message: redacted(String(error)) };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: redacted(error.message),
    stack: redacted(error.stack ?? ''),
    ...(error.cause === undefined || causes === 0 ? {} : { cause: errorOf(error.cause, causes - 1) }),
  };
}

/** What this channel needs of a log, and Bolt's logger made of it: Bolt's own talk goes to debug, its faults to warn. */
import { LogLevel } from '@slack/bolt';

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export function boltLogger(log: Log) {
  const words = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => {},
    info: (...parts: unknown[]) => log.debug({ from: 'bolt' }, words(parts)),
    warn: (...parts: unknown[]) => log.debug({ from: 'bolt' }, words(parts)),
    error: (...parts: unknown[]) => log.warn({ from: 'bolt' }, words(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
export type BoltLogger = ReturnType<typeof boltLogger>;

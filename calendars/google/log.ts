/** What this calendar needs of a log: structured fields first, then a sentence; never a customer's name. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A mistake an owner can correct: where it stands, what was expected there and what came. Never holds a secret. */

export interface Fault {
  /** File, line and path, such as `business.yaml:32 services.0.minutes`, or the name of a variable. */
  readonly path: string;
  readonly expected: string;
  readonly got: string;
}

/** One plain line. */
export function faultLine({ path, expected, got }: Fault): string {
  return `${path}: expected ${expected}, got ${got}`;
}

/** A value as an owner recognises it: short, on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value));
  const line = text.replace(/\s+/gu, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** Why something failed, for an owner: the system's code where there is one. */
export function reasonOf(cause: unknown): string {
  const { code, message } = (typeof cause === 'object' && cause !== null ? cause : {}) as {
    code?: unknown;
    message?: unknown;
  };
  return String(code ?? message ?? cause);
}

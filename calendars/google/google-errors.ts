/**
 * What an answer of the Calendar API that is no success means. Only its `reason` tells a full quota from a refusal: both
 * come as 403. https://developers.google.com/workspace/calendar/api/guides/errors, looked up 2026-11.
 */
import { z } from 'zod';

/**
 * `slow-down` and `broken` are worth another try; `refused` ends only when the owner acts; the others are expected and
 * told to who asked.
 */
export type Meaning =
  | 'slow-down'
  | 'broken'
  | 'token'
  | 'refused'
  | 'missing'
  | 'duplicate'
  | 'gone'
  | 'changed'
  | 'wrong';

const Errors = z.object({
  error: z.object({
    message: z.string().default(''),
    errors: z.array(z.object({ reason: z.string().default('') })).default([]),
  }),
});

const FULL = /^(?:user)?rateLimitExceeded$|^quotaExceeded$|^dailyLimitExceeded$/iu;

export function meaningOf(status: number, body: unknown): { readonly meaning: Meaning; readonly reason: string } {
  const { error } = Errors.safeParse(body).data ?? {};
  const reason = error?.errors[0]?.reason ?? '';
  return { meaning: of(status, reason), reason };
}

function of(status: number, reason: string): Meaning {
  if (status === 429 || (status === 403 && FULL.test(reason))) return 'slow-down';
  if (status >= 500) return 'broken';
  if (status === 401) return 'token';
  if (status === 403) return 'refused';
  if (status === 404) return 'missing';
  if (status === 409) return 'duplicate';
  if (status === 412) return 'changed'; // not the version that If-Match names
  return status === 410 ? 'gone' : 'wrong';
}

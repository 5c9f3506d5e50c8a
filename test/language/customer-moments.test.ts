/** Customers write of days and times in six languages, as customers do. */
import { describe, expect, it } from '@jest/globals';
import { momentsIn } from '../tongues/moments-in.ts';
import { MOMENTS, MORE_MOMENTS, SAID_AT } from './customer-moments.ts';

describe.each(Object.entries(MOMENTS))('a day or a time in %s', (code, messages) => {
  const heard = momentsIn(code, SAID_AT);
  it.each([...messages, ...(MORE_MOMENTS[code] ?? [])])('"%s" is %s', (said, meaning) => {
    expect(heard(said)).toBe(meaning);
  });
});

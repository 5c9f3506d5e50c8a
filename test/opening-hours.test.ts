import { describe, expect, it } from '@jest/globals';
import { isOpen } from '../src/opening-hours.ts';
import { testShop } from './fixtures/business.ts';

describe('whether the shop is open', () => {
  it.each([
    ['2026-11-23T09:00:00Z', true], // Monday, the minute it opens
    ['2026-11-23T08:59:59Z', false],
    ['2026-11-23T17:00:00Z', false], // the minute it closes
    ['2026-11-26T12:30:00Z', false], // Thursday, between its two spans
    ['2026-11-26T19:00:00Z', true],
    ['2026-11-29T12:00:00Z', false], // Sunday
    ['2026-12-25T12:00:00Z', false], // Christmas Day, a Friday
    ['2026-07-06T08:30:00Z', true], // summer time: half past nine in Dublin
  ])('at %s: %s', (at, open) => {
    expect(isOpen(Date.parse(at), testShop)).toBe(open);
  });
});

/** Among very many vectors the glance must count right: what it overlooks is never found. */
import { describe, expect, it } from '@jest/globals';
import { signDistances } from '../../src/knowledge/signs.ts';

/** Always the same numbers, from a linear congruential generator. */
function vectors(count: number, size: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count * size }, () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

function counted(all: Float32Array, question: Float32Array): number[] {
  return Array.from({ length: all.length / question.length }, (_, row) =>
    question.reduce((sum, value, i) => sum + (value > 0 === (all[row * question.length + i] as number) > 0 ? 0 : 1), 0),
  );
}

describe('signs that differ', () => {
  it.each([384, 128, 100, 7])(
    'are counted right in vectors of %d numbers, for one question after the other',
    async (size) => {
      const all = vectors(257, size, 7);
      const distances = await signDistances(all, size);
      for (const seed of [1, 2, 3]) {
        const question = vectors(1, size, seed);
        expect([...distances(question)]).toEqual(counted(all, question));
      }
      expect(distances(all.subarray(0, size))[0]).toBe(0);
    },
  );

  it('are all of them for the opposite', async () => {
    const one = vectors(1, 384, 5);
    const distances = await signDistances(
      one.map((value) => -value),
      384,
    );
    expect([...distances(one)]).toEqual([384]);
  });
});

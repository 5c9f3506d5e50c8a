/** Goes through a long list a few items at a time, so that no customer's message waits for the whole of it. */

/** Small enough that a piece of the slowest work here, indexing, stays within a millisecond or two. */
const AT_ONCE = 2;

/** `each` of every item, in order. Others get their turn after every `atOnce` of them. */
export async function inPieces<T, R>(
  items: readonly T[],
  each: (item: T, at: number) => R,
  atOnce: number = AT_ONCE,
): Promise<R[]> {
  const results: R[] = [];
  for (const [at, item] of items.entries()) {
    if (at > 0 && at % atOnce === 0) await new Promise((resolve) => setImmediate(resolve));
    results.push(each(item, at));
  }
  return results;
}

/** Waits for another process: looks again and again until there is something to see, or the deadline has passed. */

/** Resolves with the first result that is not undefined; looks every 50 ms. `withinMs` guards against hanging only. */
export async function eventually<T>(
  look: () => T | undefined | Promise<T | undefined>,
  withinMs = 120_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const result = await look();
    if (result !== undefined) return result;
    if (performance.now() > end) throw new Error(`waited ${withinMs} ms for ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The same object, asked one call at a time: for servers whose single writes are not atomic. */

export function oneAtATime<T extends object>(target: T): T {
  let last: Promise<unknown> = Promise.resolve();
  const methods = Object.entries(target).map(([name, method]) => [
    name,
    (...args: unknown[]) => {
      const call = last.then(() => (method as (...all: unknown[]) => unknown)(...args));
      last = call.catch(() => {});
      return call;
    },
  ]);
  return Object.fromEntries(methods) as T;
}

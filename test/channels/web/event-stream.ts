/** Reads server-sent events over real HTTP, one at a time. */

export interface ServerEvent {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
}

export interface EventStream {
  readonly status: number;
  readonly headers: Headers;
  /** The next event that carries data. */
  next(): Promise<ServerEvent>;
  /** Goes away like a closed page. */
  leave(): void;
}

export async function openEvents(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventStream> {
  const leaving = new AbortController();
  const response = await fetch(url, { headers, signal: leaving.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  return {
    status: response.status,
    headers: response.headers,
    async next() {
      for (;;) {
        const end = buffer.indexOf('\n\n');
        if (end >= 0) {
          const lines = buffer.slice(0, end).split('\n');
          buffer = buffer.slice(end + 2);
          const event = Object.fromEntries(lines.map((line) => line.split(/: ?(.*)/s, 2))) as ServerEvent;
          if (event.data !== undefined) return event;
          continue;
        }
        const read = await reader?.read();
        if (!read || read.done) throw new Error('expected one more event, the stream has ended');
        buffer += read.value;
      }
    },
    leave: () => leaving.abort(),
  };
}

/** Waits until something that happens in another part of this process is true. */
export async function until(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + 120_000; // guards against hanging only
  while (performance.now() < end) {
    if (isTrue()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('expected it to become true, it did not');
}

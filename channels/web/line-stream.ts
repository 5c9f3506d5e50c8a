/**
 * Sends a conversation's new lines as server-sent events until the page goes away. Each event's id is the line's
 * number, so a page that comes back gets what it missed and nothing twice.
 */
import type { Response } from 'express';
import type { Clock, TranscriptLine } from '../../src/ports.ts';

/** Proxies cut connections that are silent for a minute; the page reopens one it has not heard from. */
const HEARTBEAT_MS = 20_000;
const RECONNECT_MS = 1_500;

export interface LineSource {
  /** Lines with `n > after`, oldest first; empty when there is nothing new. */
  read(after: number): Promise<readonly TranscriptLine[]>;
  /** Calls back when there may be something new; returns how to stop. */
  watch(run: () => void): () => void;
}

/** Resolves when the stream is open. A read that fails before that is thrown, one that fails later ends the stream: the page comes back. */
export async function streamLines(
  response: Response,
  source: LineSource,
  { after, lookMs, clock }: { after: number; lookMs: number; clock: Clock },
): Promise<void> {
  const first = await source.read(after);
  let last = after;
  let looking = false;
  let again = false;
  let beatAt = clock.now();
  let cancelTick = () => {};

  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' });
  response.flushHeaders();
  response.write(`retry: ${RECONNECT_MS}\n\n`);
  write(first);
  const unwatch = source.watch(look);
  response.on('close', () => {
    unwatch();
    cancelTick();
  });
  tick();

  function write(lines: readonly TranscriptLine[]): void {
    for (const line of lines) {
      response.write(`id: ${line.n}\ndata: ${JSON.stringify(line)}\n\n`);
      last = line.n;
    }
  }

  /** One reader at a time; a hint that comes meanwhile makes it read once more. A page too slow to take lines waits for the next tick. */
  function look(): void {
    again = true;
    if (looking || response.writableNeedDrain) return;
    looking = true;
    catchUp()
      .catch(() => void response.end())
      .finally(() => {
        looking = false;
      });
  }

  async function catchUp(): Promise<void> {
    while (again && !response.closed) {
      again = false;
      const lines = await source.read(last);
      if (response.closed) return;
      write(lines);
      if (lines.length > 0) again = true; // a long backlog comes in pages
    }
  }

  function tick(): void {
    if (response.closed) return;
    if (clock.now() - beatAt >= HEARTBEAT_MS) {
      beatAt = clock.now();
      response.write('event: beat\ndata: here\n\n');
    }
    look();
    cancelTick = clock.at(clock.now() + lookMs, tick);
  }
}

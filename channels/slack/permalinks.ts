/** The way to a card. Best effort: a queue without links is better than none. Never throws. */
import type { webApi } from '@slack/bolt';
import type { CardRef } from '../../src/domain/approval.ts';
import type { Log } from './log.ts';
import { slackErrorOf } from './slack-failures.ts';

export type Permalink = (place: CardRef | undefined) => Promise<string | undefined>;

/** A message keeps its link for good. */
const KEPT = 500;

export function createPermalinks({ client, log }: { client: webApi.WebClient; log: Log }): Permalink {
  const known = new Map<string, string>();
  return async (place) => {
    if (place?.desk !== 'slack') return undefined;
    const key = `${place.place}:${place.id}`;
    const kept = known.get(key);
    if (kept) return kept;
    try {
      const { permalink } = await client.chat.getPermalink({ channel: place.place, message_ts: place.id });
      if (!permalink) return undefined;
      if (known.size >= KEPT) known.clear();
      known.set(key, permalink);
      return permalink;
    } catch (error) {
      log.warn({ said: slackErrorOf(error) }, 'slack: no link to a card');
      return undefined;
    }
  };
}

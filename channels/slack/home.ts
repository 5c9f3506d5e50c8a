/**
 * Keeps the Home of whoever looked lately in step with the queue. Slack does not say when somebody looks away, so it
 * follows for a while only, publishes to a person only what differs from what they see, and never faster than set here.
 */
import type { webApi } from '@slack/bolt';
import type { Clock } from '../../src/ports.ts';
import { closedHome, type HomeView, homeView } from './home-view.ts';
import type { Log } from './log.ts';
import type { Overview, Status } from './overview.ts';
import type { Permalink } from './permalinks.ts';
import { slackErrorOf } from './slack-failures.ts';
import type { Actor } from './who-may-decide.ts';
import type { MayOversee } from './who-may-oversee.ts';

export interface Changes {
  /** Calls back when something may have changed; returns how to stop. */
  watch(run: () => void): () => void;
}

export interface HomeDeps {
  readonly overview: Overview;
  readonly mayOversee: MayOversee;
  readonly permalink: Permalink;
  readonly client: webApi.WebClient;
  readonly changes: Changes;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Home {
  /** Somebody looks: shows them what holds, and follows for a while. Never throws. */
  opened(who: Actor): Promise<void>;
  stop(): void;
}

/** So long after somebody looked they are taken to look still. */
const LOOKING_MS = 30 * 60_000;
const MOST_LOOKING = 20;
/** Many changes at once are one refresh, and refreshes keep this distance. */
const SETTLE_MS = 2_000;
const GAP_MS = 10_000;
/** What other processes do is heard of by looking. */
const BEAT_MS = 60_000;
const SHOWN = 20;

interface Looking {
  readonly who: Actor;
  readonly until: number;
  /** What they see. */
  shown?: string;
}

export function createHome({ overview, mayOversee, permalink, client, changes, clock, log }: HomeDeps): Home {
  const looking = new Map<string, Looking>();
  let unwatch: (() => void) | undefined;
  let cancel: (() => void) | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let lastAt = Number.NEGATIVE_INFINITY;
  let working: Promise<void> = Promise.resolve();
  let stopped = false;
  let status: { readonly of: Status; readonly until: number } | undefined;

  /** One drawing at a time: an older one must not overtake a newer. */
  function refreshed(): Promise<void> {
    working = working.then(refresh);
    return working;
  }

  async function refresh(): Promise<void> {
    lastAt = clock.now();
    for (const [userId, { until }] of looking) if (until <= clock.now()) looking.delete(userId);
    try {
      if (looking.size > 0) {
        const view = await drawn();
        await Promise.all([...looking.values()].map((one) => show(one, view)));
      }
    } catch (error) {
      log.warn({ err: error }, 'slack: the Home could not be drawn');
    }
    again(clock.now() + BEAT_MS);
  }

  async function drawn(): Promise<HomeView> {
    const [status, paused, stopped, queue] = await Promise.all([
      today(),
      overview.paused(),
      overview.stopped(),
      overview.queue(),
    ]);
    const waiting = await Promise.all(
      queue.slice(0, SHOWN).map(async (one) => {
        const link = await permalink(one.place);
        return { ...one, ...(link === undefined ? {} : { link }) };
      }),
    );
    return homeView({ status, paused, stopped, total: queue.length }, waiting);
  }

  /** The day's numbers take a look at the whole day, so they may be a little old. */
  async function today(): Promise<Status> {
    if (!status || status.until <= clock.now()) status = { of: await overview.status(), until: clock.now() + BEAT_MS };
    return status.of;
  }

  async function show(one: Looking, view: HomeView): Promise<void> {
    const { userId } = one.who;
    try {
      const admission = await mayOversee(one.who); // anew each time: somebody may have lost the say
      const refused = 'refused' in admission;
      if (refused) looking.delete(userId);
      const seen = refused ? closedHome(admission.refused) : view;
      const shown = JSON.stringify(seen);
      if (shown === one.shown) return;
      await client.views.publish({ user_id: userId, view: seen as never });
      one.shown = shown;
    } catch (error) {
      log.warn({ user: userId, said: slackErrorOf(error) }, 'slack: a Home could not be published');
    }
  }

  /** Sets the next refresh, unless an earlier one is set; none while nobody looks. */
  function again(at: number): void {
    if (looking.size === 0 || stopped) {
      rest();
      return;
    }
    unwatch ??= changes.watch(() => again(Math.max(clock.now() + SETTLE_MS, lastAt + GAP_MS)));
    if (at >= dueAt) return;
    cancel?.();
    dueAt = at;
    cancel = clock.at(at, () => {
      dueAt = Number.POSITIVE_INFINITY;
      void refreshed();
    });
  }

  function rest(): void {
    unwatch?.();
    cancel?.();
    unwatch = undefined;
    cancel = undefined;
    dueAt = Number.POSITIVE_INFINITY;
  }

  return {
    async opened(who) {
      looking.delete(who.userId); // the newest stand last; what they see now may be of another process
      looking.set(who.userId, { who, until: clock.now() + LOOKING_MS });
      for (const userId of [...looking.keys()].slice(0, -MOST_LOOKING)) looking.delete(userId);
      await refreshed();
    },
    stop() {
      stopped = true;
      rest();
    },
  };
}

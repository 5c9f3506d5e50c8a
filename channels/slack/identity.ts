/** Who we are in Slack: team and app. Asked again with back-off until Slack answers; the shop runs meanwhile. */
import type { webApi } from '@slack/bolt';
import type { Clock } from '../../src/ports.ts';
import type { Log } from './log.ts';

export interface Identity {
  readonly teamId: string | undefined;
  readonly appId: string | undefined;
  start(): void;
  stop(): void;
  health(): { ok: boolean; detail: string };
}

const MAX_WAIT_MS = 60_000;

export function createIdentity(client: webApi.WebClient, clock: Clock, log: Log): Identity {
  let teamId: string | undefined;
  let appId: string | undefined;
  let problem: string | undefined = 'not asked yet';
  let failures = 0;
  let cancel = () => {};
  let stopped = false;

  async function ask(): Promise<void> {
    try {
      const who = await client.auth.test();
      teamId = who.team_id;
      problem = undefined;
      if (who.bot_id) appId = (await client.bots.info({ bot: who.bot_id }).catch(() => undefined))?.bot?.app_id;
    } catch (error) {
      problem = (error as { data?: { error?: string } }).data?.error ?? 'no answer';
      if (failures === 0) log.error({ problem }, 'slack: cannot be reached or refuses the token; trying again');
      const wait = Math.min(1_000 * 2 ** failures++, MAX_WAIT_MS);
      if (!stopped) cancel = clock.at(clock.now() + wait, () => void ask());
    }
  }

  return {
    get teamId() {
      return teamId;
    },
    get appId() {
      return appId;
    },
    start: () => void ask(),
    stop() {
      stopped = true;
      cancel();
    },
    health: () => (problem === undefined ? { ok: true, detail: `team ${teamId}` } : { ok: false, detail: problem }),
  };
}

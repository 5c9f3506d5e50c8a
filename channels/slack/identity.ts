/**
 * Who we are in Slack (workspace and app) and whether Slack works for us. Asked again with back-off until Slack answers;
 * the shop runs meanwhile, and nothing here ever throws.
 */
import type { webApi } from '@slack/bolt';
import type { Failure } from '../../src/domain/failure.ts';
import type { Clock } from '../../src/ports.ts';
import type { Log } from './log.ts';
import { slackErrorOf } from './slack-failures.ts';

export interface Self {
  readonly teamId: string;
  /** Undefined when Slack does not tell (scope users:read is missing). */
  readonly appId: string | undefined;
  /** The user that our own messages come from and that people mention. */
  readonly userId: string | undefined;
}

export interface Identity {
  /** Asks now when it is not known yet; undefined: Slack does not answer. */
  known(): Promise<Self | undefined>;
  start(): void;
  stop(): void;
  /** What the desk's own calls met, for `health`. */
  worked(): void;
  failed(failure: Failure): void;
  health(): { ok: boolean; detail: string };
}

const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 60_000;

export function createIdentity(client: webApi.WebClient, clock: Clock, log: Log): Identity {
  let self: Self | undefined;
  let problem: string | undefined = 'Slack has not answered yet';
  let deskProblem: Failure | undefined;
  let failures = 0;
  let cancel: (() => void) | undefined;
  let asking: Promise<void> | undefined;
  let stopped = false;

  function ask(): Promise<void> {
    asking ??= askOnce().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  async function askOnce(): Promise<void> {
    try {
      const who = await client.auth.test();
      if (!who.team_id) throw new Error('auth.test: expected a team_id, got none');
      const appId = self?.appId ?? (who.bot_id ? await appOf(who.bot_id) : undefined);
      self = { teamId: who.team_id, appId, userId: who.user_id };
      if (failures > 0) log.info({ tries: failures + 1 }, 'slack: answers again');
      problem = undefined;
      if (deskProblem?.code !== 'staff-desk-auth') deskProblem = undefined; // a missing scope stays until a call works
      failures = 0;
    } catch (error) {
      problem = slackErrorOf(error) ?? 'Slack does not answer';
      if (failures === 0) log.error({ problem }, 'slack: cannot be reached or refuses the token; trying again');
      failures++;
      askLater();
    }
  }

  async function appOf(bot: string): Promise<string | undefined> {
    try {
      return (await client.bots.info({ bot })).bot?.app_id;
    } catch (error) {
      if (slackErrorOf(error) === undefined) throw error; // no answer: ask again; a refusal would stay one
      return undefined;
    }
  }

  function askLater(): void {
    if (stopped || cancel) return;
    cancel = clock.at(clock.now() + Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1), MAX_WAIT_MS), () => {
      cancel = undefined;
      void ask();
    });
  }

  return {
    async known() {
      if (!self && !stopped) await ask(); // a click proves that Slack is back before our next try is due
      return self;
    },
    start: () => void ask(),
    stop() {
      stopped = true;
      cancel?.();
    },
    worked() {
      deskProblem = undefined;
    },
    failed(failure) {
      if (failure.code === 'rate-limited' || failure.code === 'staff-desk-rejected') return;
      deskProblem = failure;
      askLater();
    },
    health() {
      const detail = problem ?? deskProblem?.message;
      return detail === undefined ? { ok: true, detail: `workspace ${self?.teamId}` } : { ok: false, detail };
    },
  };
}

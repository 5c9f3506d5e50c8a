/**
 * `/frontdesk`: the queue, today, the switch and receipts, for the one person who asks. Acknowledged before anything is
 * looked up; who may is checked before anything is shown; what was typed is data.
 */
import type { SlashCommand } from '@slack/bolt';
import type { StaffActions } from '../../src/ports.ts';
import {
  type Answer,
  answer,
  HELP,
  letGoAnswer,
  queueAnswer,
  receiptAnswer,
  statusAnswer,
  switchedAnswer,
} from './command-answers.ts';
import type { Log } from './log.ts';
import type { Overview } from './overview.ts';
import type { Permalink } from './permalinks.ts';
import { decoded } from './slack-text.ts';
import type { MayOversee } from './who-may-oversee.ts';

export interface CommandDeps {
  readonly overview: Overview;
  readonly actions: Pick<StaffActions, 'refused'>;
  readonly mayOversee: MayOversee;
  readonly permalink: Permalink;
  readonly log: Log;
}

/** Cards in one answer: more nobody reads there. */
const SHOWN = 10;
const FAILED = answer('This did not work. Please try again in a moment; /frontdesk status says how things stand.');

/** Never throws. */
export function createCommands({ overview, actions, mayOversee, permalink, log }: CommandDeps) {
  return async (body: SlashCommand): Promise<Answer> => {
    const [, verb = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/u.exec(decoded(body.text ?? '').trim()) ?? [];
    const wanted = verb.toLowerCase();
    try {
      const { user_id: userId, user_name: userName, team_id: teamId, api_app_id: appId } = body;
      const admission = await mayOversee({ userId, userName, teamId, appId }, body.channel_id, body.channel_name);
      if ('refused' in admission) {
        log.warn({ user: userId, command: known(wanted), why: admission.refused }, 'slack: somebody was refused');
        await actions.refused(`command ${known(wanted)}`, { id: userId, name: userName }, admission.refused);
        return answer(admission.refused);
      }
      log.info({ user: userId, command: known(wanted) }, 'slack: a command');
      return await carryOut(wanted, rest, admission.staff);
    } catch (error) {
      log.error({ err: error, command: known(wanted) }, 'slack: a command failed');
      return FAILED;
    }
  };

  async function carryOut(verb: string, rest: string, by: { id: string; name: string }): Promise<Answer> {
    switch (verb) {
      case 'queue': {
        const [queue, paused] = await Promise.all([overview.queue(), overview.paused()]);
        const shown = await Promise.all(
          queue.slice(0, SHOWN).map(async (one) => {
            const link = await permalink(one.place);
            return { ...one, ...(link === undefined ? {} : { link }) };
          }),
        );
        return queueAnswer(shown, queue.length, paused);
      }
      case 'status':
        return statusAnswer(await overview.status(), await overview.stopped());
      case 'pause':
        return switchedAnswer('pause', await overview.pause(by, rest));
      case 'resume':
        return switchedAnswer('resume', await overview.resume(by));
      case 'unlatch':
        return letGoAnswer(await overview.letGo(by));
      case 'receipt':
        if (rest === '') return HELP;
        return receiptAnswer(await overview.receipt(rest));
      default:
        return HELP;
    }
  }
}

/** For the record: what else was typed may be anybody's words. */
function known(verb: string): string {
  return ['queue', 'status', 'pause', 'resume', 'unlatch', 'receipt'].includes(verb) ? verb : 'help';
}

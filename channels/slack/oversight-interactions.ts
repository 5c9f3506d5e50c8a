/**
 * Binds `/frontdesk` and the app's Home to Bolt. A command is acknowledged before anything is looked up; nothing thrown
 * here reaches Slack, and whatever is still running can be waited for.
 */
import type { App, BlockAction, SlashCommand } from '@slack/bolt';
import type { StaffActions } from '../../src/ports.ts';
import { createCommands } from './commands.ts';
import { createHome, type HomeDeps } from './home.ts';
import { LET_GO_BUTTON, PAUSE_BUTTON, RESUME_BUTTON } from './home-view.ts';
import { createPermalinks } from './permalinks.ts';

type Wanted = 'pause' | 'resume' | 'letGo';
const BUTTONS: ReadonlyMap<string, Wanted> = new Map([
  [PAUSE_BUTTON, 'pause'],
  [RESUME_BUTTON, 'resume'],
  [LET_GO_BUTTON, 'letGo'],
]);

export interface OversightDeps extends Omit<HomeDeps, 'permalink'> {
  readonly actions: Pick<StaffActions, 'refused'>;
}

export interface Overseen {
  settled(): Promise<void>;
  stop(): void;
}

export function registerOversight(app: App, deps: OversightDeps): Overseen {
  const { overview, actions, mayOversee, client, log } = deps;
  const permalink = createPermalinks({ client, log });
  const commanded = createCommands({ overview, actions, mayOversee, permalink, log });
  const home = createHome({ ...deps, permalink });
  const running = new Set<Promise<void>>();

  async function track(work: Promise<void>): Promise<void> {
    running.add(work);
    await work.finally(() => running.delete(work));
  }

  // Any name: an owner may have given the command another one.
  app.command(/^\//u, async ({ ack, command, respond }) => {
    await ack();
    const answered = async () => {
      const { text, blocks } = await commanded(command as SlashCommand);
      try {
        await respond({ response_type: 'ephemeral', text, blocks: blocks as never[] });
      } catch (error) {
        log.warn({ err: error }, 'slack: the answer to a command was not shown');
      }
    };
    await track(answered());
  });

  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return;
    const { team_id: teamId, api_app_id: appId } = body;
    await track(home.opened({ userId: event.user, userName: undefined, teamId, appId }));
  });

  // Acknowledged with all other buttons, by interactions.ts.
  app.action<BlockAction>(new RegExp(`^(?:${[...BUTTONS.keys()].join('|')})$`, 'u'), async ({ body, action }) => {
    await track(switched(body, BUTTONS.get(action.action_id) ?? 'resume'));
  });

  async function switched({ user, team, api_app_id: appId }: BlockAction, wanted: Wanted): Promise<void> {
    const who = { userId: user.id, userName: user.name, teamId: user.team_id ?? team?.id, appId };
    try {
      const admission = await mayOversee(who);
      if ('staff' in admission) await overview[wanted](admission.staff);
      else await actions.refused(`home ${wanted}`, { id: user.id, name: user.name ?? user.id }, admission.refused);
      log.info({ user: user.id, action: wanted, refused: 'refused' in admission }, 'slack: a click on the Home');
    } catch (error) {
      log.error({ err: error, action: wanted }, 'slack: a click on the Home failed');
    }
    await home.opened(who); // they see what holds now, or why they may not
  }

  return {
    async settled() {
      await Promise.allSettled(running);
    },
    stop: home.stop,
  };
}

/**
 * The knowledge desk in a running process: kept fresh, told of every turn and of every edited draft, and asked once a
 * minute what ends soon and what is to be asked again. What goes wrong here is logged and never stops a customer's message.
 */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Connections, Watchers } from '../core.ts';
import type { Card } from '../domain/approval.ts';
import type { Business } from '../domain/business.ts';
import { conversationOf } from '../domain/conversation.ts';
import { isFailure } from '../domain/failure.ts';
import type { Log } from '../observe/log.ts';
import type { Clock, Language, StaffActions, Store } from '../ports.ts';
import { keepFresh } from './keep-fresh.ts';
import type { LoadedKnowledge } from './knowledge.ts';
import { createKnowledgeDesk } from './knowledge-desk.ts';
import type { Sentences } from './passage-meaning.ts';
import type { FactQuestion } from './renewals.ts';

export interface RunDeskDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly knowledge: LoadedKnowledge;
  readonly connections: Connections;
  readonly business: Business;
  readonly language: Pick<Language, 'answer'>;
  readonly sentences?: Sentences | undefined;
  readonly log: Log;
}

export function runKnowledgeDesk(
  { knowledgeDir, watchKnowledge, dataDir }: Pick<Config, 'knowledgeDir' | 'watchKnowledge' | 'dataDir'>,
  { connections, log, ...deps }: RunDeskDeps,
) {
  const fresh = keepFresh(
    { dir: knowledgeDir, watch: watchKnowledge },
    {
      ...deps,
      log,
      onHangUp(run) {
        process.on('SIGHUP', run);
        return () => process.off('SIGHUP', run);
      },
    },
  );
  let askFact: ((fact: FactQuestion) => Promise<void>) | undefined;
  const desk = createKnowledgeDesk(
    { dir: knowledgeDir, casesFile: join(dataDir, 'eval-cases.jsonl') },
    { ...deps, fresh, desk: { tell: (line) => connections.desk.tell(line) }, askFact: () => askFact },
  );
  const logged = (what: string) => (error: unknown) => log.warn({ err: error }, `knowledge: ${what} failed`);
  /** Of what is tried again every minute: that the store is away is told once, by whoever watches it. */
  const loggedUnlessAway = (what: string) => (error: unknown) =>
    isFailure(error, 'store-unavailable')
      ? log.debug({ err: error }, `knowledge: ${what} waits for the store`)
      : logged(what)(error);

  /** Whoever corrected a fact or a rule hears in the card's thread that it is not in the documents yet. */
  async function learned(card: Card, after: string, by: string): Promise<void> {
    const proposal = await desk.edited(card, after, by);
    if (proposal?.kind !== 'fact' && proposal?.kind !== 'policy') return;
    const what = proposal.kind === 'fact' ? 'This corrects what our documents say' : 'This is a rule of its own';
    const text = `${what}. The next customer hears it once somebody says yes to it in the console, under Knowledge.`;
    const asked = (await deps.store.load(conversationOf(card.approvalId)))?.approval;
    if (asked?.id === card.approvalId) await connections.desk.tell({ text, urgency: 'normal' }, asked.card);
  }

  return {
    desk,
    /** From now on by this desk, with buttons. */
    askBy(ask: (fact: FactQuestion) => Promise<void>): void {
      askFact = ask;
    },
    /** The same watchers, and questions that nothing answers are remembered. */
    watching: (watchers: Watchers): Watchers => ({
      ...watchers,
      took(taken, result) {
        watchers.took?.(taken, result);
        if (result === 'planned') void desk.noticed(taken.turn).catch(logged('remembering a question'));
      },
    }),
    /** The same actions, and what colleagues write instead of a draft is learned from. */
    learning: (actions: StaffActions): StaffActions => ({
      ...actions,
      async decide(approvalId, version, verdict, by, digest) {
        const seen = verdict.kind === 'edit' ? await actions.card(approvalId).catch(() => undefined) : undefined;
        const outcome = await actions.decide(approvalId, version, verdict, by, digest);
        if (verdict.kind === 'edit' && outcome.kind === 'done' && seen)
          await learned(seen, verdict.text, by.name).catch(logged('learning from an edit'));
        return outcome;
      },
    }),
    /** Once a minute. */
    pulse(run: () => void): void {
      run();
      void desk.askDue().catch(loggedUnlessAway('asking about facts that end'));
      void desk.askAgain().catch(loggedUnlessAway('asking again what was corrected'));
    },
    stop: async () => fresh.stop(),
  };
}

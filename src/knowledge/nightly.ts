/**
 * Every night what colleagues have corrected and the documents say since is asked again: one question at a time, so that
 * nobody waits. The team hears of an answer that has become wrong, once; nothing is changed by itself.
 */
import { setImmediate } from 'node:timers/promises';
import type { Store } from '../ports.ts';
import { type AskingDeps, type Judged, judgeEdit, sureAnswer } from './judge-edit.ts';
import { caseOf, type Proposals } from './proposals.ts';
import { createRecords } from './records.ts';

/** The latest night. */
export interface Night {
  /** ISO date in the shop. */
  readonly on: string;
  readonly right: number;
  readonly team: number;
  readonly wrong: number;
  /** Ids of the wrong ones that the team knows of. */
  readonly told: readonly string[];
}

export interface NightlyDeps extends AskingDeps {
  readonly store: Store;
  readonly proposals: Proposals;
  readonly tell: (text: string) => Promise<void>;
}

/** `HH:MM` in the shop; a machine that was off makes up for it when it is on again. */
const NIGHT_FROM = '03:00';
const LATEST = 'night:latest';
/** Named one by one in a line for the team. */
const MOST_NAMED = 5;

/** `answer` without a model: it asks every night, and what it asks costs nothing. */
export function createNightly({ store, proposals, tell, ...asking }: NightlyDeps) {
  const records = createRecords<Night>('night', store);
  const latest = async () => (await records.get(LATEST))?.body;
  /** The night that needs no other look: it is called once a minute. */
  let settled = '';

  return {
    latest,

    /**
     * Called now and then; does its work once a night, in one of all processes. A night that broke off is made up for by
     * the next. `today` and `time`: ISO date and `HH:MM` in the shop, `now`: ms since the epoch.
     */
    async run(today: string, time: string, now: number): Promise<void> {
      if (time < NIGHT_FROM || settled === today) return;
      const before = await latest();
      settled = today;
      if (before && before.on >= today) return;
      const cases = (await proposals.cases()).filter(({ body }) => body.state === 'accepted');
      if (cases.length === 0) return;
      const known = before?.told ?? [];
      const mine = await records.update(LATEST, now, (night) =>
        night && night.on >= today ? undefined : { on: today, right: 0, team: 0, wrong: 0, told: known },
      );
      if (!mine) return;
      const ids: Record<Judged, string[]> = { right: [], wrong: [], team: [] };
      const news: string[] = [];
      for (const { id, body } of cases) {
        await setImmediate();
        const said = await sureAnswer(body.question, asking);
        const judged = judgeEdit(caseOf(id, body), said);
        ids[judged].push(id);
        if (judged === 'wrong' && !known.includes(id))
          news.push(`“${body.question}” was corrected by ${body.by} and is now answered: “${said}”`);
      }
      const night = { on: today, right: ids.right.length, team: ids.team.length, wrong: ids.wrong.length };
      await records.update(LATEST, now, () => ({ ...night, told: known }));
      if (news.length > 0) await tell(inOneLine(news)); // when it fails, the next night tells
      await records.update(LATEST, now, () => ({ ...night, told: ids.wrong }));
    },
  };
}

function inOneLine(news: readonly string[]): string {
  const more = news.length > MOST_NAMED ? ` And ${news.length - MOST_NAMED} more.` : '';
  return `Last night I asked again what you had corrected. ${news.slice(0, MOST_NAMED).join('. ')}.${more} Please look at the documents.`;
}

/**
 * Asks again what colleagues have corrected: `npm run eval -- edits [--data FILE.jsonl]`, by default the file that the
 * running Frontdesk keeps in its data folder. An answer that still claims what was taken out is wrong; no answer is none.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadBusiness } from '../../src/business-config.ts';
import { createSystemClock } from '../../src/clock.ts';
import { loadConfig } from '../../src/config.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import type { EditCase } from '../../src/knowledge/proposals.ts';
import { extractAnswer } from '../../src/language/local/extractive-answer.ts';
import { claimsIn } from '../../src/number-lock.ts';
import { asCommand, progress, readJsonLines } from './command.ts';

export type Judged = 'right' | 'wrong' | 'team';

/** Share of a rule's words that an answer must hold. */
const RULE_SAID = 0.6;

/** `team`: no sure answer, so that people are asked. A fact is judged by its claims, a rule by its words as well. */
export function judgeEdit(
  { mustClaim, mustNotClaim, mustSay = '' }: Omit<EditCase, 'id' | 'question' | 'said' | 'kind'>,
  answer: string | undefined,
): Judged {
  if (answer === undefined) return 'team';
  const claims = claimsIn(answer);
  if (mustNotClaim.some((claim) => claims.includes(claim))) return 'wrong';
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const [rule, said] = [words(mustSay), new Set(words(answer))];
  const kept = rule.length === 0 || rule.filter((word) => said.has(word)).length >= RULE_SAID * rule.length;
  return kept && mustClaim.every((claim) => claims.includes(claim)) ? 'right' : 'wrong';
}

async function main(): Promise<void> {
  const loaded = loadConfig();
  if ('faults' in loaded) throw new Error('expected a configuration without faults: npm run doctor');
  const { config } = loaded;
  const file = process.argv[2] ?? join(config.dataDir, 'eval-cases.jsonl');
  if (!existsSync(file)) return progress(`edits: nothing was corrected yet (${file} is not there)`);
  const shape = '{"id","question","kind","mustClaim":[...],"mustNotClaim":[...],"said"}';
  const rows = readJsonLines(
    file,
    shape,
    (row) => typeof row['question'] === 'string' && Array.isArray(row['mustClaim']),
  );
  const shop = loadBusiness(config.configDir);
  if ('faults' in shop) throw new Error('expected a business configuration without faults: npm run doctor');
  const { business } = shop;
  const knowledge = await createKnowledge({ dir: config.knowledgeDir, business }, { clock: createSystemClock() });
  const counts: Record<Judged, number> = { right: 0, wrong: 0, team: 0 };
  for (const row of rows as unknown as readonly EditCase[]) {
    const answer = extractAnswer(row.question, await knowledge.search(row.question, 5));
    const sure = answer && answer.confidence >= business.confidence.answer ? answer.text : undefined;
    const judged = judgeEdit(row, sure);
    counts[judged] += 1;
    if (judged === 'wrong') progress(`${row.id}: a colleague said "${row.said}", the knowledge still says "${sure}"`);
  }
  process.stdout.write(`edits: ${counts.right} right, ${counts.wrong} wrong, ${counts.team} left to the team\n`);
  if (counts.wrong > 0) process.exitCode = 1;
}

if (import.meta.main) await asCommand(main);

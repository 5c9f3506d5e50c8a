/**
 * Asks again what colleagues have corrected: `npm run eval -- edits [--data FILE.jsonl]`, by default the file that the
 * running Frontdesk keeps in its data folder. An answer that still claims what was taken out is wrong; no answer is none.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadBusiness } from '../../src/business-config.ts';
import { createSystemClock } from '../../src/clock.ts';
import { loadConfig } from '../../src/config.ts';
import { type Judged, judgeEdit, sureAnswer } from '../../src/knowledge/judge-edit.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import type { EditCase } from '../../src/knowledge/proposals.ts';
import { extractAnswer } from '../../src/language/local/extractive-answer.ts';
import { asCommand, progress, readJsonLines } from './command.ts';

async function main(): Promise<void> {
  const loaded = loadConfig();
  if ('faults' in loaded) throw new Error('expected a configuration without faults: npm run doctor');
  const { config } = loaded;
  const file = process.argv[2] ?? join(config.dataDir, 'eval-cases.jsonl');
  if (!existsSync(file)) return progress(`edits: nothing was corrected yet (${file} is not there)`);
  const shape = '{"id","question","kind","mustClaim":[...],"mustNotClaim":[...],"said"}';
  const rows = readJsonLines(file, shape, (row) => typeof row.question !== 'string' || !Array.isArray(row.mustClaim));
  const shop = loadBusiness(config.configDir);
  if ('faults' in shop) throw new Error('expected a business configuration without faults: npm run doctor');
  const { business } = shop;
  const knowledge = await createKnowledge({ dir: config.knowledgeDir, business }, { clock: createSystemClock() });
  const asking = { search: knowledge.search, answer: extractAnswer, sureFrom: business.confidence.answer };
  const counts: Record<Judged, number> = { right: 0, wrong: 0, team: 0 };
  for (const row of rows as unknown as readonly EditCase[]) {
    const sure = await sureAnswer(row.question, asking);
    const judged = judgeEdit(row, sure);
    counts[judged] += 1;
    if (judged === 'wrong') progress(`${row.id}: a colleague said "${row.said}", the knowledge still says "${sure}"`);
  }
  process.stdout.write(`edits: ${counts.right} right, ${counts.wrong} wrong, ${counts.team} left to the team\n`);
  if (counts.wrong > 0) process.exitCode = 1;
}

if (import.meta.main) await asCommand(main);

/** `npm run knowledge -- check`: every fault and every date that comes up in the knowledge folder, one line each. */
import { loadBusiness } from './business-config.ts';
import { createSystemClock } from './clock.ts';
import { loadConfig } from './config.ts';
import { faultLine } from './fault.ts';
import { createKnowledge } from './knowledge/knowledge.ts';

async function main(command: string | undefined): Promise<number> {
  if (command !== 'check') {
    process.stderr.write(
      `Expected: npm run knowledge -- check (importing documents is not in this version), got: ${command ?? 'nothing'}\n`,
    );
    return 2;
  }
  const loaded = loadConfig();
  if ('faults' in loaded) {
    for (const fault of loaded.faults) process.stderr.write(`${faultLine(fault)}\n`);
    return 1;
  }
  const { configDir, knowledgeDir } = loaded.config;
  const shop = loadBusiness(configDir);
  const business = 'business' in shop ? { business: shop.business } : {};
  const knowledge = await createKnowledge({ dir: knowledgeDir, ...business }, { clock: createSystemClock() });
  for (const notice of knowledge.notices()) process.stdout.write(`${faultLine(notice)}\n`);
  for (const fault of knowledge.faults) process.stderr.write(`${faultLine(fault)}\n`);
  process.stdout.write(`${knowledge.passages.length} passages, ${knowledge.faults.length} faults.\n`);
  return knowledge.faults.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2]);

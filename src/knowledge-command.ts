/** `npm run knowledge -- check|import|reload`: what an owner does with the knowledge folder, one plain line a finding. */
import { loadBusiness } from './business-config.ts';
import { createSystemClock } from './clock.ts';
import { type Config, loadConfig } from './config.ts';
import { faultLine } from './fault.ts';
import { checkKnowledge } from './knowledge/check.ts';
import { createDocumentFiles } from './knowledge/document-files.ts';
import { importDocuments } from './knowledge/import/import-documents.ts';
import { createKnowledge } from './knowledge/knowledge.ts';
import { localDate } from './time.ts';

const USAGE = 'npm run knowledge -- check, or import FILE|FOLDER|URL, or reload';

/** Characters of the progress bar. */
const BAR = 24;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const complain = (line: string) => void process.stderr.write(`${line}\n`);

async function check({ configDir, knowledgeDir }: Config): Promise<number> {
  const shop = loadBusiness(configDir);
  const business = 'business' in shop ? shop.business : undefined;
  const knowledge = await createKnowledge(
    { dir: knowledgeDir, ...(business ? { business } : {}) },
    { clock: createSystemClock() },
  );
  const { faults, notices } = checkKnowledge(knowledge, business);
  for (const notice of notices) say(faultLine(notice));
  for (const fault of faults) complain(faultLine(fault));
  say(`${knowledge.passages.length} passages, ${faults.length} faults, ${notices.length} notices.`);
  return faults.length === 0 ? 0 : 1;
}

async function importFrom(source: string, { configDir, knowledgeDir }: Config): Promise<number> {
  const shop = loadBusiness(configDir);
  if ('faults' in shop) {
    for (const fault of shop.faults) complain(faultLine(fault));
    return 1;
  }
  const { business } = shop;
  const { isTTY } = process.stderr;
  const imported = await importDocuments(source, {
    files: createDocumentFiles({ dir: knowledgeDir }),
    business,
    today: localDate(createSystemClock().now(), business.timeZone),
    progress: (done, of, name) => {
      const bar = '#'.repeat(Math.round((done / of) * BAR)).padEnd(BAR, '.');
      if (isTTY) process.stderr.write(`\r\u001b[K[${bar}] ${done}/${of} ${name}${done === of ? '\n' : ''}`);
      else complain(`[${bar}] ${done}/${of} ${name}`.trim());
    },
  });
  for (const { from, outcome, warnings } of imported) {
    if (outcome.kind === 'refused') complain(`${from}: ${outcome.why}`);
    else say(`${from} -> ${outcome.file}.md, a draft: read it, then approve it in the console or in its front matter`);
    for (const warning of warnings) complain(`${from}: ${warning}`);
  }
  const drafts = imported.filter(({ outcome }) => outcome.kind === 'draft').length;
  say(`${drafts} draft${drafts === 1 ? '' : 's'}, ${imported.length - drafts} refused.`);
  return drafts === imported.length ? 0 : 1;
}

/** Asks the running Frontdesk, so that the swap happens in the process that answers. */
async function reload({ port, consoleToken }: Config): Promise<number> {
  const url = `http://127.0.0.1:${port}/api/knowledge/reload`;
  const headers = {
    'content-type': 'application/json',
    ...(consoleToken ? { authorization: `Bearer ${consoleToken}` } : {}),
  };
  try {
    const response = await fetch(url, { method: 'POST', headers, body: '{}' });
    const body = (await response.json()) as { passages?: number; faults?: number; error?: string };
    if (!response.ok) throw new Error(body.error ?? `it answered ${response.status}`);
    say(`Read again: ${body.passages} passages, ${body.faults} faults.`);
    return 0;
  } catch (error) {
    complain(
      `PORT: expected Frontdesk to answer at ${url}, got ${(error as Error).message}. Start it, or set PORT and CONSOLE_TOKEN as it has them.`,
    );
    return 1;
  }
}

async function main([command, ...rest]: readonly string[]): Promise<number> {
  const loaded = loadConfig();
  if ('faults' in loaded) {
    for (const fault of loaded.faults) complain(faultLine(fault));
    return 1;
  }
  if (command === 'check' && rest.length === 0) return check(loaded.config);
  if (command === 'import' && rest[0] !== undefined && rest.length === 1) return importFrom(rest[0], loaded.config);
  if (command === 'reload' && rest.length === 0) return reload(loaded.config);
  complain(`Expected: ${USAGE}, got: ${[command, ...rest].join(' ') || 'nothing'}`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));

/**
 * Reads config/ into a `Business`, or lists every fault at once with file, line and path. Nothing is half loaded: there
 * is a business without a fault, or there are faults.
 */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checked, placed } from './business-config/checked-yaml.ts';
import { crossFaults } from './business-config/cross-checks.ts';
import { defaultTexts, spokenTexts } from './business-config/default-texts.ts';
import { agentsFile, businessFile, conversationFile } from './business-config/schema.ts';
import { inLanguage, spokenFaults, spokenFile, spokenFiles } from './business-config/spoken.ts';
import { missingTexts, textFaults } from './business-config/text-checks.ts';
import { readYaml } from './business-config/yaml-source.ts';
import type { Business } from './domain/business.ts';
import type { Fault } from './fault.ts';
import { followUpFaults } from './follow-ups/rule-checks.ts';
import { DEFAULT_FOLLOW_UPS, type FollowUpRules, followUpsFile } from './follow-ups/rules.ts';
import { codeOf } from './tongues/list.ts';

export type LoadedBusiness =
  | { readonly business: Business; readonly followUps: FollowUpRules }
  | { readonly faults: readonly Fault[] };

/**
 * The business described by `business.yaml`, `agents.yaml`, `conversation.yaml` and `languages/*.yaml` in `dir`, and how
 * it follows up (`follow-ups.yaml`, which may be missing), with the sentences that come with us under the owner's. Reads
 * the disk at once; call it at start and on reload only. Never throws for what an owner wrote.
 */
export function loadBusiness(dir: string): LoadedBusiness {
  const main = checked(readYaml(dir, 'business.yaml'), businessFile);
  const agents = checked(readYaml(dir, 'agents.yaml'), agentsFile);
  const conversation = checked(readYaml(dir, 'conversation.yaml'), conversationFile);
  const followUps = existsSync(join(dir, FOLLOW_UPS))
    ? checked(readYaml(dir, FOLLOW_UPS), followUpsFile)
    : { data: DEFAULT_FOLLOW_UPS, faults: [] };
  if (!main.data || !agents.data || !conversation.data || !followUps.data) {
    return { faults: [...main.faults, ...agents.faults, ...conversation.faults, ...followUps.faults] };
  }
  const written: Business = { ...main.data, ...agents.data, ...conversation.data };
  const brought = defaultTexts(codeOf(written.locale));
  const business = { ...written, texts: spokenTexts(written, written.texts, brought.texts) };
  const sources = [main.source, agents.source, conversation.source];
  const faults = crossFaults(business).map((fault) =>
    placed(fault, sources.find(({ data }) => String(fault.path[0]) in data) ?? main.source),
  );
  const words = [...textFaults(written.texts, written.intents), ...missingTexts(business.texts, written.intents)];
  faults.push(...words.map((fault) => placed(fault, conversation.source)), ...brought.faults);
  const rules = followUps.data;
  const more = followUpFaults(rules, business).map((fault) => placed(fault, readYaml(dir, FOLLOW_UPS)));
  if (faults.length + more.length > 0) return { faults: [...faults, ...more] };
  const everywhere = inOtherLanguages(dir, business);
  return 'faults' in everywhere ? everywhere : { ...everywhere, followUps: rules };
}

function inOtherLanguages(
  dir: string,
  business: Business,
): { readonly business: Business } | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const spoken: Record<string, Business> = {};
  for (const name of spokenFiles(dir)) {
    const file = checked(readYaml(dir, name), spokenFile);
    const { data } = file;
    const missing = data ? spokenFaults(business, name, data).map((fault) => placed(fault, file.source)) : [];
    const code = basename(name, '.yaml');
    const brought = defaultTexts(code);
    faults.push(...file.faults, ...missing, ...brought.faults);
    if (data) spoken[code] = inLanguage(business, name, data, brought.texts);
  }
  return faults.length > 0 ? { faults } : { business: { ...business, spoken } };
}

const FOLLOW_UPS = 'follow-ups.yaml';

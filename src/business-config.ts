/**
 * Reads config/ into a `Business`, or lists every fault at once with file, line and path. Nothing is half loaded: there
 * is a business without a fault, or there are faults.
 */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { crossFaults } from './business-config/cross-checks.ts';
import { oneOf, type PathFault } from './business-config/path-fault.ts';
import { agentsFile, businessFile, conversationFile } from './business-config/schema.ts';
import { inLanguage, spokenFaults, spokenFile, spokenFiles } from './business-config/spoken.ts';
import { readYaml, type YamlSource } from './business-config/yaml-source.ts';
import type { Business } from './domain/business.ts';
import { type Fault, shown } from './fault.ts';
import { followUpFaults } from './follow-ups/rule-checks.ts';
import { DEFAULT_FOLLOW_UPS, type FollowUpRules, followUpsFile } from './follow-ups/rules.ts';

export type LoadedBusiness =
  | { readonly business: Business; readonly followUps: FollowUpRules }
  | { readonly faults: readonly Fault[] };

/**
 * The business described by `business.yaml`, `agents.yaml`, `conversation.yaml` and `languages/*.yaml` in `dir`, and how
 * it follows up (`follow-ups.yaml`, which may be missing). Reads the disk at once;
 * call it at start and on reload only. Never throws for what an owner wrote.
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
  const business: Business = { ...main.data, ...agents.data, ...conversation.data };
  const sources = [main.source, agents.source, conversation.source];
  const faults = crossFaults(business).map((fault) =>
    placed(fault, sources.find(({ data }) => String(fault.path[0]) in data) ?? main.source),
  );
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
    faults.push(...file.faults, ...missing);
    if (data) spoken[basename(name, '.yaml')] = inLanguage(business, name, data);
  }
  return faults.length > 0 ? { faults } : { business: { ...business, spoken } };
}

/** One more file of the folder by its schema: the data, or every fault at once. Reads the disk at once. */
export function loadYamlFile<T>(
  dir: string,
  file: string,
  schema: z.ZodType<T>,
): { readonly data: T } | { readonly faults: readonly Fault[] } {
  const { data, faults } = checked(readYaml(dir, file), schema);
  return data === undefined ? { faults } : { data };
}

const FOLLOW_UPS = 'follow-ups.yaml';

interface Checked<T> {
  readonly source: YamlSource;
  readonly data?: T;
  readonly faults: readonly Fault[];
}

function checked<T>(source: YamlSource, schema: z.ZodType<T>): Checked<T> {
  if (source.faults.length > 0) return { source, faults: source.faults };
  const result = schema.safeParse(source.data);
  if (result.success) return { source, data: result.data, faults: [] };
  const faults = result.error.issues.flatMap((issue) => issueFaults(issue, source.data, schema));
  return { source, faults: faults.map((fault) => placed(fault, source)) };
}

function placed({ path, expected, got }: PathFault, source: YamlSource): Fault {
  return { path: source.where(path), expected, got };
}

function issueFaults(issue: z.core.$ZodIssue, data: unknown, schema: z.ZodType): readonly PathFault[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      expected: oneOf(known, key),
      got: `the unknown name ${shown(key)}`,
    }));
  }
  const got = path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
    data,
  );
  const expected = issue.code === 'invalid_value' ? `one of ${issue.values.join(', ')}` : issue.message;
  return [
    {
      path,
      expected: got === undefined && expected.startsWith('Invalid input') ? 'this to be filled in' : expected,
      got: shown(got),
    },
  ];
}

/** Names the schema knows at a path, for "did you mean". */
function keysAt(schema: z.core.$ZodType, path: readonly (string | number)[]): readonly string[] {
  const [step, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    const next = step === undefined ? undefined : schema.shape[step];
    if (step === undefined) return Object.keys(schema.shape);
    return next ? keysAt(next, rest) : [];
  }
  return schema instanceof z.ZodArray ? keysAt(schema.element, rest) : [];
}

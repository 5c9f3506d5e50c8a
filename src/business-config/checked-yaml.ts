/** One YAML file against its schema: the data, or every fault at once with file, line and path. Never throws for what an owner wrote. */
import { z } from 'zod';
import { type Fault, shown } from '../fault.ts';
import { oneOf, type PathFault } from './path-fault.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

export interface Checked<T> {
  readonly source: YamlSource;
  readonly data?: T;
  readonly faults: readonly Fault[];
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

export function checked<T>(source: YamlSource, schema: z.ZodType<T>): Checked<T> {
  if (source.faults.length > 0) return { source, faults: source.faults };
  const result = schema.safeParse(source.data);
  if (result.success) return { source, data: result.data, faults: [] };
  const faults = result.error.issues.flatMap((issue) => issueFaults(issue, source.data, schema));
  return { source, faults: faults.map((fault) => placed(fault, source)) };
}

export function placed({ path, expected, got }: PathFault, source: YamlSource): Fault {
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

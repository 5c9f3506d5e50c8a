/** Reads what a model wrote: JSON of the schema that holds, or what is wrong with it in words for the model. Pure. */
import type { z } from 'zod';

export interface Asked<T> {
  readonly schema: z.ZodType<T>;
  readonly fault?: (value: T) => string | undefined;
}

export type Read<T> = { readonly value: T } | { readonly fault: string };

export function acceptedAnswer<T>(text: string, { schema, fault }: Asked<T>): Read<T> {
  const read = parsed(text, schema);
  if ('fault' in read) return read;
  const wrong = fault?.(read.value);
  return wrong === undefined ? read : { fault: wrong };
}

function parsed<T>(text: string, schema: z.ZodType<T>): Read<T> {
  let json: unknown;
  try {
    json = JSON.parse(unfenced(text));
  } catch {
    return { fault: 'it is no JSON' };
  }
  const result = schema.safeParse(json);
  if (result.success) return { value: result.data };
  const [issue] = result.error.issues;
  return { fault: `${issue?.path.join('.') || 'the object'}: ${issue?.message}` };
}

/** Models that are told the schema in words like to wrap their answer in a code block. */
function unfenced(text: string): string {
  return /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/u.exec(text)?.[1] ?? text;
}

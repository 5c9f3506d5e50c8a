/**
 * JSON of unknown shape, read field by field. A field that is missing or of another type reads as nothing, so a
 * platform may add or change fields without one message being lost.
 */
export type Loose = Readonly<Record<string, unknown>>;

/** The object, or an empty one when it is something else. */
export function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}

/** The elements as objects; empty when it is no array. */
export function list(value: unknown): readonly Loose[] {
  return Array.isArray(value) ? value.map(loose) : [];
}

/** The string; undefined when it is something else or empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The number, also when it came as a string; undefined when it is neither. */
export function number(value: unknown): number | undefined {
  const read = typeof value === 'number' || text(value) !== undefined ? Number(value) : Number.NaN;
  return Number.isFinite(read) ? read : undefined;
}

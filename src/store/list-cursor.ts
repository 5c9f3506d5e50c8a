/** Where a page of conversations ended: the instant and the id, so that two changed in one millisecond both appear. */

export interface Position {
  readonly at: number;
  readonly id: string;
}

export function cursorOf({ at, id }: Position): string {
  return `${at}:${id}`;
}

/** Throws RangeError when it is no cursor of ours. */
export function positionOf(cursor: string): Position {
  const [, at, id] = /^(\d{1,16}):(.+)$/su.exec(cursor) ?? [];
  if (at === undefined || id === undefined)
    throw new RangeError('after: expected the “next” of an earlier page, got something else');
  return { at: Number(at), id };
}

/** What a button carries: ids and what it was looking at, never the draft and never a person. Pure. */

export interface ButtonMeaning {
  readonly approvalId: string;
  readonly version: number;
  /** Of the draft on the card; absent on buttons of older versions of this program. */
  readonly digest?: string;
  /** When there is only one to send. */
  readonly templateId?: string;
}

export function writeValue({ approvalId, version, digest, templateId }: ButtonMeaning): string {
  return JSON.stringify({ e: approvalId, v: version, d: digest, t: templateId });
}

/** Undefined: not one of ours. */
export function readValue(value: string | undefined): ButtonMeaning | undefined {
  try {
    const { e, v, d, t } = JSON.parse(value ?? '') as Readonly<Record<string, unknown>>;
    if (typeof e !== 'string' || typeof v !== 'number') return undefined;
    return {
      approvalId: e,
      version: v,
      ...(typeof d === 'string' ? { digest: d } : {}),
      ...(typeof t === 'string' ? { templateId: t } : {}),
    };
  } catch {
    return undefined;
  }
}

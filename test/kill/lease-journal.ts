/**
 * What every process does with its leases, line by line in a file that outlives it. A release is written down before
 * it is asked for and everything else after it was granted, so that a death never makes a right history look wrong.
 */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Lease, Store } from '../../src/ports.ts';

interface Held {
  readonly conversationId: string;
  readonly fence: number;
  readonly owner: string;
}

/** Instants in ms since 1970. */
export type LeaseLine = Held &
  (
    | { readonly kind: 'claimed'; readonly askedAt: number; readonly grantedAt: number }
    | { readonly kind: 'renewed'; readonly until: number }
    | { readonly kind: 'releasing'; readonly at: number }
    | { readonly kind: 'saved'; readonly askedAt: number }
  );

/** The same store; what it grants to lease holders is appended to `<folder>/<name>.jsonl`. */
export function journalled(store: Store, folder: string, name: string, clock: Pick<Clock, 'now'>): Store {
  const file = join(folder, `${name}.jsonl`);
  const note = (line: LeaseLine) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  const heldBy = ({ conversationId, fence, owner }: Lease): Held => ({ conversationId, fence, owner });
  return {
    ...store,
    async claim(now, owner, leaseMs) {
      const claimed = await store.claim(now, owner, leaseMs);
      if (claimed) note({ ...heldBy(claimed.lease), kind: 'claimed', askedAt: now, grantedAt: clock.now() });
      return claimed;
    },
    async renew(lease, until) {
      const held = await store.renew(lease, until);
      if (held) note({ ...heldBy(lease), kind: 'renewed', until });
      return held;
    },
    async release(lease) {
      note({ ...heldBy(lease), kind: 'releasing', at: clock.now() });
      await store.release(lease);
    },
    async save(conversation, lease) {
      const askedAt = clock.now();
      const saved = await store.save(conversation, lease);
      if (lease) note({ ...heldBy(lease), kind: 'saved', askedAt });
      return saved;
    },
  };
}

export function readJournals(folder: string): readonly LeaseLine[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  // Whoever dies while writing leaves half a line, without its end.
  const whole = (text: string) => text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = files.flatMap((name) => whole(readFileSync(join(folder, name), 'utf8')).split('\n'));
  return lines.filter(Boolean).map((line) => JSON.parse(line) as LeaseLine);
}

/**
 * Every time two workers were in one conversation: a claim before the lease of the one before had run out (`leaseMs`,
 * as agreed, whatever the processes were told) or was given back, and a save by a worker after another one had come.
 */
export function intrusions(journal: readonly LeaseLine[], leaseMs: number): readonly string[] {
  return [...Map.groupBy(journal, ({ conversationId }) => conversationId).values()].flatMap((lines) => {
    const claims = lines.filter((line) => line.kind === 'claimed').toSorted((a, b) => a.fence - b.fence);
    return [...early(claims, lines, leaseMs), ...late(claims, lines)];
  });
}

type Claim = Extract<LeaseLine, { kind: 'claimed' }>;

function early(claims: readonly Claim[], lines: readonly LeaseLine[], leaseMs: number): readonly string[] {
  return claims.slice(1).flatMap((next, index) => {
    const before = claims[index] as Claim;
    if (next.fence === before.fence) return [`${next.conversationId}: two claims with fence ${next.fence}`];
    const own = lines.filter(({ fence }) => fence === before.fence);
    const renewals = own.flatMap((line) => (line.kind === 'renewed' ? [line.until] : []));
    const heldUntil = Math.max(before.askedAt + leaseMs, ...renewals);
    const givenBack = own.some((line) => line.kind === 'releasing' && line.at <= next.grantedAt);
    return givenBack || next.askedAt >= heldUntil
      ? []
      : [
          `${next.conversationId}: ${next.owner} came ${heldUntil - next.askedAt} ms before ${before.owner} was through`,
        ];
  });
}

function late(claims: readonly Claim[], lines: readonly LeaseLine[]): readonly string[] {
  return lines.flatMap((line) => {
    if (line.kind !== 'saved') return [];
    const newer = claims.find(({ fence, grantedAt }) => fence > line.fence && grantedAt < line.askedAt);
    return newer ? [`${line.conversationId}: ${line.owner} saved after ${newer.owner} had come`] : [];
  });
}

/** The heartbeat of a lease: renewed while work goes on, however long a platform takes to answer. */
import type { Clock, Lease, Store } from './ports.ts';

export interface KeepLeaseDeps {
  readonly store: Pick<Store, 'renew'>;
  readonly clock: Clock;
  readonly onError: (error: unknown, conversationId: string, item: undefined) => void;
}

/** Renews the lease at a third of its length, again and again. Returns how to stop. */
export function keepLease(lease: Lease, leaseMs: number, { store, clock, onError }: KeepLeaseDeps): () => void {
  let cancel = () => {};
  let done = false;
  const beat = () => {
    cancel = clock.at(clock.now() + leaseMs / 3, () => {
      store
        .renew(lease, clock.now() + leaseMs)
        .then((held) => {
          if (held && !done) beat(); // a lost lease is noticed by the next save
        })
        .catch((error: unknown) => {
          onError(error, lease.conversationId, undefined);
          if (!done) beat(); // the store may be back before the lease has run out
        });
    });
  };
  beat();
  return () => {
    done = true;
    cancel();
  };
}

/** The store that config names: MongoDB where there is an address of one, else a file of the shop's own. */
import { join } from 'node:path';
import type { Clock, Store } from '../ports.ts';
import { createSqliteStore } from './sqlite.ts';

export interface StorePlace {
  readonly dataDir: string;
  readonly mongodbUri?: string;
}

/** Throws Failure `store-unavailable` when it cannot be opened. The driver is loaded only where it is used. */
export async function openStore({ mongodbUri, dataDir }: StorePlace, { clock }: { clock: Clock }): Promise<Store> {
  if (!mongodbUri) return createSqliteStore({ path: embeddedFile(dataDir), clock });
  const { createMongoStore } = await import('./mongo.ts');
  return createMongoStore({ uri: mongodbUri, clock });
}

export function embeddedFile(dataDir: string): string {
  return join(dataDir, 'frontdesk.sqlite');
}

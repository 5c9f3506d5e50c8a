/**
 * The shared store: the contract of every store, on the server that MONGODB_URI names, else on each MongoDB-wire server
 * that is installed here.
 */
import { afterAll, beforeAll, describe } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { createMongoStore } from '../../src/store/mongo.ts';
import { type StoreHarness, storeContract } from '../contracts/store-contract.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { oneAtATime } from '../fakes/one-at-a-time.ts';
import { installedServers, type MongoServer, startMongoServer } from '../servers/mongo-server.ts';

const named = process.env['MONGODB_URI'];
if (named) {
  let databases = 0;
  const path = /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/u;
  storeContract('the shared store on the named server', () =>
    harness(named.replace(path, `$1/frontdesk_contract_${process.pid}_${++databases}`)),
  );
}

for (const kind of named ? [] : installedServers()) {
  describe(kind, () => {
    let server: MongoServer;
    beforeAll(async () => {
      server = await startMongoServer(kind, [], { inMemory: true });
    });
    afterAll(async () => {
      await server.stop();
    });
    if (kind === 'ferretdb')
      storeContract('the shared store on ferretdb', async () => forFerret(await harness(server.uri())), {
        customers: 20,
      });
    else storeContract(`the shared store on ${kind}`, () => harness(server.uri()));
  });
}

/** A test server on a busy machine takes its time; the product's own limit is tested in mongo-outage.test.ts. */
const PATIENT_MS = 40_000;

async function harness(uri: string): Promise<StoreHarness> {
  const clock = createManualClock();
  let store = await createMongoStore({ uri, clock, callMs: PATIENT_MS });
  return {
    store,
    clock,
    async reopen() {
      await store.close();
      store = await createMongoStore({ uri, clock, callMs: PATIENT_MS });
      return store;
    },
    async close() {
      await store.close();
      const client = new MongoClient(uri);
      await client.db().dropDatabase();
      await client.close();
    },
  };
}

/**
 * FerretDB 1.24 with SQLite, seen 2026-11-21, is a second opinion on the queries only:
 * - of 50 concurrent `replaceOne({_id, version: 1}, {..., version: 2})` four matched; MongoDB matches one, a write to
 *   one document is atomic (https://www.mongodb.com/docs/manual/core/write-operations-atomicity/). So it is asked one
 *   call at a time.
 * - `createIndexes` of several indexes that all exist panics ("slice bounds out of range") and cuts the connection;
 *   MongoDB does nothing then (https://www.mongodb.com/docs/manual/reference/command/createIndexes/). So it is not
 *   opened a second time.
 * - `findAndModify` with `fields` is refused as not implemented; `claim` needs none.
 */
function forFerret({ store, clock, close }: StoreHarness): StoreHarness {
  return { store: oneAtATime(store), clock, close };
}

/** The shared store: the contract of every store, on each MongoDB-wire server that is installed here. */
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { createMongoStore } from '../../src/store/mongo.ts';
import { storeContract } from '../contracts/store-contract.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { installedServers, type MongoServer, startMongoServer } from '../servers/mongo-server.ts';

for (const kind of installedServers()) {
  describe(kind, () => {
    let server: MongoServer;
    beforeAll(async () => {
      server = await startMongoServer(kind);
    });
    afterAll(async () => {
      await server.stop();
    });
    contractOn(`the shared store on ${kind}`, () => server.uri());
  });
}
if (installedServers().length === 0) {
  // biome-ignore lint/suspicious/noSkippedTests: must show in the closing line, which CI reads
  it.skip('the shared store: no MongoDB-wire server here, run test/servers/install', () => {});
}

function contractOn(name: string, newUri: () => string): void {
  storeContract(name, async () => {
    const uri = newUri();
    const clock = createManualClock();
    let store = await createMongoStore({ uri, clock });
    return {
      store,
      clock,
      async reopen() {
        await store.close();
        store = await createMongoStore({ uri, clock });
        return store;
      },
      async close() {
        await store.close();
        const client = new MongoClient(uri);
        await client.db().dropDatabase();
        await client.close();
      },
    };
  });
}

/**
 * The store of a scenario: the embedded one, or MongoDB when the scenarios run a second time on a server
 * (jest.config.js starts one for each worker and says so).
 */
import { MongoClient } from 'mongodb';
import type { Clock, Store } from '../../src/ports.ts';
import { createMongoStore } from '../../src/store/mongo.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';

/** A test server on a busy machine takes its time; what happens to who waits too long is tested where servers go away. */
const PATIENT_MS = 40_000;

let databases = 0;

export async function openScenarioStore(clock: Clock): Promise<Store> {
  if ((globalThis as { scenariosOnMongo?: boolean }).scenariosOnMongo !== true)
    return createSqliteStore({ path: ':memory:', clock });
  const servers = process.env['SCENARIO_MONGODB_URIS']?.split(' ') ?? [];
  const server = servers[Number(process.env['JEST_WORKER_ID'] ?? 1) % servers.length];
  if (!server) throw new Error('expected SCENARIO_MONGODB_URIS from test/servers/setup.mjs, got nothing');
  const uri = server.replace(/\/?$/u, `/scenario_${process.pid}_${++databases}`);
  const store = await createMongoStore({ uri, clock, callMs: PATIENT_MS });
  return {
    ...store,
    async close() {
      await store.close();
      const client = new MongoClient(uri);
      await client.db().dropDatabase();
      await client.close();
    },
  };
}

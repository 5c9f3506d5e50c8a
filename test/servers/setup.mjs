// Before the scenarios run on MongoDB: the server that MONGODB_URI names, or one of our own for the run.
import { installedServers, startMongoServer } from './mongo-server.ts';

export default async function setUp() {
  if (process.env.MONGODB_URI) {
    process.env.SCENARIO_MONGODB_URI = process.env.MONGODB_URI;
    return;
  }
  const kind = installedServers()[0];
  if (!kind) return; // the scenarios are then skipped, and the closing line says so
  const server = await startMongoServer(kind);
  globalThis.scenarioServer = server;
  process.env.SCENARIO_MONGODB_URI = `mongodb://127.0.0.1:${server.port}`;
}

// Before the scenarios run on MongoDB: the server that MONGODB_URI names, or our own for the run, one for each worker:
// a single one works for one worker at a time. Nothing of them has to outlast the run, so their data stays in memory
// and no write waits for the disk.
import { installedServers, startMongoServer } from './mongo-server.ts';

// Its log of changes, which nobody here reads, takes room in memory too.
const FLAGS = ['--oplog-max-entries', '2000'];

export default async function setUp({ maxWorkers }) {
  if (process.env.MONGODB_URI) {
    process.env.SCENARIO_MONGODB_URIS = process.env.MONGODB_URI;
    return;
  }
  const kind = installedServers()[0];
  if (!kind) return; // the scenarios are then skipped, and the closing line says so
  const flags = kind === 'secantus' ? FLAGS : [];
  globalThis.scenarioServers = await Promise.all(
    Array.from({ length: maxWorkers }, () => startMongoServer(kind, flags, { inMemory: true })),
  );
  process.env.SCENARIO_MONGODB_URIS = globalThis.scenarioServers
    .map(({ port }) => `mongodb://127.0.0.1:${port}`)
    .join(' ');
}

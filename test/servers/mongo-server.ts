/** MongoDB-wire servers for tests: what `test/servers/install` put under .servers/, started on a free port of loopback. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export type ServerKind = 'secantus' | 'ferretdb';

export interface MongoServer {
  readonly kind: ServerKind;
  readonly port: number;
  /** Address of a database that nobody else uses. */
  uri(): string;
  /** SIGKILL; the data stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data; with `flags`, with these instead of the ones it was started with. */
  restart(flags?: readonly string[]): Promise<void>;
  /** Kills it and removes the data. */
  stop(): Promise<void>;
}

const FOLDER = resolve(import.meta.dirname, '../../.servers');
/** Guards against hanging only: a busy machine takes its time to start Python. */
const READY_MS = 120_000;

/** The servers that are installed here, the first choice first. */
export function installedServers(): readonly ServerKind[] {
  return (['secantus', 'ferretdb'] as const).filter((kind) => programOf(kind) !== undefined);
}

function programOf(kind: ServerKind): string | undefined {
  const found = existsSync(FOLDER) ? readdirSync(FOLDER).find((name) => name.startsWith(`${kind}-`)) : undefined;
  const path = found && join(FOLDER, found, kind === 'secantus' ? 'bin/secantusd-py' : '.');
  return path && existsSync(path) ? path : undefined;
}

function argumentsOf(kind: ServerKind, port: number, folder: string): string[] {
  return kind === 'secantus'
    ? ['--host', '127.0.0.1', '--port', String(port), '--storage-path', folder, '--log-level', 'WARNING']
    : [
        '--handler=sqlite',
        `--sqlite-url=file:${folder}/`,
        `--state-dir=${folder}`,
        `--listen-addr=127.0.0.1:${port}`,
        '--debug-addr=-',
        '--telemetry=disable',
        '--log-level=error',
      ];
}

let databases = 0;

/**
 * `flags`: of the server's own program, beside the ones for its port and data. With `inMemory` the data is gone once
 * the server is, where it can do so (SecantusDB): no write waits for the disk.
 */
export async function startMongoServer(
  kind: ServerKind,
  flags: readonly string[] = [],
  { inMemory = false }: { readonly inMemory?: boolean } = {},
): Promise<MongoServer> {
  const program = programOf(kind);
  if (!program) throw new Error(`expected ${kind} under .servers, found none: run test/servers/install ${kind}`);
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), `frontdesk-${kind}-`));
  let running: ChildProcess | undefined;

  async function start(more = flags): Promise<void> {
    let errors = '';
    const data = inMemory && kind === 'secantus' ? ':memory:' : folder;
    const started = spawn(program as string, [...argumentsOf(kind, port, data), ...more], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, TMPDIR: folder }, // what it leaves behind when it is killed goes with the folder
    });
    started.stderr?.on('data', (data: Buffer) => {
      errors = `${errors}${data.toString()}`.slice(-2_000);
    });
    running = started;
    const end = Date.now() + READY_MS;
    while (!(await answers(port))) {
      if (started.exitCode !== null || Date.now() > end) throw new Error(`${kind} did not start: ${errors}`);
      await new Promise((done) => setTimeout(done, 50)); // another process starts
    }
  }

  async function kill(): Promise<void> {
    const dying = running;
    running = undefined;
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
    dying.kill('SIGKILL');
    await once(dying, 'exit');
  }

  await start();
  return {
    kind,
    port,
    uri: () => `mongodb://127.0.0.1:${port}/test${process.pid}_${++databases}`,
    kill,
    restart: start,
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

/**
 * The network between the program and its database, made to fail as networks do: bytes stop without a socket being
 * closed and arrive later after all, or an answer is lost after the server has done what it was asked.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface BlackHole {
  /** Listens on loopback; what connects here talks to the server behind it. */
  readonly port: number;
  /** From now on nothing gets through in either direction; sockets stay open and new ones are taken in silence. */
  open(): void;
  /** Everything that was held back goes on its way. */
  shut(): void;
  /** The next answer to this command of the MongoDB wire protocol never arrives: its connection is cut instead. */
  loseAnswerTo(command: string): void;
  /** How often `loseAnswerTo` has struck. */
  readonly lost: number;
  close(): Promise<void>;
}

/** In an OP_MSG: header 16, flags 4, kind of section 1, length of the document 4, type 1; then the command's name. */
const NAME_AT = 26;

export async function createBlackHole(to: { readonly port: number }): Promise<BlackHole> {
  const sockets = new Set<Socket>();
  const waiting: Socket[] = [];
  let swallowing = false;
  let losing: string | undefined;
  let lost = 0;

  /** The server's side of a connection; one that is dialled in the hole is dialled when it is over. */
  function join(client: Socket): void {
    if (swallowing) return void waiting.push(client);
    const server = track(connect(to.port, '127.0.0.1'));
    let cut = false;
    client.on('data', (bytes: Buffer) => {
      if (losing !== undefined && bytes.subarray(NAME_AT, NAME_AT + losing.length + 1).toString() === `${losing}\0`) {
        losing = undefined;
        cut = true;
      }
      server.write(bytes);
    });
    server.on('data', (bytes: Buffer) => {
      if (!cut) return void client.write(bytes);
      lost++;
      client.destroy();
      server.destroy();
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('end', () => other.end());
      one.on('close', () => other.end());
    }
  }

  function track(socket: Socket): Socket {
    sockets.add(socket);
    socket.on('error', () => {}); // a connection that breaks is what this is for; both ends notice by themselves
    socket.on('close', () => sockets.delete(socket));
    return socket;
  }

  const listening = createServer((client) => join(track(client))).listen(0, '127.0.0.1');
  await once(listening, 'listening');

  return {
    port: (listening.address() as AddressInfo).port,
    open() {
      swallowing = true;
      for (const socket of sockets) socket.pause();
    },
    shut() {
      swallowing = false;
      for (const socket of sockets) socket.resume();
      for (const client of waiting.splice(0)) join(client);
    },
    loseAnswerTo(command) {
      losing = command;
    },
    get lost() {
      return lost;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      listening.close();
      await once(listening, 'close');
    },
  };
}

import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { guarded } from '../../src/store/mongo-connection.ts';
import { freePort } from '../servers/mongo-server.ts';

describe('a call to the shared store', () => {
  it('fails as store-unavailable when the connection dies under it, whoever says so', async () => {
    const port = await freePort();
    const { load } = guarded({
      load: () => new Promise((_, reject) => connect(port, '127.0.0.1').on('error', reject)), // nobody listens there
    });
    await expect(load()).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('fails so when it writes to a connection that the other end has closed', async () => {
    const server = createServer((socket) => void socket.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { load } = guarded({
      load: () =>
        new Promise((_, reject) => {
          const socket = connect(port, '127.0.0.1').resume();
          socket.on('error', () => {});
          socket.on('end', () => setImmediate(() => socket.write('x', reject)));
        }),
    });
    await expect(load()).rejects.toMatchObject({ code: 'store-unavailable' });
    server.close();
  });

  it('lets a bug be seen as one', async () => {
    const { load } = guarded({ load: () => Promise.reject(new TypeError('a bug')) });
    await expect(load()).rejects.toThrow(TypeError);
  });
});

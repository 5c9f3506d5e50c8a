import { connect } from 'node:net';
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

  it('lets a bug be seen as one', async () => {
    const { load } = guarded({ load: () => Promise.reject(new TypeError('a bug')) });
    await expect(load()).rejects.toThrow(TypeError);
  });
});

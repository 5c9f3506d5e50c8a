/** The real program when its shared store cannot be had at the start: it ends, and says in one line what to look at. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { createSystemClock } from '../../src/clock.ts';
import { diagnose } from '../../src/doctor.ts';
import { createBlackHole } from '../servers/black-hole.ts';
import { freePort, installedServers, startMongoServer } from '../servers/mongo-server.ts';
import { address, run, setUp, tearDown } from './program.ts';

const clock = createSystemClock();
let data: string;
beforeEach(() => {
  data = setUp();
});
afterEach(tearDown);

async function cannotStart(mongodbUri: string, got: RegExp): Promise<void> {
  const shop = run({ MONGODB_URI: mongodbUri });
  expect(await shop.exit()).toBe(1);
  expect(shop.output().trim()).toMatch(/^Frontdesk cannot start: MONGODB_URI: expected .*$/);
  expect(shop.output()).toMatch(got);
  expect(shop.output()).not.toMatch(/hunter2|right-one/);
}

/** What `npm run doctor` finds wrong with the address. */
async function told(mongodbUri: string): Promise<readonly string[]> {
  const { faults } = await diagnose({ configOnly: false, env: { MONGODB_URI: mongodbUri, DATA_DIR: data } }, { clock });
  return faults.filter(({ path }) => path === 'MONGODB_URI').map(({ got }) => got);
}

describe('without its shared store', () => {
  it('the program does not start, and says which setting to look at', async () => {
    await cannotStart(`mongodb://shop:hunter2@127.0.0.1:${await freePort()}/shop`, /ECONNREFUSED/);
  });

  it('a server that takes connections and says nothing is one that is not there', async () => {
    const hole = await createBlackHole({ port: await freePort() });
    hole.open();
    try {
      await cannotStart(`mongodb://shop:hunter2@127.0.0.1:${hole.port}/shop`, /timed out/);
    } finally {
      await hole.close();
    }
  });

  (installedServers().includes('secantus') ? it : it.skip)(
    'a server that does not let it in, or not write, is named without the password',
    async () => {
      const server = await startMongoServer('secantus', ['--sync-on-commit']); // it is killed below and must remember
      try {
        const owner = new MongoClient(server.uri());
        const user = (name: string, role: string) => ({
          createUser: name,
          pwd: 'right-one',
          roles: [{ role, db: 'admin' }],
        });
        await owner.db('admin').command(user('shop', 'readWriteAnyDatabase'));
        await owner.db('admin').command(user('visitor', 'readAnyDatabase'));
        await owner.close();
        await server.kill();
        await server.restart(['--auth']);
        const uri = (who: string) => `mongodb://${who}@127.0.0.1:${server.port}/shop?authSource=admin`;
        expect(await told(uri('shop:hunter2'))).toEqual([expect.stringMatching(/uthentication failed/)]);
        expect(await told(uri('shop:right-one'))).toEqual([]);
        await cannotStart(uri('shop:hunter2'), /uthentication failed/);
        await cannotStart(uri('visitor:right-one'), /not authorized/);
        const base = await address(run({ MONGODB_URI: uri('shop:right-one') }));
        expect((await fetch(`${base}/readyz`)).status).toBe(200);
      } finally {
        await server.stop();
      }
    },
    240_000,
  );
});

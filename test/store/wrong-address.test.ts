/** What an owner is told about a MONGODB_URI that cannot be right: never a piece of the password in it. */
import { describe, expect, it } from '@jest/globals';
import { createMongoStore } from '../../src/store/mongo.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

describe('an address of the shared store that cannot be right', () => {
  it.each([
    ['a password that is not percent-encoded', 'mongodb://shop:hunter2/hunter3@127.0.0.1/shop', /Password.*unescaped/],
    ['a password with an @ in it', 'mongodb://shop:hunter2@hunter3@127.0.0.1/shop', /Invalid/],
    ['no host', 'mongodb://shop:hunter2', /cannot be read: expected mongodb:\/\/NAME:PASSWORD@HOST/],
    ['a port that is none', 'mongodb://shop:hunter2@127.0.0.1:port/shop', /port/],
    ['an option that does not exist', 'mongodb://shop:hunter2@127.0.0.1/shop?hunting=hunter', /hunting/],
    ['a name that nobody knows', 'mongodb+srv://shop:hunter2@nobody.invalid/shop', /nobody\.invalid/],
  ])('%s is told as such', async (_what, uri, told) => {
    const error = await createMongoStore({ uri, clock: createManualClock() }).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'store-unavailable', message: expect.stringMatching(told) });
    expect(String((error as Error).message)).not.toMatch(/hunter[23]/);
  });
});

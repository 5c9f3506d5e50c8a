import { beforeEach, describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/domain/failure.ts';
import { withOutagesTold } from '../../src/observe/outages.ts';
import type { Store } from '../../src/ports.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

const clock = createManualClock();
let lines: string[];
let store: Store;
/** Ends the calls in hand, the oldest first. */
let answers: ((error?: Error) => void)[];

beforeEach(() => {
  lines = [];
  answers = [];
  const tell = (level: string) => (fields: object, message: string) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const log = { debug: tell('debug'), info: tell('info'), warn: tell('warn'), error: tell('error') };
  const ping = () =>
    new Promise<void>((resolve, reject) => answers.push((error) => (error ? reject(error) : resolve())));
  store = withOutagesTold({ ping, close: async () => {} } as Partial<Store> as Store, { clock, log });
});

const away = () => new Failure('store-unavailable', 'nobody answers');

/** One call from its beginning to its end. */
async function call(error?: Error): Promise<void> {
  const done = store.ping();
  answers.pop()?.(error);
  await done;
}

describe('an outage of the store', () => {
  it('stands in the log once when it begins and once when it is over, with its length', async () => {
    await call();
    for (let n = 0; n < 50; n++) await expect(call(away())).rejects.toThrow('nobody answers');
    clock.advance(61_000);
    await call();
    await call();
    expect(lines).toEqual([
      expect.stringMatching(/^error the store does not answer/),
      expect.stringMatching(/^warn the store answers again .*"seconds":61/),
    ]);
  });

  it('is not over because a call that began before it has had its answer', async () => {
    const early = store.ping();
    const answerEarly = answers.pop();
    await expect(call(away())).rejects.toThrow();
    answerEarly?.();
    await early;
    expect(lines).toHaveLength(1);
    await call();
    expect(lines).toHaveLength(2);
  });

  it('is not what a lost race is: that is the store at work', async () => {
    await expect(call(new Failure('overtaken', 'version 1 is not the newest'))).rejects.toThrow();
    expect(lines).toEqual([]);
  });
});

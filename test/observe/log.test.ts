/** What an operator reads in the logs: enough to follow one conversation, never a secret or who the customer is. */
import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/domain/failure.ts';
import { createLog, redacted, withCorrelation } from '../../src/observe/log.ts';

function listening(level = 'info') {
  const lines: string[] = [];
  const log = createLog({ level, name: 'test' }, { write: (line) => void lines.push(line) });
  const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { log, parsed, text: () => lines.join('') };
}

const SECRETS = {
  'a Slack bot token': 'xoxb-1234567890-abcdefGHIJ',
  'a Slack app token': 'xapp-1-A0B1-234-deadbeef',
  'a Graph access token': 'EAAGm0PX4ZCpsBAKZCZCexampleexample',
  'a model key': 'sk-proj-abcdefghijklmnop1234',
  'an authorization header': 'Bearer abc.def.ghi',
  'a mail address': 'ana.o-neill+shop@mail.example.org',
  'a phone number': '+353 87 123 4567',
  'a phone number without its plus': '353871234567',
};

describe('the log', () => {
  it.each(Object.entries(SECRETS))('never shows %s, in a message or in an error and its causes', (_, secret) => {
    const { log, text, parsed } = listening();
    const root = new Error(`refused for ${secret}`);
    const middle = new Error(`asked with ${secret} twice: ${secret}`, { cause: root });
    const err = new Failure('channel-auth', `sending as ${secret} failed`, { cause: middle });
    log.error({ err }, `cannot send with ${secret}`);
    log.warn({ reason: `refused: ${secret}` }, 'refused');
    log.info({ error: err }, 'again');
    expect(parsed()).toHaveLength(3);
    expect(text()).not.toContain(secret);
    expect(redacted(`before ${secret} after`)).toMatch(/^before \[(?:secret|mail|number)\] after$/);
  });

  it('never shows the value of a secret’s field', () => {
    const { log, text } = listening();
    const value = 'hunter2hunter2';
    log.info({ token: value, headers: { authorization: value, cookie: value } }, 'asked');
    log.info({ config: { appSecret: value, signingSecret: value, apiKey: value, verifyToken: value } }, 'started');
    expect(text()).not.toContain(value);
    expect(text()).toContain('[secret]');
  });

  it('tells the code, the message and the stack of an error and of what caused it', () => {
    const { log, parsed } = listening();
    log.error({ err: new Failure('rate-limited', 'status 429', { cause: new RangeError('too fast') }) }, 'failed');
    expect(parsed()[0]).toMatchObject({
      msg: 'failed',
      err: {
        type: 'Failure',
        code: 'rate-limited',
        message: expect.stringContaining('status 429'),
        stack: expect.stringContaining('log.test.ts'),
        cause: { type: 'RangeError', message: 'too fast' },
      },
    });
  });

  it('survives an error that is its own cause, and one that is no error', () => {
    const { log, parsed } = listening();
    const circular = new Error('round and round');
    circular.cause = circular;
    log.error({ err: circular }, 'circular');
    log.error({ err: undefined }, 'nothing');
    log.error({ err: { status: 500 } }, 'an object');
    expect(parsed().map((line) => line['msg'])).toEqual(['circular', 'nothing', 'an object']);
  });

  it('leaves alone what an operator needs: ids, counts, days', () => {
    const plain = 'turn c9f2.t12 took 1500 ms, 3 passages, due 2026-11-23';
    expect(redacted(plain)).toBe(plain);
  });

  it('marks every line of a conversation with its id, across awaits and inside other marks', async () => {
    const { log, parsed } = listening();
    await Promise.all(
      ['ana', 'ben'].map((conversation) =>
        withCorrelation({ conversation }, async () => {
          await Promise.resolve();
          log.info({}, 'outer');
          await withCorrelation({ turn: `${conversation}.t1` }, async () => {
            await Promise.resolve();
            log.info({}, 'inner');
          });
        }),
      ),
    );
    log.info({}, 'outside');
    const marks = parsed().map(({ msg, conversation, turn }) => [msg, conversation, turn]);
    expect(marks).toHaveLength(5);
    expect(marks).toEqual(
      expect.arrayContaining([
        ['outer', 'ana', undefined],
        ['outer', 'ben', undefined],
        ['inner', 'ana', 'ana.t1'],
        ['inner', 'ben', 'ben.t1'],
        ['outside', undefined, undefined],
      ]),
    );
  });

  it('a field of one line never appears on the next', () => {
    const { log, parsed } = listening();
    withCorrelation({ conversation: 'ana' }, () => {
      log.info({ attempts: 3, task: 'send' }, 'first');
      log.info({}, 'second');
    });
    const second = parsed()[1] ?? {};
    expect(second).toMatchObject({ msg: 'second', conversation: 'ana' });
    expect(Object.keys(second).toSorted()).toEqual(['conversation', 'level', 'msg', 'name', 'time']);
  });

  it('says nothing below its level', () => {
    const { log, parsed } = listening('warn');
    log.debug({}, 'debug');
    log.info({}, 'info');
    log.warn({}, 'warn');
    expect(parsed().map((line) => line['msg'])).toEqual(['warn']);
  });
});

/** What a refusal of Meta means, and what is open when no answer comes. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { createWhatsAppCloud } from '../../../channels/whatsapp-cloud/whatsapp-cloud.ts';
import { failureOf } from '../../contracts/channel-contract.ts';
import type { GraphFault } from '../../fakes/fake-graph.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryIntake } from '../../fakes/memory-intake.ts';
import { ANA_AT, type Line, type LineConfig, openLine } from './line.ts';

let line: Line;
const open = async (config?: LineConfig) => {
  line = await openLine(config);
  return line;
};
afterEach(() => line.close());

describe('what a refusal means', () => {
  const error = (code: number, more: Partial<Extract<GraphFault, { kind: 'error' }>> = {}): GraphFault => ({
    kind: 'error',
    code,
    ...more,
  });

  it.each([
    [0, 'channel-auth'],
    [3, 'channel-auth'],
    [10, 'channel-auth'],
    [190, 'channel-auth'],
    [200, 'channel-auth'],
    [299, 'channel-auth'],
    [133010, 'channel-auth'],
    [1, 'channel-unavailable'],
    [2, 'channel-unavailable'],
    [131000, 'channel-unavailable'],
    [131016, 'channel-unavailable'],
    [4, 'rate-limited'],
    [80007, 'rate-limited'],
    [130429, 'rate-limited'],
    [131056, 'pair-rate-limited'],
    [131047, 'window-closed'],
    [131026, 'undeliverable'],
    [131048, 'customer-refuses'],
    [131049, 'customer-refuses'],
    [131050, 'customer-refuses'],
    [131042, 'channel-payment'],
    [368, 'channel-blocked'],
    [130497, 'channel-blocked'],
    [131031, 'channel-blocked'],
    [132000, 'bad-template'],
    [132001, 'bad-template'],
    [132015, 'bad-template'],
    [100, 'bad-request'],
    [131051, 'bad-request'],
    [131052, 'bad-request'],
    [131053, 'bad-request'],
    [999_999, 'bad-request'],
  ])('Graph error %d is %s', async (code, expected) => {
    await open();
    line.graph.failNext(error(code));
    const failure = await failureOf(line.sends('Hi'));
    expect(failure.code).toBe(expected);
    expect(failure.message).toContain(`${code}`);
    expect(failure.message).toContain('trace-1');
    expect(line.graph.sends).toEqual([]);
  });

  it('an unknown error is judged by the status it comes with', async () => {
    await open();
    line.graph.failNext(error(999_999, { status: 500 }));
    line.graph.failNext(error(999_999, { status: 429 }));
    expect((await failureOf(line.sends('Hi'))).code).toBe('channel-unavailable');
    expect((await failureOf(line.sends('Hi'))).code).toBe('rate-limited');
  });

  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['a date', { 'retry-after': 'Mon, 23 Nov 2026 10:01:00 GMT' }, 60_000],
    ['a date gone by', { 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT' }, 0],
    [
      'Meta’s own header, in minutes',
      { 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":3}]}' },
      180_000,
    ],
    ['nothing', {}, undefined],
    ['nonsense', { 'retry-after': 'soon', 'x-business-use-case-usage': '{' }, undefined],
  ])('when to try again is read from %s', async (_what, headers, expected) => {
    await open();
    line.graph.failNext(error(130429, { status: 429, headers }));
    expect((await failureOf(line.sends('Hi'))).retryAfterMs).toBe(expected);
  });

  it('too many messages to one customer wait six seconds at least', async () => {
    await open();
    line.graph.failNext(error(131056));
    expect((await failureOf(line.sends('Hi'))).retryAfterMs).toBe(6_000);
  });

  it('a long text that nobody cut is refused, not cut', async () => {
    await open();
    expect((await failureOf(line.sends('x'.repeat(4097)))).code).toBe('bad-request');
  });
});

describe('when it is open whether a message went out', () => {
  it.each([
    ['a lost connection', { kind: 'reset' }, 'channel-outcome-unknown'],
    ['a gateway’s 502', { kind: 'raw', status: 502, body: '<html>' }, 'channel-outcome-unknown'],
    ['a success that is no JSON', { kind: 'raw', status: 200, body: '<html>' }, 'channel-outcome-unknown'],
    ['a success without an id', { kind: 'raw', status: 200, body: '{"messages":[]}' }, 'channel-outcome-unknown'],
    ['an error under a 200', { kind: 'raw', status: 200, body: '{"error":{"code":131026}}' }, 'undeliverable'],
    [
      'a redirection',
      { kind: 'raw', status: 302, body: '', headers: { location: '/v25.0/2001' } },
      'channel-unavailable',
    ],
    ['a page that is not there', { kind: 'raw', status: 404, body: '<html>' }, 'channel-unavailable'],
    ['a proxy’s 403', { kind: 'raw', status: 403, body: 'no' }, 'channel-auth'],
    ['a proxy’s 429', { kind: 'raw', status: 429, body: 'slow down', headers: { 'retry-after': '2' } }, 'rate-limited'],
  ] as const)('%s', async (_what, fault, expected) => {
    await open();
    line.graph.failNext(fault);
    const failure = await failureOf(line.sends('Hi'));
    expect(failure.code).toBe(expected);
  });

  it('nobody listening means that nothing went out', async () => {
    await open();
    await line.graph.close();
    const failure = await failureOf(line.sends('Hi'));
    expect(failure.code).toBe('channel-unavailable');
    expect(failure.cause).toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it('an API address that is none means that nothing went out', async () => {
    await open();
    const config = { accessToken: 't', phoneNumberId: '1', appSecret: 's', verifyToken: 'v', apiUrl: 'no address' };
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const nowhere = createWhatsAppCloud(config, {
      intake: createMemoryIntake().intake,
      clock: createManualClock(),
      log,
    });
    const failure = await failureOf(nowhere.channel.send(ANA_AT, { kind: 'text', text: 'Hi', choices: [] }, 's'));
    expect(failure.code).toBe('channel-unavailable');
  });

  it('an answer that does not come in time leaves it open', async () => {
    await open({ sendTimeoutMs: 50 });
    line.graph.onAccepted(() => new Promise(() => {}));
    const failure = await failureOf(line.sends('Hi'));
    expect(failure.code).toBe('channel-outcome-unknown');
    expect(line.graph.sends).toHaveLength(1);
  });
});

describe('health', () => {
  it('says since when Meta refuses us, until a message is accepted again', async () => {
    await open();
    expect(line.health()).toEqual({ ok: true, detail: 'Cloud API, nothing accepted yet' });
    line.graph.failNext({ kind: 'error', code: 190, status: 401, subcode: 463 });
    await failureOf(line.sends('Hi'));
    expect(line.health()).toEqual({
      ok: false,
      detail: 'Cloud API refuses us since 2026-11-23T10:00:00.000Z (channel-auth), nothing accepted yet',
    });
    line.clock.advance(60_000);
    await line.sends('Hi');
    expect(line.health()).toEqual({ ok: true, detail: 'Cloud API, last accepted 2026-11-23T10:01:00.000Z' });
  });

  it('a customer who cannot be reached says nothing about us', async () => {
    await open();
    line.graph.failNext({ kind: 'error', code: 131026 });
    await failureOf(line.sends('Hi'));
    expect(line.health().ok).toBe(true);
  });

  it('the owner reads that the token is wrong, and never the token or the words', async () => {
    await open({ accessToken: 'EAAwrong' });
    expect((await failureOf(line.sends('secret words'))).code).toBe('channel-auth');
    const logged = line.logged.join('\n');
    expect(logged).toContain('error whatsapp: the Graph API refuses us; the owner must act');
    expect(logged).not.toMatch(/EAAwrong|secret words|353851112222/u);
  });
});

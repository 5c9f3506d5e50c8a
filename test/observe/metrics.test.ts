/** What a Prometheus server reads: every counter by its few closed labels, and nothing about a single customer. */
import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/domain/failure.ts';
import { createLog } from '../../src/observe/log.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import { createWatchers } from '../../src/observe/watchers.ts';

describe('the metrics', () => {
  it('count messages, turns, sends, verdicts and failures', async () => {
    const metrics = createMetrics();
    metrics.received('web', 'new');
    metrics.received('web', 'new');
    metrics.received('web', 'duplicate');
    metrics.turned('reply', 'allow', 'planned', 30);
    metrics.turned('reply', 'allow', 'overtaken', 2_000);
    metrics.sent('web', 'sent');
    metrics.sent('web', 'window-closed');
    metrics.decided('approve', 'done');
    metrics.failed('rate-limited');
    const { contentType, body } = await metrics.render();
    expect(contentType).toMatch(/^text\/plain/);
    for (const line of [
      'frontdesk_messages_received_total{channel="web",result="new"} 2',
      'frontdesk_messages_received_total{channel="web",result="duplicate"} 1',
      'frontdesk_turns_total{decision="reply",review="allow",result="planned"} 1',
      'frontdesk_turns_total{decision="reply",review="allow",result="overtaken"} 1',
      'frontdesk_sends_total{channel="web",result="sent"} 1',
      'frontdesk_sends_total{channel="web",result="window-closed"} 1',
      'frontdesk_verdicts_total{verdict="approve",outcome="done"} 1',
      'frontdesk_failures_total{code="rate-limited"} 1',
      'frontdesk_turn_seconds_bucket{le="0.025"} 0',
      'frontdesk_turn_seconds_bucket{le="0.05"} 1',
      'frontdesk_turn_seconds_sum 2.03',
      'frontdesk_turn_seconds_count 2',
    ]) {
      expect(body.split('\n')).toContain(line);
    }
    expect(body).toMatch(/^frontdesk_process_cpu_seconds_total/m);
  });

  it('tell what waits at this moment, and say nothing while nobody can know', async () => {
    const metrics = createMetrics();
    let away = false;
    metrics.watchQueue(async () => {
      if (away) throw new Failure('store-unavailable', 'away');
      return { approvalsWaiting: 3, oldestAskedAt: 1_700_000_000_000, lagMs: 1_500, paused: {} };
    });
    const lines = (await metrics.render()).body.split('\n');
    for (const line of [
      'frontdesk_approvals_waiting 3',
      'frontdesk_approval_oldest_asked_timestamp_seconds 1700000000',
      'frontdesk_agenda_lag_seconds 1.5',
      'frontdesk_sending_paused 1',
    ])
      expect(lines).toContain(line);
    away = true;
    expect((await metrics.render()).body).not.toMatch(/^frontdesk_(approvals_waiting|sending_paused) /m);
  });

  it('of two Frontdesks in one process do not mix', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.failed('overtaken');
    expect((await one.render()).body).toContain('code="overtaken"');
    expect((await other.render()).body).not.toContain('code="overtaken"');
  });

  it('a task that fails is counted by its code, a bug as unexpected, and both are logged without words', async () => {
    const lines: string[] = [];
    const metrics = createMetrics();
    const log = createLog({ level: 'info', name: 'test' }, { write: (line) => void lines.push(line) });
    const watchers = createWatchers(metrics, log);
    const about = { conversationId: 'c1', task: 'send', attempts: 2 };
    watchers.failed?.(new Failure('rate-limited', 'status 429 for +353 87 123 4567'), about);
    watchers.failed?.(new TypeError('a bug'), about);
    const { body } = await metrics.render();
    expect(body).toContain('frontdesk_failures_total{code="rate-limited"} 1');
    expect(body).toContain('frontdesk_failures_total{code="unexpected"} 1');
    expect(body).not.toContain('c1');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { conversation: 'c1', task: 'send', attempts: 2, err: { code: 'rate-limited' } },
      { conversation: 'c1', err: { type: 'TypeError' } },
    ]);
    expect(lines.join('')).not.toContain('353');
  });
});

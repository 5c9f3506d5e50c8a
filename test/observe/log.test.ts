import { describe, expect, it } from '@jest/globals';
import { createLog, withCorrelation } from '../../src/observe/log.ts';
import { createMetrics } from '../../src/observe/metrics.ts';

function recorded() {
  const lines: Record<string, unknown>[] = [];
  const log = createLog(
    { level: 'debug', name: 'test' },
    { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  return { log, lines };
}

describe('the log', () => {
  it('shows no secret, no address and no number, wherever they hide', () => {
    const { log, lines } = recorded();
    const cause = new Error('fetch to ana@shop.example with Bearer abc.def failed');
    log.error(
      {
        err: new Error('call +353 20 910 1234 with xoxb-123-secret', { cause }),
        token: 'hush',
        config: { appSecret: 'hush' },
      },
      'EAAabcdefghijklmnopqrstuvwxyz failed',
    );
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/hush|xoxb|EAAabc|ana@|910 1234|abc\.def/);
    expect(text).toMatch(/\[secret\]/);
  });

  it('says which conversation a line is about, and never mixes two', async () => {
    const { log, lines } = recorded();
    await Promise.all(
      ['c1', 'c2'].map((conversation) =>
        withCorrelation({ conversation }, async () => {
          log.info({ only: conversation }, 'one');
          await Promise.resolve();
          log.info({}, 'two');
        }),
      ),
    );
    log.info({}, 'outside');
    expect(lines.map(({ conversation, only, msg }) => [msg, conversation, only])).toEqual([
      ['one', 'c1', 'c1'],
      ['one', 'c2', 'c2'],
      ['two', 'c1', undefined],
      ['two', 'c2', undefined],
      ['outside', undefined, undefined],
    ]);
  });
});

describe('the metrics', () => {
  it('count what happened, with few labels and no customer in them', async () => {
    const metrics = createMetrics();
    metrics.received('web', 'new');
    metrics.received('web', 'duplicate');
    metrics.sent('web', 'sent');
    metrics.turned('reply', 'allow', 'planned', 12);
    metrics.decided('approve', 'done');
    metrics.failed('channel-auth');
    const { body } = await metrics.render();
    expect(body).toContain('frontdesk_messages_received_total{channel="web",result="duplicate"} 1');
    expect(body).toContain('frontdesk_turns_total{decision="reply",review="allow",result="planned"} 1');
    expect(body).toContain('frontdesk_verdicts_total{verdict="approve",outcome="done"} 1');
  });
});

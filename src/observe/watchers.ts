/** Turns what the core reports into metrics and log lines. */
import type { Watchers } from '../core.ts';
import { isFailure } from '../domain/failure.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export function createWatchers(metrics: Metrics, log: Log): Watchers {
  return {
    received: metrics.received,
    took({ turn }, result) {
      metrics.turned(turn.decision.kind, turn.review.kind, result, turn.tookMs);
      log.info(
        {
          conversation: turn.conversationId,
          turn: turn.id,
          decision: turn.decision.kind,
          review: turn.review.kind,
          result,
          ms: turn.tookMs,
        },
        'turn',
      );
    },
    sent: metrics.sent,
    decided: metrics.decided,
    failed(error, about) {
      metrics.failed(isFailure(error) ? error.code : 'unexpected');
      // Every poll and every conversation in hand fails while the store is away; that it is away is told once.
      const level = isFailure(error, 'store-unavailable') ? 'debug' : 'error';
      log[level](
        { err: error, conversation: about.conversationId, task: about.task, attempts: about.attempts },
        'a task failed and will be tried again',
      );
    },
  };
}

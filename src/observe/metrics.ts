/** Prometheus metrics of one process. Labels are few and closed: no customer, no conversation. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

interface Tokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What waits in the store, for all processes together. Times in ms since 1970. */
export interface QueueState {
  readonly approvalsWaiting: number;
  readonly oldestAskedAt?: number;
  /** For how many ms the earliest task has been due. */
  readonly lagMs: number;
  /** Present while staff have paused sending. */
  readonly paused?: object;
}

export interface Metrics {
  received(channel: string, result: 'new' | 'duplicate'): void;
  turned(decision: string, review: string, result: 'planned' | 'overtaken', ms: number): void;
  sent(channel: string, result: string): void;
  decided(verdict: string, outcome: string): void;
  failed(code: string): void;
  /** Time in ms, cost in the currency of the price list. */
  modelCalled(call: { task: string; model: string; outcome: string; ms: number; cost: number } & Tokens): void;
  cacheLooked(result: 'same' | 'alike' | 'none'): void;
  /** Asked at every scrape: whether customers of this channel are heard. */
  watchChannel(channel: string, isUp: () => boolean): void;
  /** Asked at every scrape; while it fails (the store is away) the gauges say nothing. */
  watchQueue(ask: () => Promise<QueueState>): void;
  /** When the schedule last beat (ms since 1970); asked at every scrape. */
  watchPulse(lastAt: () => number): void;
  pulseAlarmed(): void;
  render(): Promise<{ contentType: string; body: string }>;
}

export function createMetrics(): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry, prefix: 'frontdesk_' });
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name: `frontdesk_${name}`, help, labelNames, registers });

  const received = counter('messages_received_total', 'Inbound messages by channel; duplicates are redeliveries.', [
    'channel',
    'result',
  ]);
  const turns = counter('turns_total', 'Turns by decision, review and whether they were planned or overtaken.', [
    'decision',
    'review',
    'result',
  ]);
  const sends = counter('sends_total', 'Outgoing messages by channel and result (sent, or a failure code).', [
    'channel',
    'result',
  ]);
  const verdicts = counter('verdicts_total', 'Verdicts of staff by what became of them.', ['verdict', 'outcome']);
  const failures = counter('failures_total', 'Failures met by the agenda, by code.', ['code']);
  const turnSeconds = new Histogram({
    name: 'frontdesk_turn_seconds',
    help: 'Time to decide one turn.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const modelCalls = counter('model_calls_total', 'Calls of language models by task, model and outcome.', [
    'task',
    'model',
    'outcome',
  ]);
  const modelTokens = counter('model_tokens_total', 'Tokens of language models by model and direction.', [
    'model',
    'direction',
  ]);
  const modelCost = counter('model_cost_total', 'What language models cost, in the currency of the price list.', [
    'model',
  ]);
  const cacheLooks = counter('answer_cache_total', 'Looks into the answer cache: same, alike or none.', ['result']);
  const modelSeconds = new Histogram({
    name: 'frontdesk_model_seconds',
    help: 'Time of one call of a language model.',
    labelNames: ['task', 'model'] as const,
    buckets: [0.1, 0.25, 0.5, 1, 2, 4, 6, 10],
    registers,
  });
  const watched = new Map<string, () => boolean>();
  new Gauge({
    name: 'frontdesk_channel_up',
    help: 'Whether customers of a channel with a connection of its own are heard (1) or not (0).',
    labelNames: ['channel'],
    registers,
    collect() {
      for (const [channel, isUp] of watched) this.set({ channel }, isUp() ? 1 : 0);
    },
  });
  let askQueue: (() => Promise<QueueState>) | undefined;
  const gauge = (name: string, help: string) => new Gauge({ name: `frontdesk_${name}`, help, registers });
  const queue = {
    waiting: gauge('approvals_waiting', 'Drafts that wait for a verdict of staff.'),
    oldest: gauge(
      'approval_oldest_asked_timestamp_seconds',
      'When the draft that waits longest was asked; 0: none waits.',
    ),
    lag: gauge('agenda_lag_seconds', 'For how long the earliest task has been due.'),
    paused: gauge('sending_paused', 'Whether staff have paused all sending (1) or not (0).'),
  };
  const pulseAlarms = counter('pulse_alarms_total', 'Alarms of the minute pulse: stopped, slept, clock changed.', []);
  let lastBeatAt: (() => number) | undefined;
  new Gauge({
    name: 'frontdesk_pulse_last_beat_timestamp_seconds',
    help: 'When the minute pulse of this process last beat; 0: it has none.',
    registers,
    collect() {
      this.set((lastBeatAt?.() ?? 0) / 1000);
    },
  });
  async function lookAtQueue(): Promise<void> {
    const state = await askQueue?.().catch(() => undefined);
    if (!state) {
      for (const each of Object.values(queue)) each.remove();
      return;
    }
    queue.waiting.set(state.approvalsWaiting);
    queue.oldest.set((state.oldestAskedAt ?? 0) / 1000);
    queue.lag.set(state.lagMs / 1000);
    queue.paused.set(state.paused ? 1 : 0);
  }
  return {
    watchQueue(ask) {
      askQueue = ask;
    },
    watchPulse(lastAt) {
      lastBeatAt = lastAt;
    },
    pulseAlarmed: () => pulseAlarms.inc(),
    watchChannel: (channel, isUp) => void watched.set(channel, isUp),
    received: (channel, result) => received.inc({ channel, result }),
    turned(decision, review, result, ms) {
      turns.inc({ decision, review, result });
      turnSeconds.observe(ms / 1000);
    },
    sent: (channel, result) => sends.inc({ channel, result }),
    decided: (verdict, outcome) => verdicts.inc({ verdict, outcome }),
    failed: (code) => failures.inc({ code }),
    modelCalled({ task, model, outcome, ms, cost, inputTokens, outputTokens }) {
      modelCalls.inc({ task, model, outcome });
      modelTokens.inc({ model, direction: 'input' }, inputTokens);
      modelTokens.inc({ model, direction: 'output' }, outputTokens);
      modelCost.inc({ model }, cost);
      if (outcome !== 'circuit-open') modelSeconds.observe({ task, model }, ms / 1000);
    },
    cacheLooked: (result) => cacheLooks.inc({ result }),
    async render() {
      await lookAtQueue();
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

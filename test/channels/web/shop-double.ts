/** A shop that keeps conversations in memory: stands in for the core behind a channel that draws its own transcript. */
import { Failure } from '../../../src/domain/failure.ts';
import type { Address, Choice, InboundMessage } from '../../../src/domain/message.ts';
import { describeContent } from '../../../src/domain/message.ts';
import type { Clock, Intake, Transcript, TranscriptLine } from '../../../src/ports.ts';

export interface ShopDouble {
  readonly intake: Intake;
  readonly transcript: Transcript;
  /** Everything that was stored, once each. */
  readonly stored: readonly InboundMessage[];
  /** How many readers wait for news. */
  readonly watchers: number;
  /** While true nothing can be stored or read. */
  down: boolean;
  /** Called for every new message, after it was stored. */
  onMessage: (message: InboundMessage) => void;
  /** Like another process that writes to the same store: nobody is told. */
  saysUnseen(address: Address, text: string): void;
  says(address: Address, text: string, more?: { choices?: readonly Choice[]; from?: 'bot' | 'staff' }): void;
}

export function createShopDouble(clock: Clock): ShopDouble {
  const lines = new Map<string, TranscriptLine[]>();
  const watching = new Set<{ key: string; run: () => void }>();
  const stored: InboundMessage[] = [];
  const ids = new Set<string>();
  const of = ({ channel, key }: Address) => `${channel}:${key}`;
  const mustBeUp = () => {
    if (shop.down) throw new Failure('store-unavailable', 'the double is down');
  };

  function add(address: Address, line: Omit<TranscriptLine, 'n' | 'at'>, tell = true): void {
    const all = lines.get(of(address)) ?? [];
    lines.set(of(address), all);
    all.push({ n: all.length + 1, at: clock.now(), ...line });
    if (tell) for (const { key, run } of [...watching]) if (key === of(address)) run();
  }

  const shop: ShopDouble = {
    stored,
    get watchers() {
      return watching.size;
    },
    down: false,
    onMessage: () => {},
    saysUnseen: (address, text) => add(address, { from: 'bot', text }, false),
    says: (address, text, { choices, from = 'bot' } = {}) =>
      add(address, { from, text, ...(choices ? { choices } : {}) }),
    intake: {
      async message(message) {
        mustBeUp();
        const id = `${message.address.channel}:${message.address.account}:${message.externalId}`;
        if (ids.has(id)) return 'duplicate';
        ids.add(id);
        stored.push(message);
        add(message.address, { from: 'customer', text: describeContent(message.content) });
        shop.onMessage(message);
        return 'new';
      },
      receipt: async () => {},
    },
    transcript: {
      async read(address, after, limit) {
        mustBeUp();
        return (lines.get(of(address)) ?? []).filter(({ n }) => n > after).slice(0, limit);
      },
      async labelOf(address, choiceId) {
        const offered = (lines.get(of(address)) ?? []).flatMap(({ choices = [] }) => choices);
        return offered.findLast(({ id }) => id === choiceId)?.label;
      },
      watch(address, run) {
        const watcher = { key: of(address), run };
        watching.add(watcher);
        return () => void watching.delete(watcher);
      },
    },
  };
  return shop;
}

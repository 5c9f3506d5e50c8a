/** Talks to the shop on standard input and output. Menus are numbered: the customer answers with the number. */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Address } from '../../src/domain/message.ts';
import type { Channel, Clock, Intake, Transcript, TranscriptLine } from '../../src/ports.ts';

export interface TerminalDeps {
  readonly intake: Intake;
  readonly transcript: Transcript;
  readonly clock: Clock;
  readonly input: Readable;
  readonly output: Writable;
}

export interface Terminal {
  readonly channel: Channel;
  /** Reads lines until `/quit` or the end of the input. */
  run(greeting: string): Promise<void>;
}

const PAGE = 100;

/** `key` names the conversation; the default starts a new one. */
export function createTerminal({ intake, transcript, clock, input, output }: TerminalDeps, key: string = randomUUID()): Terminal {
  const address: Address = { channel: 'terminal', account: 'local', key };
  let last = 0;
  let printing: Promise<void> = Promise.resolve();

  const print = async () => {
    for (const line of await transcript.read(address, last, PAGE)) {
      last = line.n;
      if (line.from !== 'customer') output.write(`${drawn(line)}\n`);
    }
  };

  return {
    channel: {
      name: 'terminal',
      capabilities: { maxText: 8_000, maxTextWithChoices: 8_000, maxChoices: 10, numberedChoices: true, reconciliation: 'recorded' },
      send: async () => ({}),
    },
    async run(greeting) {
      output.write(`${greeting}\n`);
      const unwatch = transcript.watch(address, () => {
        printing = printing.then(print).catch((error: unknown) => void output.write(`(cannot read: ${String(error)})\n`));
      });
      const lines = createInterface({ input });
      for await (const line of lines) {
        const text = line.trim();
        if (text === '/quit') break;
        if (text === '') continue;
        try {
          await intake.message({ address, externalId: randomUUID(), aliases: [], content: { kind: 'text', text }, sentAt: clock.now() });
        } catch (error) {
          output.write(`(not stored, please say it again: ${String(error)})\n`);
        }
      }
      lines.close();
      unwatch();
      await printing;
    },
  };
}

function drawn({ from, text, choices = [] }: TranscriptLine): string {
  const menu = choices.map(({ label }, index) => `  ${index + 1}. ${label}`);
  return [`${from === 'staff' ? 'team' : 'shop'}> ${text.replaceAll('\n', '\n      ')}`, ...menu].join('\n');
}

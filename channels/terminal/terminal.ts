/**
 * Talks to the shop on standard input and output. The stored conversation is what is printed, so recording a message is
 * delivering it. Menus are numbered: the customer answers with the number.
 */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { StaffMember } from '../../src/domain/approval.ts';
import type { Address } from '../../src/domain/message.ts';
import type { Channel, Clock, Intake, Transcript, TranscriptLine } from '../../src/ports.ts';

/** Whoever sits at the terminal runs the shop: the one channel on which sending can be stopped, too. */
export interface SendingSwitch {
  paused(): Promise<{ readonly by: string } | undefined>;
  pause(by: StaffMember, why?: string): Promise<unknown>;
  resume(by: StaffMember): Promise<unknown>;
}

export interface TerminalDeps {
  readonly intake: Intake;
  readonly transcript: Transcript;
  readonly sending: SendingSwitch;
  readonly clock: Clock;
  readonly input: Readable;
  readonly output: Writable;
}

export interface Terminal {
  readonly channel: Channel;
  /**
   * Reads lines until `/quit`. When the input ends instead (a pipe), waits for the answer to the last line, for a while.
   * A message that could not be stored is said to be so and the conversation goes on.
   */
  run(greeting: string): Promise<void>;
}

const AT_THE_TERMINAL: StaffMember = { id: 'terminal', name: 'the terminal' };
const COMMAND = /^\/(?:pause|resume)(?:\s|$)/u;
const PAGE = 100;
/** A hint may get lost: look by ourselves as well. */
const LOOK_MS = 1_000;
/** How long a piped conversation waits for its last answer. */
const LAST_ANSWER_MS = 30_000;
/** Escape sequences and other control characters would draw on the screen instead of being read. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/** `key` names the conversation; the default starts a new one. */
export function createTerminal(
  { intake, transcript, sending, clock, input, output }: TerminalDeps,
  key: string = randomUUID(),
): Terminal {
  const address: Address = { channel: 'terminal', account: 'local', key };
  let last = 0;
  let stored = 0;
  let seen = { customerLines: 0, customerN: 0, shopN: 0 };
  let printing: Promise<void> = Promise.resolve();
  let onPrinted = () => {};
  const answered = () => seen.customerLines >= stored && seen.shopN >= seen.customerN;

  async function print(): Promise<void> {
    for (;;) {
      const lines = await transcript.read(address, last, PAGE);
      if (lines.length === 0) return;
      for (const line of lines) {
        last = line.n;
        if (line.from === 'customer') {
          seen = { ...seen, customerLines: seen.customerLines + 1, customerN: line.n };
        } else {
          seen = { ...seen, shopN: line.n };
          output.write(`${drawn(line)}\n`);
        }
      }
      onPrinted();
    }
  }

  function look(): void {
    printing = printing.then(print).catch((error: unknown) => void output.write(`(cannot read: ${reasonOf(error)})\n`));
  }

  /** Resolves when the shop has said something after the last line, when it cannot, or when that takes too long. */
  async function lastAnswer(): Promise<void> {
    await printing;
    if (answered() || (await sending.paused().catch(() => undefined))) return;
    await new Promise<void>((resolve) => {
      const cancel = clock.at(clock.now() + LAST_ANSWER_MS, resolve);
      onPrinted = () => {
        if (!answered()) return;
        cancel();
        resolve();
      };
    });
  }

  async function say(text: string): Promise<void> {
    try {
      await intake.message({
        address,
        externalId: randomUUID(),
        aliases: [],
        content: { kind: 'text', text },
        sentAt: clock.now(),
      });
      stored++;
    } catch (error) {
      output.write(`(not stored, please say it again: ${reasonOf(error)})\n`);
    }
  }

  /** An answer that waits is no answer that is lost: say why none comes. */
  async function tellPause(): Promise<void> {
    const paused = await sending.paused().catch(() => undefined);
    if (paused) output.write(`(sending is paused by ${clean(paused.by)}: answers wait until /resume)\n`);
  }

  async function command(words: string): Promise<void> {
    const [name = '', ...why] = words.split(/\s+/u);
    try {
      if (name === '/resume') {
        await sending.resume(AT_THE_TERMINAL);
        output.write('(sending is on)\n');
      } else {
        await sending.pause(AT_THE_TERMINAL, why.join(' '));
        await tellPause();
      }
    } catch (error) {
      output.write(`(not done: ${reasonOf(error)})\n`);
    }
  }

  return {
    channel: {
      name: 'terminal',
      capabilities: {
        maxText: 8_000,
        maxTextWithChoices: 8_000,
        maxChoices: 10,
        numberedChoices: true,
        reconciliation: 'recorded',
      },
      send: async () => ({}),
    },
    async run(greeting) {
      output.write(`${greeting}\n`);
      const lines = createInterface({ input });
      const unwatch = transcript.watch(address, look);
      let cancel = () => {};
      const tick = () => {
        look();
        cancel = clock.at(clock.now() + LOOK_MS, tick);
      };
      tick();
      let quit = false;
      for await (const line of lines) {
        const text = line.trim();
        if (text === '/quit') {
          quit = true;
          break;
        }
        if (COMMAND.test(text)) await command(text);
        else if (text !== '') {
          await say(text);
          await tellPause();
        }
      }
      lines.close();
      if (!quit) await lastAnswer();
      unwatch();
      cancel();
      await printing;
    },
  };
}

function drawn({ from, text, choices = [] }: TranscriptLine): string {
  const menu = choices.map(({ label }, index) => `  ${index + 1}. ${clean(label)}`);
  return [`${from === 'staff' ? 'team' : 'shop'}> ${clean(text).replaceAll('\n', '\n      ')}`, ...menu].join('\n');
}

function clean(text: string): string {
  return text.replace(CONTROL, '');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

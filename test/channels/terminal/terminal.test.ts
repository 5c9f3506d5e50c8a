import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createTerminal } from '../../../channels/terminal/terminal.ts';
import type { Address } from '../../../src/domain/message.ts';
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts';
import { until } from '../web/event-stream.ts';
import { createShopDouble, type ShopDouble } from '../web/shop-double.ts';

const ADDRESS: Address = { channel: 'terminal', account: 'local', key: 'me' };

interface Session {
  readonly shop: ShopDouble;
  readonly clock: ManualClock;
  readonly input: PassThrough;
  readonly ended: Promise<void>;
  printed(): string;
}

function start(prepare: (shop: ShopDouble) => void = () => {}): Session {
  const clock = createManualClock();
  const shop = createShopDouble(clock);
  prepare(shop);
  const input = new PassThrough();
  const output = new PassThrough({ encoding: 'utf8' });
  let text = '';
  output.on('data', (chunk: string) => {
    text += chunk;
  });
  const sending = createSwitchDouble();
  const terminal = createTerminal({ ...shop, sending, clock, input, output }, ADDRESS.key);
  return { shop, clock, input, ended: terminal.run('Test Shop'), printed: () => text };
}

const answering = (shop: ShopDouble) => {
  shop.onMessage = ({ address }) => shop.says(address, 'We open\nat nine.');
};

/** The switch, and nothing behind it. */
function createSwitchDouble() {
  let by: string | undefined;
  return {
    paused: async () => (by === undefined ? undefined : { by }),
    async pause({ name }: { name: string }) {
      by = name;
    },
    async resume() {
      by = undefined;
    },
  };
}

describe('whoever runs the shop from the terminal', () => {
  it('stops all sending and starts it again, and is told why no answer comes', async () => {
    const { shop, clock, input, ended, printed } = start();
    input.write('/pause wrong prices\nWhen do you open?\n');
    await until(() => printed().split('sending is paused by the terminal').length === 3);
    input.write('/resume\n');
    await until(() => printed().includes('(sending is on)'));
    input.end('/quit\n');
    await ended;
    expect(shop.stored.map(({ content }) => content)).toEqual([{ kind: 'text', text: 'When do you open?' }]);
    expect(clock.pending).toBe(0);
  });

  it('does not wait for an answer that cannot come', async () => {
    const { input, ended, printed } = start();
    input.end('/pause\nWhen do you open?\n');
    await ended;
    expect(printed()).toContain('answers wait until /resume');
  });
});

describe('a customer at the terminal', () => {
  it('is greeted, writes, reads the answer, and leaves with /quit', async () => {
    const { shop, clock, input, ended, printed } = start(answering);
    input.write('When do you open?\n');
    await until(() => printed().includes('at nine.'));
    input.write('/quit\n');
    await ended;
    expect(printed()).toBe('Test Shop\nshop> We open\n      at nine.\n');
    expect(shop.stored).toMatchObject([{ address: ADDRESS, content: { kind: 'text', text: 'When do you open?' } }]);
    expect([shop.watchers, clock.pending]).toEqual([0, 0]);
  });

  it('sees a menu as numbers, and its number goes to the shop as it was typed', async () => {
    const { shop, input, ended, printed } = start();
    const choices = [
      { id: 'booking:basic', label: 'Basic service' },
      { id: 'booking:full', label: 'Full service' },
    ];
    shop.says(ADDRESS, 'What can we do?', { choices });
    await until(() => printed().includes('2.'));
    input.write('2\n/quit\n');
    await ended;
    expect(printed()).toContain('shop> What can we do?\n  1. Basic service\n  2. Full service\n');
    expect(shop.stored[0]?.content).toEqual({ kind: 'text', text: '2' });
  });

  it('sees who of the shop is speaking', async () => {
    const { shop, input, ended, printed } = start();
    shop.says(ADDRESS, 'Ana here.', { from: 'staff' });
    await until(() => printed().includes('Ana'));
    input.end('/quit\n');
    await ended;
    expect(printed()).toContain('team> Ana here.');
  });

  it('is told when a message was not stored, and can say it again', async () => {
    const { shop, input, ended, printed } = start(answering);
    await until(() => shop.watchers === 1);
    shop.down = true;
    input.write('hello\n');
    await until(() => printed().includes('not stored'));
    shop.down = false;
    input.write('hello\n');
    await until(() => printed().includes('We open'));
    input.write('/quit\n');
    await ended;
    expect(shop.stored).toHaveLength(1);
  });

  it('who pipes questions in gets the last answer before it ends', async () => {
    const { shop, input, ended, printed } = start();
    shop.onMessage = ({ address }) => {
      setImmediate(() => shop.says(address, 'We open at nine.'));
    };
    input.end('When do you open?\n\n');
    await ended;
    expect(printed()).toContain('shop> We open at nine.');
  });

  it('who pipes a question in that nobody answers is not kept waiting for ever', async () => {
    const { shop, clock, input, ended, printed } = start();
    input.end('Anybody?\n');
    await until(() => shop.stored.length === 1 && clock.pending === 2);
    clock.advance(30_000);
    await ended;
    expect(printed()).toBe('Test Shop\n');
    expect(clock.pending).toBe(0);
  });

  it('hears what another process has written for them', async () => {
    const { shop, clock, input, ended, printed } = start();
    await until(() => clock.pending === 1);
    shop.saysUnseen(ADDRESS, 'A reminder.');
    clock.advance(1_000);
    await until(() => printed().includes('A reminder.'));
    input.end('/quit\n');
    await ended;
  });

  it('whose own words come back cannot have their screen redrawn by them', async () => {
    const { shop, input, ended, printed } = start();
    shop.says(ADDRESS, 'You said \u001b[2J\u0007boo', { choices: [{ id: 'x:1', label: '\u001b[31mred' }] });
    await until(() => printed().includes('red'));
    input.end('/quit\n');
    await ended;
    expect(printed()).toContain('You said [2Jboo\n  1. [31mred');
  });
});

import { describe, expect, it } from '@jest/globals';
import { loadBusiness } from '../src/business-config.ts';
import { consentWord, quickReply, wantsPerson } from '../src/phrases.ts';

const loaded = loadBusiness('config');
if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
const { business } = loaded;

describe('phrases with a fixed meaning', () => {
  it.each(['STOP', ' stop ', 'Stop!', 'stop.', 'STOP 🛑'])('%j is a refusal', (text) => {
    expect(consentWord(text, business)).toBe('stop');
  });

  it.each(["stop, Joe isn't coming", 'please stop by at five', 'non-stop', 'do you stop at 5?'])(
    '%j is not',
    (text) => {
      expect(consentWord(text, business)).toBeUndefined();
    },
  );

  it('START takes it back', () => {
    expect(consentWord('start', business)).toBe('start');
  });

  it.each(['Can I talk to a human?', 'I want to speak to a real person please', 'HUMAN PLEASE'])(
    '%j asks for a person',
    (text) => {
      expect(wantsPerson(text, business)).toBe(true);
    },
  );

  it.each(['Is there room for one more person?', 'Do you fix bikes for tall people?'])('%j does not', (text) => {
    expect(wantsPerson(text, business)).toBe(false);
  });

  it('a quick reply fills in what was captured, and only whole messages match', () => {
    const config = { quickReplies: [{ pattern: 'ping (\\S+)', reply: 'pong $1' }] };
    expect(quickReply('ping 42', config)).toBe('pong 42');
    expect(quickReply('  PING abc ', config)).toBe('pong abc');
    expect(quickReply('please ping 42 now', config)).toBeUndefined();
    expect(quickReply('ping $&', config)).toBe('pong $&');
  });
});

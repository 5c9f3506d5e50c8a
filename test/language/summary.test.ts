/** Staff who were not there get a few plain lines; nothing in them that nobody said. */
import { describe, expect, it } from '@jest/globals';
import { append, type Conversation, newConversation } from '../../src/domain/conversation.ts';
import type { Content } from '../../src/domain/message.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { INTENTS, SALON } from './juniper-hair.ts';

const language = createLocalLanguage({ intents: INTENTS, business: SALON });
const AT = Date.parse('2026-11-21T10:30:00Z');

function said(conversation: Conversation, content: string | Content): Conversation {
  const n = conversation.lastN + 1;
  return append(conversation, {
    kind: 'customer-said',
    at: AT + n,
    sentAt: AT + n,
    externalId: `m${n}`,
    content: typeof content === 'string' ? { kind: 'text', text: content } : content,
  });
}

function answered(conversation: Conversation, text: string, state: 'sent' | 'failed' = 'sent'): Conversation {
  const delivery = state === 'sent' ? { state, at: AT } : { state, failure: 'undeliverable', at: AT };
  return append(conversation, {
    kind: 'bot-said',
    at: AT,
    sendId: 's',
    speaker: { kind: 'bot' },
    message: { kind: 'text', text, choices: [] },
    delivery,
  });
}

const start = newConversation({ id: 'c1', address: { channel: 'web', account: 'a', key: 'k' }, customerId: 'u1' }, AT);

describe('the summary for staff', () => {
  it('says what it is about, the latest words, the day mentioned and what was answered', async () => {
    let talk = said(start, 'hi there');
    talk = answered(talk, 'Hello, how can we help?');
    talk = said(talk, "I'd like to book a haircut for Tuesday at 10");
    talk = said(talk, 'thanks!');
    const lines = (await language.summarise(talk.entries)).split('\n');
    expect(lines).toContain('Seems to be about: book appointment.');
    expect(lines).toContain('Latest message: "I\'d like to book a haircut for Tuesday at 10"');
    expect(lines).toContain('Day or time mentioned: "Tuesday at 10" (2026-11-24 10:00)');
    expect(lines).toContain('The bot said last: "Hello, how can we help?"');
    expect(lines.length).toBeLessThanOrEqual(8);
  });

  it('leaves the subject open when it is not clear', async () => {
    const summary = await language.summarise(said(start, 'my cat has eaten the invoice of the spaceship').entries);
    expect(summary).not.toContain('Seems to be about');
    expect(summary).toContain('spaceship');
    expect(summary).toContain('Nothing was answered yet.');
  });

  it('tells of photos, of a reply that did not arrive and of what a tool answered', async () => {
    let talk = said(start, { kind: 'media', mediaType: 'image', mediaId: 'x' });
    talk = answered(talk, 'We will have a look.', 'failed');
    talk = append(talk, {
      kind: 'tool-answered',
      at: AT,
      taskId: 't',
      tool: 'book-slot',
      ok: true,
      result: { reference: 'JH-7K3M', nested: {} },
    });
    const summary = await language.summarise(talk.entries);
    expect(summary).toContain('[image]');
    expect(summary).toContain('"We will have a look." (not delivered)');
    expect(summary).toContain('book-slot: done (reference JH-7K3M)');
  });

  it('keeps one line per fact and cuts long messages, however the customer writes', async () => {
    const summary = await language.summarise(
      said(start, `Complaint:\n${'my colour came out orange and '.repeat(40)}`).entries,
    );
    expect(summary.split('\n').every((line) => line.length < 220)).toBe(true);
    expect(summary).toContain('…');
  });

  it('is empty when the customer has said nothing', async () => {
    expect(await language.summarise([])).toBe('');
    expect(await language.summarise(answered(start, 'Hello?').entries)).toBe('');
  });
});

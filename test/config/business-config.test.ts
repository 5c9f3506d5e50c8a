import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { patternFault } from '../../src/business-config/safe-pattern.ts';
import { loadBusiness } from '../../src/business-config.ts';
import { faultLine } from '../../src/fault.ts';
import { consentWord, quickReply, wantsPerson } from '../../src/phrases.ts';

const CONFIG = join(import.meta.dirname, '../../config');
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((dir) => rm(dir, { recursive: true })));
});

/** The shipped config with words exchanged in one file. */
async function changed(
  file: string,
  ...changes: readonly (readonly [from: string, to: string])[]
): Promise<readonly string[]> {
  const dir = await mkdtemp(join(tmpdir(), 'frontdesk-config-'));
  folders.push(dir);
  await cp(CONFIG, dir, { recursive: true });
  let text = await readFile(join(dir, file), 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`the shipped ${file} holds no "${from}"`);
    text = text.replace(from, () => to);
  }
  await writeFile(join(dir, file), text);
  const loaded = loadBusiness(dir);
  return 'faults' in loaded ? loaded.faults.map(faultLine) : [];
}

function shipped() {
  const loaded = loadBusiness(CONFIG);
  if ('faults' in loaded) throw new Error(loaded.faults.map(faultLine).join('\n'));
  return loaded.business;
}

describe('the shipped business', () => {
  it('loads without a fault', () => {
    expect(shipped().name).toBe('Harbour Cycles');
  });

  it('teaches every intent with at least 25 sentences', () => {
    for (const intent of shipped().intents)
      expect([intent.id, intent.examples.length >= 25]).toEqual([intent.id, true]);
  });

  it('lets staff see quotes, discounts and refunds first', () => {
    const drafts = shipped()
      .intents.filter(({ autonomy }) => autonomy !== 'auto')
      .map(({ id }) => id);
    expect(drafts).toEqual(['returns-refunds', 'quote-request', 'discount']);
  });

  it.each([
    'I want to speak to a human',
    'can I talk to someone please',
    'human please',
    'get me a real person',
    'can someone call me',
    'put me through to the manager',
    'I do not want a bot, not a machine',
  ])('knows that "%s" asks for a person', (text) => {
    expect(wantsPerson(text, shipped())).toBe(true);
  });

  it.each([
    'can a second person ride in the trailer',
    'how many people fit on a tandem',
    'do you have an agent for Cube',
    'what is your phone number',
  ])('does not take "%s" for a wish to talk to a person', (text) => {
    expect(wantsPerson(text, shipped())).toBe(false);
  });

  it('stops on the word alone, in many languages, and not inside a sentence', () => {
    for (const word of ['STOP', 'stop!', 'Unsubscribe', 'ARRÊT', 'Baja', 'стоп', '停止', 'إيقاف', 'stopp', 'Wypisz']) {
      expect([word, consentWord(word, shipped())]).toEqual([word, 'stop']);
    }
    for (const text of ["stop, Joe isn't coming", 'cancel', 'where is the bus stop', 'can you stop by', 'no']) {
      expect([text, consentWord(text, shipped())]).toEqual([text, undefined]);
    }
    expect(consentWord('Start', shipped())).toBe('start');
  });

  it('answers a ping with the same word', () => {
    expect(quickReply('ping abc-1', shipped())).toBe('pong abc-1');
  });
});

describe('every sentence the software says', () => {
  it('is there for the customer', async () => {
    const root = join(import.meta.dirname, '../../src');
    const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.ts'));
    const sources = await Promise.all(files.map((name) => readFile(join(root, name), 'utf8')));
    const said = sources.flatMap((source) =>
      [...source.matchAll(/\b(?:say|configured|clearedSentence)\([\w.]*business, '([\w.-]+)'/gu)].map(
        ([, key = '']) => key,
      ),
    );
    expect(said.length).toBeGreaterThan(5);
    expect(said.filter((key) => shipped().texts[key] === undefined)).toEqual([]);
  });
});

describe('a mistake in config', () => {
  it('is named with file, line and path', async () => {
    const faults = await changed('business.yaml', ['minutes: 60', 'minutes: sixty']);
    expect(faults).toEqual([
      expect.stringMatching(
        /^business\.yaml:\d+ services\.0\.minutes: expected a whole number from 5 to 720, got "sixty"$/u,
      ),
    ]);
  });

  it('is listed next to every other, not one at a time', async () => {
    const faults = await changed(
      'business.yaml',
      ['timeZone: Europe/Dublin', 'timeZone: Europe/Dubln'],
      ["from: '10:00'", "from: '25:00'"],
      ['email: hello@', 'email: hello-at-'],
    );
    expect(faults).toHaveLength(3);
  });

  it('in a name is met with what was probably meant', async () => {
    expect(await changed('business.yaml', ['phone:', 'phnoe:'])).toEqual([
      expect.stringMatching(/ phone: expected .*, got nothing$/u),
      expect.stringContaining('did you mean "phone"?'),
    ]);
    expect(await changed('business.yaml', ['    minutes: 60', '    minuts: 60'])).toEqual([
      expect.stringContaining('services.0.minutes'),
      expect.stringContaining('did you mean "minutes"?'),
    ]);
  });

  it('that breaks the YAML is named with its line', async () => {
    expect(await changed('business.yaml', ['name: Harbour Cycles', 'name: "Harbour Cycles'])).toEqual([
      expect.stringMatching(/^business\.yaml:\d+: expected well-formed YAML/u),
    ]);
  });

  it('in a missing file is named', async () => {
    const loaded = loadBusiness('/nowhere');
    expect('faults' in loaded && loaded.faults.map(({ path }) => path)).toEqual([
      'business.yaml',
      'agents.yaml',
      'conversation.yaml',
    ]);
  });

  it.each([
    [
      'a service done by nobody we know',
      'business.yaml',
      'staff: [aoife, ciaran]',
      'staff: [aoife, kieran]',
      'services.0.staff.1',
    ],
    ['two services with one id', 'business.yaml', 'id: full-service', 'id: basic-service', 'services.1.id'],
    ['a shop that closes before it opens', 'business.yaml', "to: '20:00'", "to: '09:00'", 'openingHours.thursday.0'],
    ['a day that is in no calendar', 'business.yaml', '2026-12-25', '2026-12-32', 'closedOn.0.date'],
    ['a currency nobody has', 'business.yaml', 'currency: EUR', 'currency: EUX', 'currency'],
    [
      'units from a question without a number',
      'business.yaml',
      'unitsFrom: bikes, unitName: bike,',
      'unitsFrom: kind, unitName: bike,',
      'sales.offers.0.price.unitsFrom',
    ],
    [
      'a choice without options',
      'business.yaml',
      'options: [Half a day, Full day]',
      'options: []',
      'sales.offers.3.questions.2.options',
    ],
    ['an agent that does not exist', 'agents.yaml', 'agent: booking', 'agent: bokking', 'did you mean "booking"?'],
    [
      'a label too long for a button',
      'agents.yaml',
      'label: Opening hours',
      'label: The hours in which we are open',
      'intents.4.label',
    ],
    [
      'one sentence under two intents',
      'agents.yaml',
      '- goodbye',
      '- Hello',
      'a sentence not yet listed under greeting',
    ],
    ['an ask above act', 'agents.yaml', 'ask: 0.4', 'ask: 0.9', 'confidence.ask'],
    ['a pattern that does not compile', 'conversation.yaml', "'ping (\\S+)'", "'ping (\\S+'", 'quickReplies.0.pattern'],
    [
      'a pattern that could hang the shop',
      'conversation.yaml',
      "'ping (\\S+)'",
      "'ping (\\S+)+'",
      'makes matching slow',
    ],
    ['a reply with a capture too many', 'conversation.yaml', 'pong $1', 'pong $2', 'quickReplies.0.reply'],
    [
      'a placeholder nobody fills',
      'conversation.yaml',
      'I have noted {when}.',
      'I have noted {wen}.',
      'texts.booking.askServiceFor: expected only the placeholders {when}, {shop}, got {wen}',
    ],
    ['a sentence under a mistyped key', 'conversation.yaml', '  rejected:', '  rejetced:', 'did you mean "rejected"?'],
    [
      'a sentence that nobody says',
      'conversation.yaml',
      '  rejected:',
      '  jokeOfTheDay:',
      'texts.jokeOfTheDay: expected a key',
    ],
    [
      'the answer of an intent that is not there',
      'conversation.yaml',
      '  rejected:',
      '  intent.pricse:',
      'did you mean "prices"?',
    ],
    ['a stop word that also starts', 'conversation.yaml', '    - unstop', '    - parar', 'consent.start'],
    ['a wait above the cap', 'conversation.yaml', 'greetingMs: 2500', 'greetingMs: 25000', 'waits.greetingMs'],
    ['a way to escalate that is mistyped', 'business.yaml', 'how: thread }', 'how: tread }', 'did you mean "thread"?'],
    [
      'somebody to be asked who has no number',
      'business.yaml',
      'how: thread }',
      'how: whatsapp, who: [U1] }',
      'escalation.0.who.0: expected the id of somebody in approvals.phones',
    ],
    [
      'a number for somebody who may not decide',
      'business.yaml',
      'approvers: []',
      "approvers: [U2]\n  phones: [{ id: U1, name: Aoife, phone: '+353 86 111 2222' }]",
      'approvals.phones.0.id: expected somebody of approvals.approvers',
    ],
    [
      'one number for two people',
      'business.yaml',
      'approvers: []',
      "approvers: []\n  phones: [{ id: U1, name: A, phone: '+353861112222' }, { id: U2, name: B, phone: '+353 86 111 2222' }]",
      'approvals.phones.1: expected each person and each number once',
    ],
    [
      'a template for staff that does not exist',
      'business.yaml',
      'approvers: []',
      'approvers: []\n  staffTemplate: nothing',
      'approvals.staffTemplate: expected the id of one of templates',
    ],
    [
      'quiet hours without length',
      'business.yaml',
      "quietHours: { from: '20:30'",
      "quietHours: { from: '08:30'",
      'quietHours',
    ],
  ])('is found: %s', async (_, file, from, to, words) => {
    expect((await changed(file, [from, to])).join('\n')).toContain(words);
  });
});

describe('patterns from config', () => {
  it.each([
    '(a+)+',
    '(a*)*b',
    '(?:a|a)*',
    '(\\w+\\s?)*',
    '((ab)+c)*',
    '(a|b|ab)+',
    '.*.*.*x',
    '(.+)\\1',
    '(?=a+)b',
    'x{1,99}{2}',
    'a'.repeat(301),
    '(',
    '(?:x{20,}y)+',
  ])('are refused when a customer could hang us with them: %s', (source) => {
    expect(patternFault(source)).toEqual(expect.any(String));
  });

  it.each([
    'ping (\\S+)',
    'order (\\d{4,10})',
    '^(?:a |an )?person(?: please)?$',
    '[(+*]+x',
    '\\(a\\)+',
    'is (?:it|this) (?:open|closed) .*',
  ])('are taken when they are harmless: %s', (source) => {
    expect(patternFault(source)).toBeUndefined();
  });
});

describe('the calendar rules of a shop', () => {
  it('must name resources that exist', async () => {
    const faults = await changed(
      'business.yaml',
      ['resources: []', 'resources: [{ id: bay, name: Bay, count: 2 }]'],
      ['    staff: [niamh]', '    staff: [niamh]\n    resources: [bai]'],
    );
    expect(faults).toEqual([expect.stringMatching(/services\.7\.resources\.0: expected .*did you mean "bay"/)]);
  });

  it('must keep buffers within the day', async () => {
    const faults = await changed('business.yaml', [
      '    staff: [niamh]',
      '    staff: [niamh]\n    buffer: { before: 0, after: 241 }',
    ]);
    expect(faults).toHaveLength(1);
    const late = await changed(
      'business.yaml',
      ["to: '20:00'", "to: '23:50'"],
      ['    staff: [niamh]', '    staff: [niamh]\n    buffer: { before: 0, after: 15 }'],
    );
    expect(late).toEqual([expect.stringMatching(/services\.7\.buffer: expected buffers that stay within the day/)]);
  });

  it('must list a date once, and every span in order', async () => {
    const faults = await changed('business.yaml', [
      'specialHours: []',
      "specialHours: [{ date: '2026-12-25', hours: [{ from: '12:00', to: '11:00' }], reason: Twice }]",
    ]);
    expect(faults).toEqual([
      expect.stringMatching(/specialHours\.0\.hours\.0: expected a closing time after the opening time/),
      expect.stringMatching(/specialHours\.0\.date: expected a date listed once/),
    ]);
  });

  it('must not send a colleague home before they went, or ask for more notice than can be given', async () => {
    const faults = await changed(
      'business.yaml',
      ['role: bike fitter }', "role: bike fitter, away: [{ from: '2027-01-08', to: '2027-01-04' }] }"],
      ['    staff: [niamh]', '    staff: [niamh]\n    leadMinutes: 2880\n    horizonDays: 2'],
    );
    expect(faults).toEqual([
      expect.stringMatching(/staff\.2\.away\.0: expected a last day not before the first/),
      expect.stringMatching(/services\.7\.leadMinutes: expected a lead time shorter/),
    ]);
  });
});

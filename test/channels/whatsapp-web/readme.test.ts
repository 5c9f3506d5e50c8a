/** What the README says of the shop's own phone is what the code does and says. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../channels/whatsapp-web/pacing.ts';
import { PATIENCE } from '../../../channels/whatsapp-web/supervisor.ts';
import { NOTICE } from '../../../channels/whatsapp-web/terminal-qr.ts';

const readme = readFileSync('README.md', 'utf8');
const section = readme.slice(readme.indexOf("### Through the shop's own phone"), readme.indexOf('## Connect Slack'));
const folder = 'channels/whatsapp-web';
const code = readdirSync(folder)
  .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
  .join('\n')
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it stands in the code
  .replaceAll('${patience.readyMs / 1000}', String(PATIENCE.readyMs / 1000));

describe('the README on the shop’s own phone', () => {
  it('says plainly, as the start does, that WhatsApp does not permit it and what to use instead', () => {
    for (const text of [section, NOTICE]) {
      expect(text).toMatch(/WhatsApp does not permit (?:such|unofficial) clients/);
      expect(text).toMatch(/may block (?:the|a)\s+number/);
      expect(text).toMatch(/Cloud API.* is the recommended route/);
    }
  });

  it('names failures in the words people will see', () => {
    const table = section.slice(section.indexOf('| What you see'), section.indexOf('After a minute without'));
    const first = table
      .split('\n')
      .slice(2)
      .map((row) => row.split('|')[1] ?? '');
    const said = first.flatMap((cell) => [...cell.matchAll(/\*([^*]+)\*/gu)].map((match) => match[1] ?? ''));
    expect(said.length).toBeGreaterThan(8);
    const parts = said.flatMap((words) => words.split(' ... '));
    expect(parts.filter((words) => !code.includes(words))).toEqual([]);
  });

  it('names the limits that are in force', () => {
    expect(section).toContain(`at most ${LIMITS.perMinute} messages a minute and ${LIMITS.perDay} a day`);
  });
});

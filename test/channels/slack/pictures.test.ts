/** A code to scan in the staff room: there is never more than one, and none when it is no longer needed. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { createStaffCode } from '../../../channels/whatsapp-web/staff-code.ts';
import { POST_ONLY_TOKEN } from '../../fakes/slack/seed.ts';
import { until } from '../../fakes/whatsapp-web/stand-in.ts';
import { openSlackRoom, type SlackRoom } from './slack-room.ts';

describe('staff who are to scan a code', () => {
  let room: SlackRoom;
  afterEach(() => room.close());
  const called = (method: string) => room.workspace.proxy.calls.filter((call) => call.method === method).length;

  it('see the newest only, and nothing once the phone is linked', async () => {
    room = await openSlackRoom();
    const png = Buffer.from('a picture');
    await room.slack.showPicture({ png, words: 'Scan this' });
    expect(called('files.completeUploadExternal')).toBe(1);
    expect(called('files.delete')).toBe(0);
    await room.slack.showPicture({ png, words: 'Scan this' });
    expect(called('files.completeUploadExternal')).toBe(2);
    expect(called('files.delete')).toBe(1);
    await room.slack.showPicture(undefined);
    expect(called('files.delete')).toBe(2);
    expect(room.log.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  it('are no worse off with an app that may not show pictures: the desk stays well', async () => {
    room = await openSlackRoom({ botToken: POST_ONLY_TOKEN });
    await until(() => room.slack.health().ok, 'Slack to answer');
    const shown = room.slack.showPicture({ png: Buffer.from('a picture'), words: 'Scan this' });
    await expect(shown).rejects.toThrow(/missing_scope/);
    expect(room.slack.health().ok).toBe(true);
  });

  it('are spared a code that nobody comes for: after some minutes it is taken away', async () => {
    room = await openSlackRoom();
    const seen: string[] = [];
    const quiet = { debug() {}, info() {}, warn() {}, error() {} };
    const show = createStaffCode(async (picture) => void seen.push(picture ? 'code' : 'nothing'), { log: quiet });
    const shown = (count: number) => until(() => seen.length === count, `${count} changes of the room`);
    const codes = Array.from({ length: 15 }, () => 'code');
    for (let n = 0; n < 16; n++) {
      show(`2@ref${n}`);
      await shown(n + 1);
    }
    show('2@nobody looks');
    show(undefined);
    await shown(17);
    show('2@again');
    await shown(18);
    expect(seen).toEqual([...codes, 'nothing', 'nothing', 'code']);
  });
});

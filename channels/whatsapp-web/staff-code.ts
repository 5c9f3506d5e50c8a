/**
 * The code to scan in the staff room, while it is worth looking at: each new one replaces the last. After some minutes
 * in which nobody came it is taken away; the console goes on showing it.
 */
import { toBuffer } from 'qrcode';
import type { Log } from './log.ts';

export interface CodePicture {
  readonly png: Buffer;
  readonly words: string;
}

const WORDS =
  'Link the shop’s phone: Settings, Linked devices, Link a device, and scan this code. It is replaced every 20 seconds or so; the console shows it for longer.';
/** A code lives about 20 seconds: five minutes. */
const MOST_CODES = 15;

/** `undefined`: the phone is linked. What comes while one is being shown waits, and only the newest counts. */
export function createStaffCode(
  show: (picture: CodePicture | undefined) => Promise<void>,
  { log }: { log: Log },
): (code: string | undefined) => void {
  let count = 0;
  let wanted: { readonly code: string | undefined } | undefined;
  let showing = false;

  async function run(): Promise<void> {
    if (showing) return;
    showing = true;
    for (let next = wanted; next; next = wanted) {
      wanted = undefined;
      try {
        await show(
          next.code === undefined ? undefined : { png: await toBuffer(next.code, { scale: 6 }), words: WORDS },
        );
      } catch (error) {
        log.warn(
          { err: error },
          'whatsapp-web: the code could not be shown in the staff room; it stands in the console',
        );
      }
    }
    showing = false;
  }

  return (code) => {
    count = code === undefined ? 0 : count + 1;
    if (count > MOST_CODES + 1) return;
    wanted = { code: count > MOST_CODES ? undefined : code };
    void run();
  };
}

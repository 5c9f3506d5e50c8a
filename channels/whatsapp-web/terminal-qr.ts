/** The code to scan, drawn in the terminal. A new one replaces the old every 20 seconds or so: only the newest counts. */
import { toString as drawn } from 'qrcode';

export const NOTICE = [
  'WhatsApp through the shop’s own phone is an unofficial client. WhatsApp does not permit such clients and may block the',
  'number. The official Cloud API is the recommended route (README, Connect WhatsApp).',
  '',
].join('\n');
const HOW = 'On the shop’s phone: Settings, Linked devices, Link a device. Then scan this:';

/** Draws the code; `undefined`: it is no longer needed. */
export function createTerminalQr(write: (text: string) => void): (code: string | undefined) => void {
  return (code) => {
    if (code === undefined) return write('The phone is linked.\n');
    drawn(code, { type: 'utf8', errorCorrectionLevel: 'L' }).then(
      (picture) => write(`${HOW}\n${picture}\n`),
      () => write('The code to scan could not be drawn here; it stands in the console.\n'),
    );
  };
}

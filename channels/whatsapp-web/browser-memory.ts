/** How much memory a browser takes with all its processes. Linux tells; elsewhere the answer is "unknown". */
import { readFileSync } from 'node:fs';
import type { Client } from 'whatsapp-web.js';

type Browser = NonNullable<Client['pupBrowser']>;

/** Bytes, memory that processes share counted once; undefined where the machine does not tell. */
export async function memoryOf(browser: Browser): Promise<number | undefined> {
  const session = await browser.target().createCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const sizes = processInfo.map(({ id }) => proportionalSize(id)).filter((size) => size !== undefined);
    return sizes.length === 0 ? undefined : sizes.reduce((sum, size) => sum + size, 0);
  } finally {
    await session.detach().catch(() => {});
  }
}

function proportionalSize(pid: number): number | undefined {
  try {
    const kilobytes = /^Pss:\s*(\d+) kB/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/** Looks into a ZIP before anything else does: how much it really unpacks to, counted while unpacking, and what its names say. */
import { Unzip, UnzipInflate } from 'fflate';

/** What a document of the allowed size honestly unpacks to. */
const MAX_UNPACKED = 60_000_000;
const MAX_FILES = 2_000;
const PIECE = 65_536;

/** One sentence about why not; undefined when it is harmless. */
export function zipFault(bytes: Uint8Array): string | undefined {
  let unpacked = 0;
  let files = 0;
  let fault: string | undefined;
  const unzip = new Unzip((file) => {
    files += 1;
    if (/(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[a-z]:/iu.test(file.name)) fault ??= 'a path in it leads out of the file';
    if (files > MAX_FILES) fault ??= `it holds more than ${MAX_FILES} files`;
    file.ondata = (error, data) => {
      if (error) fault ??= 'it is damaged';
      unpacked += data?.length ?? 0;
      if (unpacked > MAX_UNPACKED) {
        fault ??= `it unpacks to more than ${MAX_UNPACKED / 1_000_000} MB`;
        file.terminate();
      }
    };
    if (!fault) file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length && !fault; at += PIECE)
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  } catch {
    fault ??= 'it is damaged';
  }
  return fault ?? (files === 0 ? 'it is no ZIP with files in it' : undefined);
}

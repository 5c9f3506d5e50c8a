/**
 * Keeps what customers send along: photos, voice notes, documents. After the message is stored, never before; within a
 * size limit; a file that cannot be had now is still on the phone.
 */
import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Link, PhoneMessage } from './link.ts';
import type { Log } from './log.ts';

export interface MediaStore {
  /** Never rejects. */
  fetch(message: PhoneMessage, link: Link): Promise<void>;
}

/** Where the media of this id is kept; the id stands in the conversation. No extension: nothing opens it by itself. */
export function mediaPath(dir: string, mediaId: string): string {
  return join(dir, createHash('sha256').update(mediaId).digest('base64url').slice(0, 32));
}

export function createMediaStore(
  { dir, maxBytes }: { dir: string; maxBytes: number },
  { log }: { log: Log },
): MediaStore {
  return {
    async fetch({ id, pageId, size }, link) {
      if (size !== undefined && size > maxBytes) {
        log.info({ bytes: size, maxBytes }, 'whatsapp-web: a file is too large to keep; it is on the phone');
        return;
      }
      try {
        const media = await link.download(pageId);
        if (!media || media.bytes.length > maxBytes) {
          log.info({ there: media !== undefined }, 'whatsapp-web: a file was not kept; it is on the phone');
          return;
        }
        await mkdir(dir, { recursive: true });
        const path = mediaPath(dir, id);
        await writeFile(`${path}.part`, media.bytes, { mode: 0o600 });
        await rename(`${path}.part`, path);
      } catch (error) {
        log.warn({ err: error }, 'whatsapp-web: a file could not be kept; it is on the phone');
      }
    },
  };
}

/**
 * One picture for staff that changes, such as a code to scan: each new one replaces the last, so that nobody acts on an
 * old one. Whoever can read the room can use what it shows.
 */
import type { webApi } from '@slack/bolt';
import type { ApprovalRoom } from './approval-room.ts';
import type { Log } from './log.ts';
import { failureOf } from './slack-failures.ts';

export interface StaffPicture {
  readonly png: Buffer;
  readonly words: string;
}

/** Shows the picture in the room in place of the one before; `undefined` takes it away. Throws Failure. */
export type ShowPicture = (picture: StaffPicture | undefined) => Promise<void>;

interface Deps {
  readonly client: webApi.WebClient;
  readonly room: ApprovalRoom;
  readonly log: Log;
}

export function createPictures({ client, room, log }: Deps): ShowPicture {
  let shown: readonly string[] = [];

  async function remove(files: readonly string[]): Promise<void> {
    for (const file of files) {
      try {
        await client.files.delete({ file });
      } catch (error) {
        log.warn({ err: error }, 'slack: an outdated picture could not be taken away');
      }
    }
  }

  return async (picture) => {
    const before = shown;
    shown = [];
    if (picture) {
      const { png, words } = picture;
      const channel_id = await room.id();
      const file = { file: png, filename: 'code.png', title: 'Code', initial_comment: words };
      // Not by way of `createCall`: an app that was installed without files:write is no worse a desk for it.
      const answer = await client.filesUploadV2({ channel_id, ...file }).catch((error: unknown) => {
        throw failureOf(error, 'files.completeUploadExternal', 'once');
      });
      const { files = [] } = answer as { files?: readonly { files?: readonly { id?: string }[] }[] };
      shown = files.flatMap((upload) => (upload.files ?? []).flatMap(({ id }) => (id ? [id] : [])));
    }
    await remove(before);
  };
}

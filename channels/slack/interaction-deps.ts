/** What clicks, dialogs and shortcuts share. */

import type { webApi } from '@slack/bolt';
import type { Card, CardRef } from '../../src/domain/approval.ts';
import type { Clock, StaffActions } from '../../src/ports.ts';
import type { ApprovalRoom } from './approval-room.ts';
import type { SayWhen } from './card-buttons.ts';
import type { Log } from './log.ts';
import type { MayDecide } from './who-may-decide.ts';

export interface InteractionDeps {
  readonly actions: StaffActions;
  /** Short time-outs and no retries: a trigger lives three seconds. */
  readonly interactive: webApi.WebClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly mayDecide: MayDecide;
  readonly room: ApprovalRoom;
  readonly sayWhen: SayWhen;
  /** Draws the card anew where it was clicked; never throws. */
  readonly redraw: (card: Card, place: CardRef) => Promise<void>;
}

/**
 * Joins the core's parts; knows no adapter. `main.ts` brings the real ones, the scenarios bring doubles, and both run
 * this very code.
 */

import { createAgenda } from './agenda.ts';
import { createAlike } from './alike.ts';
import { createApprovals } from './approvals.ts';
import { createSettleBooking } from './calendar/changed-elsewhere.ts';
import type { Core, CoreDeps } from './core-deps.ts';
import { acceptsProactive, createCustomers } from './customers.ts';
import { deskOf } from './desk-of.ts';
import type { Conversation } from './domain/conversation.ts';
import { Failure } from './domain/failure.ts';
import type { Capabilities } from './domain/message.ts';
import { createStaffEffects } from './effects/ask-staff.ts';
import { createCarryOut, type Effects } from './effects/carry-out.ts';
import { createFollowUp } from './effects/follow-up.ts';
import { createGiveUp } from './effects/give-up.ts';
import { createHoldBack, letAllGo, typingUnlessPaused, withPause } from './effects/held-back.ts';
import { createRecordConsent } from './effects/record-consent.ts';
import { createSend } from './effects/send.ts';
import { createSendLater } from './effects/send-later.ts';
import { createTakeTurn } from './effects/take-turn.ts';
import { createUseTool } from './effects/use-tool.ts';
import { createMissed } from './follow-ups/missed.ts';
import { withOutcomes, withReceiptOutcomes } from './follow-ups/outcomes.ts';
import { createOutreach } from './follow-ups/outreach.ts';
import { createOutreachOverview } from './follow-ups/outreach-overview.ts';
import { DEFAULT_FOLLOW_UPS } from './follow-ups/rules.ts';
import { createInbox } from './inbox.ts';
import { createLeadDesk } from './leads/lead-desk.ts';
import { withLeads } from './leads/lead-effects.ts';
import { createLeads } from './leads/leads.ts';
import { ledgerOf } from './ledger.ts';
import { withCorrelation } from './observe/log.ts';
import { createOutsideReplies } from './outside-reply.ts';
import { createOversight } from './oversight.ts';
import { createPauseNote, pausedIn } from './pause.ts';
import { withPlans } from './plans/plan-effects.ts';
import type { Channel, Store } from './ports.ts';
import { createKept, withPromises } from './promises/promises.ts';
import { createSpeaking } from './speaking.ts';
import { createPhoneAnswers } from './staff-phone/answers.ts';
import { createAskOnPhone } from './staff-phone/ask-on-phone.ts';
import { createRelayToPhone } from './staff-phone/relay-to-phone.ts';
import { createChanges, createTranscript } from './transcript.ts';

export type { Connections, Core, CoreDeps, Watchers } from './core-deps.ts';

/** What we plan with while a channel is switched off; its messages wait until it is back. */
const SWITCHED_OFF: Capabilities = {
  maxText: 4_000,
  maxTextWithChoices: 1_000,
  maxChoices: 10,
  numberedChoices: false,
  reconciliation: 'lookup',
};

export function createCore(deps: CoreDeps): Core {
  const { store, clock, business, connections, watchers = {} } = deps;
  const changes = createChanges();
  const customers = createCustomers(store);
  const rules = deps.followUps ?? DEFAULT_FOLLOW_UPS;
  const outreach = createOutreach({ rules, timeZone: business.timeZone }, { store, clock });

  const channelOf = ({ address }: Conversation): Channel => {
    const channel = connections.channels.get(address.channel);
    if (channel) return channel;
    throw new Failure(
      'channel-unavailable',
      `channel ${address.channel}: expected one that is switched on; set it up again`,
    );
  };
  const capabilitiesOf = ({ address }: Conversation): Capabilities =>
    connections.channels.get(address.channel)?.capabilities ?? SWITCHED_OFF;
  const accepts = async (customerId: string) => acceptsProactive(await customers.get(customerId));

  const takeTurn = createSpeaking(deps, { capabilitiesOf });

  // The store as the rest of the core sees it: whatever is saved is hinted to pages that are watching.
  const hinting: Store = {
    ...store,
    async save(conversation, lease) {
      const saved = await store.save(conversation, lease);
      changes.changed(saved.id);
      return saved;
    },
  };
  const isPaused = async () => (await pausedIn(store)) !== undefined;
  const holdBack = createHoldBack({ store: hinting, clock, isPaused });
  const pauseNoted = createPauseNote(store);
  const desk = deskOf(connections, pauseNoted);
  const alikeOf = createAlike({ store, business });
  const { channels } = connections;
  const phone = { store: hinting, clock, business, channels, capabilitiesOf, changed };
  const answersByPhone = createPhoneAnswers({ ...phone, actions: () => actions });
  const staff = createStaffEffects({
    store: hinting,
    clock,
    business,
    capabilitiesOf,
    alikeOf,
    desk,
    askOnPhone: createAskOnPhone({ ...phone, customers }),
    relayToPhone: createRelayToPhone(phone),
  });
  const effects: Effects = {
    'take-turn': answersByPhone(
      createTakeTurn({
        store: hinting,
        channelOf: ({ address }) => typingUnlessPaused(connections.channels.get(address.channel), isPaused),
        takeTurn,
        ...(watchers.took ? { took: watchers.took } : {}),
      }),
    ),
    send: createSend({
      store: hinting,
      clock,
      channelOf,
      acceptsProactive: accepts,
      holdBack,
      isPaused,
      ...(watchers.sent ? { sent: watchers.sent } : {}),
    }),
    'send-later': createSendLater({ store: hinting, clock }),
    'call-tool': createUseTool({ store: hinting, tools: deps.tools, clock }),
    'record-consent': createRecordConsent({ store: hinting, customers, clock }),
    'ask-staff': staff.askStaff,
    'refresh-card': staff.refreshCard,
    'relay-to-staff': staff.tell,
    'tell-staff': staff.tell,
    'remind-staff': staff.remind,
    'lapse-approval': staff.lapse,
    'hand-back': staff.handBackIdle,
    'follow-up': createFollowUp({
      store: hinting,
      clock,
      business,
      rules,
      outreach,
      capabilitiesOf,
      customer: customers.get,
      isInternal: (passageId) => deps.knowledge.isInternal(passageId),
    }),
  };
  const planned = withPlans(effects, { store: hinting, tools: deps.tools, clock });
  const promising = withPromises(withOutcomes(withPause(planned, holdBack), outreach, store.load), {
    ...deps,
    store: hinting,
    capabilitiesOf,
  });
  const leads = createLeads({ business }, { store: hinting, clock });
  const carryOut = createCarryOut(withLeads(promising, { ...deps, store: hinting, leads }));

  const agenda = createAgenda({
    store: hinting,
    clock,
    owner: deps.owner,
    // Whatever is logged on the way, by a channel or a desk too, says which conversation and task it is about.
    carryOut: (conversation, item, lease) =>
      withCorrelation({ conversation: conversation.id, task: item.id }, () => carryOut(conversation, item, lease)),
    giveUp: createGiveUp({ now: clock.now, business, capabilitiesOf }),
    tailEntries: business.limits.tailEntries,
    ...(deps.leaseMs === undefined ? {} : { leaseMs: deps.leaseMs }),
    onError: (error, conversationId, item) =>
      watchers.failed?.(error, {
        ...(conversationId ? { conversationId } : {}),
        ...(item ? { task: item.task.kind, attempts: item.attempts } : {}),
      }),
  });

  function changed(conversationId: string): void {
    changes.changed(conversationId);
    agenda.wake();
  }
  const common = { store, clock, business, capabilitiesOf };
  const actions = createApprovals({
    ...common,
    changed,
    alikeOf,
    pauseNoted,
    ...(watchers.decided ? { decided: watchers.decided } : {}),
  });
  const intake = createInbox({
    store,
    customers,
    business,
    clock,
    changed,
    ...(watchers.received ? { count: watchers.received } : {}),
  });
  return {
    intake: withReceiptOutcomes(intake, outreach),
    staffSaid: createOutsideReplies({ ...common, customers, changed }),
    agenda,
    actions,
    oversight: createOversight({
      ...common,
      outreach,
      customers,
      channels,
      desk,
      letGo: () => letAllGo({ store: hinting, clock }),
      switched: () => changed(''),
      failed: (error) => watchers.failed?.(error, {}),
    }),
    transcript: createTranscript(store, changes),
    changes,
    outreach: {
      ...outreach,
      missed: createMissed({ business, rules }, { store: hinting, clock }),
      kept: createKept({ store: hinting, clock }),
      overview: createOutreachOverview({ business }, { store, clock }),
      settleBooking: createSettleBooking({ store: hinting, clock }),
    },
    leads: createLeadDesk({ store, clock, leads, timeZone: business.timeZone, changed: () => changed('') }),
    ledger: (day) => ledgerOf(day, business.timeZone, store),
  };
}

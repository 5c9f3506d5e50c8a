/**
 * Carries out plans: one agenda task a step, each with its own key, the record written between them. A process that dies
 * anywhere goes on where it was; a step that fails is followed by taking back those before it, the last one first.
 */
import type { Effect } from '../agenda.ts';
import { refresh } from '../cards.ts';
import { commit } from '../commit.ts';
import { type AgendaItem, item as agendaItem, type Task } from '../domain/agenda.ts';
import { append, type Conversation, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import type { ToolCall } from '../domain/decision.ts';
import { isFailure } from '../domain/failure.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Effects } from '../effects/carry-out.ts';
import { answered } from '../effects/use-tool.ts';
import type { Clock, Lease, Store } from '../ports.ts';
import type { ToolBox, ToolContext } from '../tools/tool.ts';
import { afterStep, afterUndo, nextMove, PlannedStep, type PlanRecord, stepId, stepIn } from './plan.ts';
import { createPlanRecords } from './plan-records.ts';
import { DROP_PLAN, PLAN_NOTE, RUN_PLAN } from './plan-words.ts';

export interface PlanEffectDeps {
  readonly store: Store;
  readonly tools: ToolBox;
  readonly clock: Clock;
}

type CallItem = AgendaItem & { readonly task: Extract<Task, { kind: 'call-tool' }> };

/** Tries of one step, a few seconds apart: a customer is waiting for the end of it. */
const MAX_TRIES = 4;

export function withPlans(effects: Effects, { store, tools, clock }: PlanEffectDeps): Effects {
  const records = createPlanRecords({ store, clock });

  const callTool: Effect = async (conversation, item, lease) => {
    const call = item as CallItem;
    const step = stepIn(item.id);
    if (step) return carryOut(conversation, call, step, lease);
    switch (call.task.call.tool) {
      case RUN_PLAN:
        return begin(conversation, call, lease);
      case DROP_PLAN:
        return drop(conversation, call, lease);
      default:
        return effects['call-tool'](conversation, item, lease);
    }
  };
  return { ...effects, 'call-tool': callTool };

  async function begin(conversation: Conversation, item: CallItem, lease: Lease): Promise<void> {
    const { planId, steps } = planIn(item.task.call);
    if (!planId.startsWith(`${conversation.id}.`))
      throw new Error(`plan ${planId}: expected one of ${conversation.id}`);
    if (steps.some(({ call }) => riskOf(call) === 'high') && !approved(conversation, item))
      throw new Error(`plan ${planId}: expected a yes of staff first, for one of its steps needs it`);
    const { customerId, id: conversationId } = conversation;
    const plan = await records.create({
      id: planId,
      conversationId,
      customerId,
      turnId: item.task.turnId,
      state: 'running',
      steps: steps.map((step) => ({ ...step, state: 'waiting' })),
    });
    await goOn(conversation, item, plan, lease, []);
  }

  /** Staff said no, or nothing: whatever was proposed is forgotten. */
  async function drop(conversation: Conversation, item: CallItem, lease: Lease): Promise<void> {
    await save(conversation, lease, (fresh) => withoutAgenda(fresh, ({ id }) => id === item.id));
  }

  async function carryOut(
    conversation: Conversation,
    item: CallItem,
    { planId, kind, n }: { planId: string; kind: 'do' | 'undo'; n: number },
    lease: Lease,
  ): Promise<void> {
    const { call } = item.task;
    const output = await tried(item, call, conversation);
    const worked = output !== undefined && stepOf(call).worked(output);
    const after = (plan: PlanRecord) =>
      kind === 'do' ? afterStep(plan, n, output, worked) : afterUndo(plan, n, worked);
    const plan = await records.update(planId, (before) => withoutUndoless(after(before)));
    const words = `${plan.steps[n]?.words ?? call.tool}`;
    const done = worked ? 'done' : 'could not be done';
    const text =
      kind === 'do'
        ? `${PLAN_NOTE}step ${n + 1} of ${plan.steps.length} ${done}: ${words}`
        : `${PLAN_NOTE}step ${n + 1} ${worked ? 'taken back' : 'could not be taken back'}: ${words}`;
    const say = output?.['tellStaff'];
    const lines = [
      ...(typeof say === 'string' ? [say] : []),
      ...(kind === 'undo' && !worked ? [`${text}. Please do it by hand.`] : []),
    ];
    await goOn(conversation, item, plan, lease, [text], lines);
  }

  /** What the tool answered; undefined when it has failed for good. Throws while another try may help. */
  async function tried(item: CallItem, call: ToolCall, conversation: Conversation): Promise<JsonObject | undefined> {
    const { customerId, id: conversationId, displayName } = conversation;
    const context: ToolContext = {
      customerId,
      conversationId,
      ...(displayName ? { displayName } : {}),
      taskId: item.id,
      now: clock.now(),
    };
    try {
      return await tools.run(call, context);
    } catch (error) {
      const ours = isFailure(error) && ['store-unavailable', 'lease-lost', 'overtaken'].includes(error.code);
      if (ours || item.attempts + 1 < MAX_TRIES) throw error;
      return undefined;
    }
  }

  /** Writes down what was done and puts what comes next on the agenda, in one write. */
  async function goOn(
    conversation: Conversation,
    item: CallItem,
    plan: PlanRecord,
    lease: Lease,
    notes: readonly string[],
    lines: readonly string[] = [],
  ): Promise<void> {
    const now = clock.now();
    const move = nextMove(plan);
    await save(conversation, lease, (fresh) => {
      if (!fresh.agenda.some(({ id }) => id === item.id)) return fresh;
      const noted = notes.reduce((next, text) => append(next, { kind: 'note', at: now, text }), fresh);
      const told = withAgenda(noted, ...lines.map((text, at) => tellStaff(`${item.id}.told${at}`, text, now)));
      const shown = withCard(told, plan, item.id, now);
      if (move.kind === 'over') return over(shown, item, plan, now);
      const { kind, n } = move;
      const call = kind === 'do' ? plan.steps[n]?.call : undoOf(plan, n);
      if (!call) throw new Error(`plan ${plan.id}: step ${n} cannot be done`);
      const task = { kind: 'call-tool', call, turnId: plan.turnId } as const;
      return withAgenda(
        withoutAgenda(shown, ({ id }) => id === item.id),
        agendaItem(stepId(plan.id, kind, n), task, now),
      );
    });
  }

  function save(conversation: Conversation, lease: Lease, change: (fresh: Conversation) => Conversation) {
    return commit(store, conversation.id, change, { lease });
  }

  /** What cannot be taken back is for people: it never was as it should be, so they are told. */
  function withoutUndoless(plan: PlanRecord): PlanRecord {
    let next = plan;
    for (let move = nextMove(next); move.kind === 'undo' && !undoOf(next, move.n); move = nextMove(next))
      next = afterUndo(next, move.n, false);
    return next;
  }

  function stepOf({ tool }: ToolCall) {
    const { inPlans } = tools.get(tool) ?? {};
    if (!inPlans) throw new Error(`plans: expected a tool that says how it is taken back, got ${tool}`);
    return inPlans;
  }

  function undoOf(plan: PlanRecord, n: number): ToolCall | undefined {
    const step = plan.steps[n];
    return step?.output && stepOf(step.call).undo(step.output, step.call.input);
  }

  function riskOf({ tool }: ToolCall): 'low' | 'high' | undefined {
    return tools.get(tool)?.risk;
  }
}

function planIn({ input }: ToolCall): { planId: string; steps: PlannedStep[] } {
  return { planId: String(input['planId']), steps: PlannedStep.array().min(1).parse(input['steps']) };
}

/** The call is the very one that staff have said yes to. */
function approved({ approval }: Conversation, item: CallItem): boolean {
  if (!approval) return false;
  return [approval, approval.answered].some(
    (yes) =>
      yes &&
      ['approved', 'edited'].includes(yes.state.kind) &&
      item.id === `${approval.id}.v${yes.version}.call` &&
      yes.act?.call.tool === RUN_PLAN,
  );
}

/** The customer, or the agent, hears of it once, when nothing is open any more. */
function over(fresh: Conversation, item: CallItem, plan: PlanRecord, now: number): Conversation {
  const { id, state, steps } = plan;
  const call = { tool: RUN_PLAN, input: {} };
  const result = {
    planId: id,
    state,
    steps: steps.map(({ words, state, call, output = {} }) => ({ words, state, tool: call.tool, output })),
  };
  return answered(fresh, { ...item, task: { ...item.task, call } }, true, result as JsonObject, now);
}

function tellStaff(id: string, text: string, now: number): AgendaItem {
  return agendaItem(id, { kind: 'tell-staff', text, urgency: 'high' }, now);
}

function withCard(conversation: Conversation, { id }: PlanRecord, why: string, now: number): Conversation {
  const { approval } = conversation;
  if (approval?.act?.call.input['planId'] !== id) return conversation;
  return withAgenda(conversation, refresh(approval.id, `plan.${why}`, now));
}

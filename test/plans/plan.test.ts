/** Whatever each step answers, a plan ends: all of it done, all of it taken back in reverse, or people know what is left. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterStep, afterUndo, nextMove, type PlanRecord, stepId, stepIn } from '../../src/plans/plan.ts';

function plan(count: number): PlanRecord {
  const steps = Array.from({ length: count }, (_, at) => ({
    call: { tool: 'book-slot', input: { at } },
    words: `step ${at}`,
    state: 'waiting' as const,
  }));
  return { id: 'c.p1', conversationId: 'c', customerId: 'k', turnId: 'c.t1', state: 'running', steps };
}

interface Run {
  readonly end: PlanRecord;
  readonly moves: readonly string[];
}

/** Carries the plan out; the n-th try works when the n-th answer says so. */
function run(start: PlanRecord, answers: readonly boolean[]): Run {
  const moves: string[] = [];
  let now = start;
  for (let n = 0; ; n++) {
    const move = nextMove(now);
    if (move.kind === 'over') return { end: now, moves };
    const worked = answers[n] ?? true;
    moves.push(`${move.kind}${move.n}`);
    now = move.kind === 'do' ? afterStep(now, move.n, {}, worked) : afterUndo(now, move.n, worked);
    if (moves.length > 20) throw new Error(`no end: ${moves.join()}`);
  }
}

describe('a plan', () => {
  it('takes back what was done, the last first, when a step fails', () => {
    const { end, moves } = run(plan(3), [true, true, false]);
    expect(moves).toEqual(['do0', 'do1', 'do2', 'undo1', 'undo0']);
    expect(end).toMatchObject({ state: 'undone' });
    expect(end.steps.map(({ state }) => state)).toEqual(['undone', 'undone', 'failed']);
  });

  it('that cannot take a step back takes back the others, and says so', () => {
    const { end, moves } = run(plan(3), [true, true, false, false, true]);
    expect(moves).toEqual(['do0', 'do1', 'do2', 'undo1', 'undo0']);
    expect(end).toMatchObject({ state: 'stuck' });
  });

  it('ends whatever happens, and never does a step again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(fc.boolean(), { maxLength: 12 }), (count, answers) => {
        const { end, moves } = run(plan(count), answers);
        const states = end.steps.map(({ state }) => state);
        expect(new Set(moves).size).toBe(moves.length);
        if (end.state === 'done') expect(states.every((state) => state === 'done')).toBe(true);
        else expect(states).not.toContain('done');
        expect(['done', 'undone', 'stuck']).toContain(end.state);
      }),
    );
  });

  it('is not changed by a step that is told twice', () => {
    const once = afterStep(plan(2), 0, {}, true);
    expect(afterStep(once, 0, {}, false)).toBe(once);
    expect(afterUndo(once, 0, true)).toBe(once);
  });

  it('knows its steps by their agenda ids', () => {
    expect(stepIn(stepId('c.p1', 'undo', 3))).toEqual({ planId: 'c.p1', kind: 'undo', n: 3 });
    expect(stepIn('c.t4-7.tool')).toBeUndefined();
  });
});

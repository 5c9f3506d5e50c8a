import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Failure } from '../../src/domain/failure.ts';
import type { Tool, ToolContext } from '../../src/tools/tool.ts';
import { createToolBox } from '../../src/tools/tool-box.ts';

const context: ToolContext = { customerId: 'ana', conversationId: 'c1', taskId: 't1', now: 0 };

function tool(name: string, kind: Tool['kind'], run: Tool['run']): Tool {
  return {
    name,
    description: '',
    kind,
    risk: 'low',
    input: z.object({ n: z.number() }),
    output: z.object({ twice: z.number() }),
    run,
  };
}
const double = tool('double', 'reads', async ({ n }) => ({ twice: Number(n) * 2, secret: 'kept inside' }));

describe('the tool box', () => {
  it('runs a tool and gives out only what its schema promises', async () => {
    expect(await createToolBox([double]).run({ tool: 'double', input: { n: 2 } }, context)).toEqual({ twice: 4 });
  });

  it('lets an agent read while it decides, and never write', async () => {
    const box = createToolBox([double, tool('save', 'writes', async () => ({ twice: 0 }))]);
    expect(await box.read({ tool: 'double', input: { n: 3 } }, context)).toEqual({ twice: 6 });
    await expect(box.read({ tool: 'save', input: { n: 3 } }, context)).rejects.toThrow('propose use-tool');
    await expect(box.read({ tool: 'nope', input: {} }, context)).rejects.toThrow(
      'expected one of double, save, got nope',
    );
  });

  it('stops an input that is not what the tool asks for', async () => {
    await expect(createToolBox([double]).run({ tool: 'double', input: { n: 'two' } }, context)).rejects.toThrow(
      'an input it cannot use',
    );
  });

  it('passes failures and bugs on as they are, and stops an output nobody promised', async () => {
    const down = tool('down', 'reads', async () => {
      throw new Failure('calendar-unavailable', 'off');
    });
    const broken = tool('broken', 'reads', async () => {
      throw new TypeError('oops');
    });
    const wrong = tool('wrong', 'reads', async () => ({ twice: 'four' }));
    const box = createToolBox([down, broken, wrong]);
    const run = (name: string) => box.run({ tool: name, input: { n: 1 } }, context);
    await expect(run('down')).rejects.toMatchObject({ code: 'calendar-unavailable' });
    await expect(run('broken')).rejects.toThrow(TypeError);
    await expect(run('wrong')).rejects.toThrow('it had not promised');
  });

  it('refuses two tools of one name', () => {
    expect(() => createToolBox([double, double])).toThrow('expected one tool named double');
  });
});

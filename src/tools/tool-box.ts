/** Holds the tools and checks what goes in and comes out: no agent and no tool is trusted to keep to its schema. */
import type { ToolCall } from '../domain/decision.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Tool, ToolBox, ToolContext } from './tool.ts';

/** Throws a plain error when two tools share a name. */
export function createToolBox(tools: readonly Tool[]): ToolBox {
  const byName = new Map<string, Tool>();
  for (const tool of tools) {
    if (byName.has(tool.name)) throw new Error(`tools: expected one tool named ${tool.name}, got two`);
    byName.set(tool.name, tool);
  }

  function known(name: string): Tool {
    const tool = byName.get(name);
    if (!tool) throw new Error(`tools: expected one of ${[...byName.keys()].join(', ')}, got ${name}`);
    return tool;
  }

  async function run(call: ToolCall, context: ToolContext): Promise<JsonObject> {
    const tool = known(call.tool);
    const input = tool.input.safeParse(call.input);
    if (!input.success) throw new Error(`tools: ${tool.name} got an input it cannot use`, { cause: input.error });
    const output = tool.output.safeParse(await tool.run(input.data, context));
    if (!output.success)
      throw new Error(`tools: ${tool.name} gave an output it had not promised`, { cause: output.error });
    return output.data;
  }

  return {
    get: (name) => byName.get(name),
    async read(call, context) {
      if (known(call.tool).kind !== 'reads')
        throw new Error(`tools: expected a reading tool, ${call.tool} writes: propose use-tool`);
      return run(call, context);
    },
    run,
  };
}

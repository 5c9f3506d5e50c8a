/** A model server over HTTP: @copilotkit/aimock, answering by code, with every way of failing. */
import { LLMock } from '@copilotkit/aimock';

export interface ModelServer {
  /** Base URL for a client. */
  readonly url: string;
  readonly mock: LLMock;
  /** Bodies of the requests so far, oldest first. */
  requests(): readonly { readonly model: string; readonly messages: readonly { role: string; content: string }[] }[];
  /** Answers every request for `schema` with what `make` makes of its data. */
  answers(schema: string, make: (data: Data, model: string) => object | string): void;
  /** Answers every request with this very body; `cut`: promises more than it sends, and hangs up. */
  raw(body: string, cut?: 'cut'): void;
  /** Until the next `reset` of the mock a model first wants to look something up: the calls it makes, by its data. */
  looksUp(schema: string, wishes: (data: Data) => readonly { name: string; arguments: object | string }[]): void;
  close(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: what a test reads out of a request it knows by itself
export type Data = any;

export async function createModelServer(): Promise<ModelServer> {
  const mock = await LLMock.create({ port: 0 });
  const bodies = () => mock.getRequests().map(({ body }) => body as never);
  return {
    url: `${mock.url}/v1`,
    mock,
    requests: bodies,
    answers(schema, make) {
      mock.on({ predicate: (request) => schemaOf(request) === schema }, (request) => {
        const made = make(dataOf(request), request.model);
        return { content: typeof made === 'string' ? made : JSON.stringify(made) };
      });
    },
    raw(body, cut) {
      mock.mount('/v1/chat/completions', {
        async handleRequest(request, response) {
          for await (const _piece of request);
          response.setHeader('content-type', 'application/json');
          if (cut) response.setHeader('content-length', body.length + 500);
          if (cut) response.write(body, () => response.destroy());
          else response.end(body);
          return true;
        },
      });
    },
    looksUp(schema, wishes) {
      mock.on({ predicate: (request) => schemaOf(request) === schema, hasToolResult: false }, (request) => ({
        toolCalls: wishes(dataOf(request)).map(({ name, arguments: input }) => ({
          name,
          arguments: typeof input === 'string' ? input : JSON.stringify(input),
        })),
      }));
    },
    async close() {
      const stopped = mock.stop();
      // It waits for idle connections for some seconds otherwise.
      (
        mock as unknown as { serverInstance?: { server: { closeAllConnections(): void } } }
      ).serverInstance?.server.closeAllConnections();
      await stopped;
    },
  };
}

function schemaOf(request: object): string | undefined {
  return (request as { response_format?: { json_schema?: { name?: string } } }).response_format?.json_schema?.name;
}

function dataOf(request: { messages: readonly { role: string; content?: unknown }[] }): Data {
  return JSON.parse(String(request.messages.find(({ role }) => role === 'user')?.content));
}

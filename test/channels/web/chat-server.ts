/** The web chat on a real port, page included, in front of a shop double. */
import { createWebChat } from '../../../channels/web/web-chat.ts';
import { createHttp } from '../../../src/http.ts';
import { servePage } from '../../../src/page-server.ts';
import type { Clock } from '../../../src/ports.ts';
import { createShopDouble, type ShopDouble } from './shop-double.ts';

export interface ChatServer {
  readonly url: string;
  readonly shop: ShopDouble;
  close(): Promise<void>;
}

export interface ChatServerOptions {
  readonly clock: Clock;
  readonly perConversation?: number;
  readonly perAddress?: number;
  readonly streamPollMs?: number;
}

export async function startChat({ clock, ...limits }: ChatServerOptions): Promise<ChatServer> {
  const shop = createShopDouble(clock);
  const http = createHttp({
    parts: async () => ({}),
    metrics: async () => ({ contentType: 'text/plain', body: '' }),
    failed: () => {},
  });
  http.app.use(createWebChat({ account: 'shop', ...limits }, { ...shop, clock }).router);
  http.app.use(servePage({ at: '/', folder: 'channels/web/page', title: 'Test Shop', data: { shop: 'Test Shop' } }));
  http.finish();
  const port = await http.listen(0, '127.0.0.1');
  return { url: `http://127.0.0.1:${port}`, shop, close: () => http.close() };
}

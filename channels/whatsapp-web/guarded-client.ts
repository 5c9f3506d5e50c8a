/**
 * whatsapp-web.js 1.34.7 with its loose ends tied: nothing that goes wrong inside it may become an unhandled rejection,
 * and no start may leave a browser behind. The tests keep the version pinned that this was proved on.
 */
import wweb from 'whatsapp-web.js';

const { Client, LocalAuth } = wweb;

type Browser = NonNullable<wweb.Client['pupBrowser']>;
type Page = NonNullable<wweb.Client['pupPage']>;

/** Not in the library's types: what it runs after every navigation, without catching what comes of it. */
interface Injecting {
  inject(): Promise<void>;
}

const injectOf = (Client.prototype as unknown as Injecting).inject;

export class GuardedClient extends Client {
  /** Told when the page was loaded anew and could not be taken hold of again. */
  onInjectFailed: (error: Error) => void = () => {};
  /** Told as soon as there is a browser; what it throws ends the start. */
  onLaunched: (browser: Browser, page: Page) => void = () => {};
  /** We are closing it ourselves: what the browser says of that is no news. */
  ending = false;
  #started = false;
  #destroyed: Promise<void> | undefined;

  override async initialize(): Promise<void> {
    try {
      await super.initialize();
      this.#started = true;
    } catch (error) {
      this.ending = true;
      await this.destroy(); // else its Chromium processes stay
      throw asError(error);
    }
  }

  async inject(): Promise<void> {
    try {
      await injectOf.call(this);
    } catch (error) {
      if (!this.#started) throw error;
      this.onInjectFailed(asError(error));
    }
  }

  /**
   * The first that the library calls once the browser is there. No page is kept for later: the library's own way would
   * read every index page, and not catch when that fails.
   */
  async initWebVersionCache(): Promise<void> {
    if (this.pupBrowser && this.pupPage) this.onLaunched(this.pupBrowser, this.pupPage);
  }

  /**
   * Once, whoever asks: the library does so without awaiting it when the connection is refused to us, and Puppeteer
   * would tell the second who asks that the browser is closed while it still writes the session down.
   */
  override destroy(): Promise<void> {
    if (!this.pupBrowser) return Promise.resolve(); // not launched yet: nothing was closed
    this.#destroyed ??= super.destroy().catch(() => {});
    return this.#destroyed;
  }
}

/** Keeps the session in a folder, which we delete ourselves when its browser has ended. */
export function keptSession(dataPath: string): wweb.LocalAuth {
  const auth = new LocalAuth({ dataPath });
  auth.logout = async () => {}; // it would delete the folder under the running browser, and not catch when that fails
  return auth;
}

/** The library throws strings here and there. */
export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

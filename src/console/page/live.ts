/** Keeps what is shown in step with the record: a hint from the server means read again, and so does coming back to the page. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Refused } from './api.ts';

const REOPEN_MS = 3_000;

export interface Pulse {
  /** Raised whenever there may be something new. */
  readonly beat: number;
  readonly online: boolean;
}

/** Follows the server's hints; reopens by itself, also where the browser gives up (a restart behind a proxy). */
export function usePulse(): Pulse {
  const [pulse, setPulse] = useState<Pulse>({ beat: 0, online: true });
  useEffect(() => {
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => setPulse(({ beat }) => ({ beat: beat + 1, online: true }));
    const open = () => {
      source = new EventSource('/api/console/stream');
      source.onmessage = changed;
      source.onerror = () => {
        setPulse(({ beat }) => ({ beat, online: false }));
        if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
      };
    };
    open();
    const back = () => document.visibilityState === 'visible' && changed();
    document.addEventListener('visibilitychange', back);
    return () => {
      source.close();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', back);
    };
  }, []);
  return pulse;
}

export interface Live<T> {
  readonly value: T | undefined;
  readonly refused: Refused | undefined;
  /** Reads again now. */
  readonly again: () => void;
}

/** Reads once, whenever `key` changes, and on every beat. An answer that was overtaken by a newer one is dropped. */
export function useLive<T>(load: () => Promise<T>, key: string, beat: number): Live<T> {
  const [state, setState] = useState<{ key: string; value?: T; refused?: Refused }>({ key });
  const [wish, setWish] = useState(0);
  const newest = useRef(0);
  useEffect(() => {
    const mine = ++newest.current;
    load().then(
      (value) => mine === newest.current && setState({ key, value }),
      (error: unknown) => {
        if (mine !== newest.current) return;
        const refused = error instanceof Refused ? error : new Refused(0, String(error));
        // Away for a moment: what was read stays on the screen.
        setState((known) =>
          known.key === key && known.value !== undefined ? { key, value: known.value, refused } : { key, refused },
        );
      },
    );
  }, [key, beat, wish]);
  const current = state.key === key ? state : undefined;
  return { value: current?.value, refused: current?.refused, again: () => setWish((count) => count + 1) };
}

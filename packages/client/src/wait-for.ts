// Waits until a case stands as the caller wants, over the stream of its events. The events are hints: the case itself
// is read, once for each piece of the stream.
import { setTimeout as delay } from 'node:timers/promises';
import { type Place, readEvents } from './event-stream.ts';
import { GangwayError } from './gangway-error.ts';
import { isPassing } from './send.ts';

export type WaitOptions = { signal?: AbortSignal; timeoutMs?: number };
export type WaitFor<View, State> = (
  id: string,
  until: State | ((view: View) => boolean),
  options?: WaitOptions,
) => Promise<View>;

type Open = (path: string, init: RequestInit) => Promise<Response>;
type Standing = { stage?: string; status?: string; outcome?: string | null; reason?: string | null };

/** The API sends a comment every fifteen seconds. A stream that is silent for longer is dead. */
const silentMs = 45_000;

/** One kind of case: its events, how to read it, and which states are its own. */
type Kind<View, State> = {
  pathOf: (id: string) => string;
  read: (id: string, signal: AbortSignal) => Promise<View>;
  isAt: (view: View, state: State) => boolean;
};

export const createWait =
  (open: Open) =>
  <View extends Standing, State extends string>({ pathOf, read, isAt }: Kind<View, State>): WaitFor<View, State> =>
  async (id, until, { signal, timeoutMs } = {}) => {
    let last: View | undefined;
    const look = async (isOver: boolean, stop: AbortSignal) => {
      last = await read(id, stop);
      if (typeof until === 'function' ? until(last) : isAt(last, until)) return last;
      if (isOver) throw new GangwayError('wait_over', `${id} has ended otherwise: ${standing(last)}.`);
      return undefined;
    };
    const late = () => {
      const now = last ? `is still ${standing(last)}` : 'could not be read';
      return new GangwayError('wait_timeout', `${id} ${now} after ${(timeoutMs ?? 0) / 1000} s.`);
    };
    const wait = (stop: AbortSignal) =>
      follow(
        (init) => open(pathOf(encodeURIComponent(id)), init),
        (isOver) => look(isOver, stop),
        stop,
      );
    return within(timeoutMs, late, signal, wait);
  };

/** Runs `work` until its time is over, or the signal is aborted, and throws the reason of either. */
async function within<T>(
  timeoutMs: number | undefined,
  late: () => Error,
  signal: AbortSignal | undefined,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = new AbortController();
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => timeout.abort(late()), timeoutMs);
  const stop = AbortSignal.any([timeout.signal, ...(signal ? [signal] : [])]);
  try {
    return await work(stop);
  } catch (error) {
    // Some of Node's functions throw an error of their own.
    stop.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

const standing = ({ stage, status, outcome, reason }: Standing): string =>
  `${outcome ?? status ?? stage}${reason ? ` (${reason})` : ''}`;

type Connect = (init: RequestInit) => Promise<Response>;
type Look<View> = (isOver: boolean) => Promise<View | undefined>;

/** Follows the stream, and connects again where it breaks, until `look` returns a view or throws. */
async function follow<View>(connect: Connect, look: Look<View>, stop: AbortSignal): Promise<View> {
  const place: Place = { lastId: null, retryMs: 1_000 };
  for (;;) {
    try {
      const found = await lookAlong(connect, look, place, stop);
      if (found !== undefined) return found;
    } catch (error) {
      stop.throwIfAborted();
      if (!(error instanceof GangwayError) || !isPassing(error)) throw error;
    }
    await delay(place.retryMs, undefined, { signal: stop });
  }
}

/** Looks once connected, and at every event, until `look` returns a view or the stream ends. */
async function lookAlong<View>(
  connect: Connect,
  look: Look<View>,
  place: Place,
  stop: AbortSignal,
): Promise<View | undefined> {
  const leave = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  try {
    const headers: Record<string, string> = place.lastId === null ? {} : { 'Last-Event-ID': place.lastId };
    const response = await connect({ headers, signal: AbortSignal.any([stop, leave.signal]) });
    timer = setTimeout(() => leave.abort(), silentMs);
    // 204: the case is closed, and all its events have been sent.
    const found = await look(response.status === 204);
    if (found !== undefined || !response.body) return found;
    for await (const events of readEvents(response.body, place)) {
      timer.refresh();
      const seen = events.length === 0 ? undefined : await look(events.some(({ type }) => type === 'end'));
      if (seen !== undefined) return seen;
    }
    return undefined;
  } finally {
    clearTimeout(timer);
    leave.abort();
  }
}

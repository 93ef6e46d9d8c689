// Time by HTTP, for tests that integrators write: POST /dev/clock lets time pass, and answers when all is done. It
// belongs to the development stack and runs in its process; the API knows nothing of it.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { letTimePass, type Passed } from './let-time-pass.ts';
import { bankNow, type TimeTravel } from './time-travel.ts';

export type Clock = { stop(): Promise<void> };

/** At this machine's own address, whatever the API listens on. */
export async function serveClock(travel: TimeTravel, { hostname, port }: URL): Promise<Clock> {
  const server = clockServer({ now: () => bankNow(travel.simulator), pass: (seconds) => letTimePass(travel, seconds) });
  await once(server.listen(Number(port), hostname), 'listening');
  return {
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export type Parts = { now: () => Promise<Date>; pass: (seconds: number) => Promise<Passed> };
type Answer = { status: number; body: object };

export function clockServer({ now, pass }: Parts): Server {
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other, so that each caller gets the time to which it moved. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };

  async function answer(request: IncomingMessage): Promise<Answer> {
    if (request.url !== '/dev/clock') return refuse(404, 'There is only /dev/clock here.');
    if (request.method === 'GET') return { status: 200, body: { now: await now() } };
    if (request.method !== 'POST') return refuse(405, 'Send GET to read the time, or POST to let time pass.');
    // No page in a browser can send this to another origin.
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
      return refuse(415, 'Send the header Content-Type: application/json.');
    const given = await text(request);
    return inTurn(async () => {
      const seconds = secondsOf(given, await now());
      if (typeof seconds === 'string') return refuse(422, seconds);
      const passed = await pass(seconds);
      return { status: 200, body: { now: passed.now, advanced_seconds: seconds, stayed: passed.stayed } };
    });
  }

  return createServer((request, response) => {
    answer(request).then(
      ({ status, body }) => send(response, status, body),
      (error: unknown) => send(response, 500, { error: (error as Error).message }),
    );
  });
}

const refuse = (status: number, error: string): Answer => ({ status, body: { error } });

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

const unitSeconds: Record<string, number> = { m: 60, h: 3_600, d: 86_400, w: 604_800 };
const mostSeconds = 2 * 366 * 86_400;
const usage =
  'Send {"advance": "3d"}, a whole number of m, h, d or w, or {"to": "2026-03-01"}, a day or a time in UTC.';

/** Returns the seconds that are asked for, or a sentence that says what is wrong. */
function secondsOf(given: string, now: Date): number | string {
  const asked = fieldsOf(given);
  if (!asked) return usage;
  const seconds = 'advance' in asked ? spanOf(asked.advance) : timeUntil(asked.to, now);
  if (seconds === null) return usage;
  if (seconds <= 0)
    return `It is ${now.toISOString()} at the bank already, and time passes only forwards. Give a later time.`;
  return seconds <= mostSeconds ? seconds : 'Time passes by two years at most in one request.';
}

/** Null unless it is one field that we know. */
function fieldsOf(given: string): { advance: unknown } | { to: unknown } | null {
  try {
    const value: unknown = JSON.parse(given);
    if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return null;
    if ('advance' in value) return { advance: value.advance };
    return 'to' in value ? { to: value.to } : null;
  } catch {
    return null;
  }
}

function spanOf(text: unknown): number | null {
  const [, number, unit = ''] = (typeof text === 'string' && /^([1-9]\d{0,6})(m|h|d|w)$/.exec(text)) || [];
  return number === undefined ? null : Number(number) * (unitSeconds[unit] ?? 0);
}

function timeUntil(text: unknown, now: Date): number | null {
  const isTime = typeof text === 'string' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/.test(text);
  const at = isTime ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.ceil((at - now.getTime()) / 1000);
}

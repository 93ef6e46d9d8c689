// One HTTP POST to a receiver that may be slow, broken or hostile. Only its status and Retry-After are read.
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { type Attempt, type AttemptResult, longestRetryAfter } from '../../domain/delivery.ts';
import { ForbiddenUrl, hostOf, type Outside } from './outside.ts';

/** The whole of it; and of that, name and connection. */
const withinMs = 15_000;
const connectWithinMs = 3_000;
/** Read and thrown away, so that an honest receiver can finish its answer. */
const mostBytes = 64 * 1024;

export type Message = { url: string; headers: Record<string, string>; body: string };

/** Never rejects: what went wrong is the result. Redirects are not followed. */
export async function post(
  outside: Outside,
  message: Message,
  limits = { withinMs, connectWithinMs },
): Promise<Attempt> {
  const stop = new AbortController();
  const timers = [setTimeout(() => stop.abort(), limits.withinMs)];
  // What has not been reached yet when it fails says what is wrong.
  let reached: 'nothing' | 'address' | 'host' | 'receiver' = 'nothing';
  try {
    const url = outside.parse(message.url);
    const { request } = url.protocol === 'https:' ? https : http;
    if (isIP(hostOf(url))) reached = 'address';
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sending = request({
        method: 'POST',
        host: hostOf(url),
        port: url.port,
        path: `${url.pathname}${url.search}`,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(message.body),
          'User-Agent': 'Gangway',
          ...message.headers,
        },
        // A connection of its own, so that each delivery is checked anew.
        agent: false,
        lookup: outside.lookup,
        signal: stop.signal,
      });
      sending.on('socket', (socket) => {
        const connecting = setTimeout(() => stop.abort(), limits.connectWithinMs);
        timers.push(connecting);
        socket.on('lookup', (error) => {
          if (!error) reached = 'address';
        });
        socket.on('connect', () => {
          clearTimeout(connecting);
          reached = url.protocol === 'https:' ? 'host' : 'receiver';
        });
        socket.on('secureConnect', () => {
          reached = 'receiver';
        });
      });
      // An answer of 101 closes without either of the others.
      sending
        .on('response', resolve)
        .on('error', reject)
        .on('close', () => reject(new Error('closed')));
      sending.end(message.body);
    });
    const statusCode = response.statusCode ?? 0;
    await readAway(response);
    return { result: resultOf(statusCode), statusCode, retryAfterSeconds: retryAfter(statusCode, response) };
  } catch (error) {
    if (error instanceof ForbiddenUrl) return { result: 'forbidden_address' };
    if (stop.signal.aborted) return { result: 'timed_out' };
    return { result: unreached[reached] };
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

const unreached = {
  nothing: 'unresolved',
  address: 'unreachable',
  host: 'bad_tls',
  receiver: 'no_answer',
} as const satisfies Record<string, AttemptResult>;

function resultOf(status: number): AttemptResult {
  if (status >= 200 && status < 300) return 'delivered';
  if (status >= 300 && status < 400) return 'redirected';
  if (status === 410) return 'gone';
  return status === 429 || status === 503 ? 'throttled' : 'refused';
}

/** Ends at the limit, at the end of the time, or with the connection: the status counts whatever follows it. */
async function readAway(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of response) {
      bytes += (chunk as Buffer).length;
      if (bytes > mostBytes) return;
    }
  } catch {
    // Nothing of it is wanted.
  }
}

/** Seconds, from either form of the header; a day at most. */
function retryAfter(status: number, { headers }: IncomingMessage): number | undefined {
  const text = headers['retry-after'];
  if (!text || (status !== 429 && status !== 503)) return undefined;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return seconds > 0 ? Math.min(seconds, longestRetryAfter) : undefined;
}

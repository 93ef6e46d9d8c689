// One HTTP POST to a receiver that may be slow, broken or hostile. The notifier uses only the status and Retry-After.
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { type AttemptResult, type DeliveryAttempt, longestRetryAfter } from '../../domain/notify/delivery.ts';
import { ForbiddenUrl, hostOf, type Outside } from './outside.ts';

/** The limits for the whole POST, and within it for name and connection. */
const withinMs = 15_000;
const connectWithinMs = 3_000;
/** How much of the answer is read and dropped, so that an honest receiver can finish it. */
const mostBytes = 64 * 1024;

export type Message = { url: string; headers: Record<string, string>; body: string };

/** Never rejects; an error is a result. Follows no redirect. */
export async function post(
  outside: Outside,
  message: Message,
  limits = { withinMs, connectWithinMs },
): Promise<DeliveryAttempt> {
  const stop = new AbortController();
  const timers = [setTimeout(() => stop.abort(), limits.withinMs)];
  // How far the POST came before it failed; this decides the result.
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
        // A new connection for each delivery, so that each delivery checks the address again.
        agent: false,
        // Not by the socket's event `lookup`, which fires before a listener is added if the name is answered at once.
        lookup: (hostname, options, done) =>
          outside.lookup(hostname, options, (error, ...found) => {
            if (!error) reached = 'address';
            done(error, ...found);
          }),
        signal: stop.signal,
      });
      sending.on('socket', (socket) => {
        const connecting = setTimeout(() => stop.abort(), limits.connectWithinMs);
        timers.push(connecting);
        socket.on('connect', () => {
          clearTimeout(connecting);
          reached = url.protocol === 'https:' ? 'host' : 'receiver';
        });
        socket.on('secureConnect', () => {
          reached = 'receiver';
        });
      });
      // An answer of 101 causes only `close`.
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

/** Reads until the limit, the end of the time or the end of the connection. Only the status counts. */
async function readAway(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of response) {
      bytes += (chunk as Buffer).length;
      if (bytes > mostBytes) return;
    }
  } catch {
    // The body is not needed.
  }
}

/** Returns the seconds of either form of the header, a day at most. */
function retryAfter(status: number, { headers }: IncomingMessage): number | undefined {
  const text = headers['retry-after'];
  if (!text || (status !== 429 && status !== 503)) return undefined;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return seconds > 0 ? Math.min(seconds, longestRetryAfter) : undefined;
}

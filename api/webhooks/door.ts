// The door for Plaid. It stands before Koa, whose layers are for browsers and for callers with keys, and took a sixth
// of the cost of a delivery in this process (measured). A refusal gives the sender no reason; the log has it.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';
import { logFault } from '../http/errors.ts';
import { Problem, problemDocument } from '../http/problem.ts';
import { requestIdOf } from '../http/request-id.ts';
import { createWebhookReceiver, type Kept, type RefusedWebhook } from './webhook-receiver.ts';

const path = '/plaid/webhooks';
/** As a router reads it: upper or lower case, with or without a slash at the end. */
const address = /^\/plaid\/webhooks\/?(\?|$)/i;

export const isForDoor = ({ url }: IncomingMessage): boolean => address.test(url ?? '');

export function createDoor(deps: Deps): RequestListener {
  const { log, metrics, pokeRelay } = deps;
  const receive = createWebhookReceiver(deps);
  const mayLog = oncePerMinute();

  function note(received: Kept | RefusedWebhook, about: { request_id: string; status: number; ms: number }): void {
    if (received.kept) {
      const { webhook, type, code, stale } = received;
      const duplicate = webhook === null;
      metrics.webhooksReceived.inc({ result: duplicate ? 'duplicate' : 'kept', stale: String(stale) });
      log.info({ ...about, webhook, type, code, stale, duplicate }, 'webhook kept');
    } else {
      const { reason, from, answer } = received;
      metrics.webhooksRefused.inc({ reason });
      // Strangers can send any number of requests, and in an outage the door refuses all of Plaid's. So the metric
      // counts them, and the log has one line a minute.
      const since = mayLog(reason);
      if (since === null) return;
      log.warn({ ...about, reason, from, refused_since_last_line: since }, 'webhook refused');
      if (reason !== 'key_lookup_unavailable') logFault(log, answer, { request_id: about.request_id });
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now();
    const requestId = requestIdOf(request.headers['x-request-id']);
    const isPost = request.method === 'POST';
    const received = isPost ? await receive(request) : wrongMethod();
    if (received.kept) send(response, 200, requestId, { 'Content-Type': 'application/json; charset=utf-8' }, {});
    else refuse(request, response, requestId, received.answer);

    const ms = performance.now() - began;
    const { statusCode: status } = response;
    metrics.httpRequests.observe({ method: isPost ? 'POST' : 'other', route: path, status }, ms / 1000);
    note(received, { request_id: requestId, status, ms: Math.round(ms * 10) / 10 });
    if (received.kept && received.webhook) pokeRelay();
  }

  return (request, response) => {
    serve(request, response).catch((error: unknown) => {
      log.warn(errorFields(error), 'response not sent');
      response.destroy();
    });
  };
}

/**
 * Null when a line with this reason was logged within the last minute; otherwise the number of refusals since then.
 */
function oncePerMinute(): (reason: string) => number | null {
  const lines = new Map<string, { at: number; unsaid: number }>();
  return (reason) => {
    const at = performance.now();
    const last = lines.get(reason);
    if (last && at - last.at < 60_000) {
      last.unsaid += 1;
      return null;
    }
    lines.set(reason, { at, unsaid: 0 });
    return 1 + (last?.unsaid ?? 0);
  };
}

function refuse(request: IncomingMessage, response: ServerResponse, requestId: string, answer: Problem): void {
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json', ...answer.headers };
  // Otherwise Node would read an unread body to its end, however long, before it uses the connection again.
  if (!request.complete) headers.Connection = 'close';
  send(response, answer.status, requestId, headers, problemDocument(answer, requestId));
}

function send(
  response: ServerResponse,
  status: number,
  requestId: string,
  headers: Record<string, string>,
  body: Record<string, unknown>,
): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, {
    ...headers,
    'Content-Length': length,
    'Cache-Control': 'no-store',
    'X-Request-Id': requestId,
  });
  response.end(text);
}

function wrongMethod(): RefusedWebhook {
  const detail = 'This address does not take this method. Use one that the header Allow names.';
  const answer = new Problem(405, 'method_not_allowed', detail, { headers: { Allow: 'POST' } });
  return { kept: false, reason: answer.code, answer };
}

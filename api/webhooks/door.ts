// The door for Plaid. It stands before Koa, whose layers are for browsers and for callers with keys: they took a sixth
// of what a delivery costs this process (measured). A refusal tells the sender nothing; the log has the reason.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { errorFields } from '../access-log.ts';
import type { Deps } from '../context.ts';
import { logFault } from '../errors.ts';
import { Problem, problemDocument } from '../problem.ts';
import { requestIdOf } from '../request-id.ts';
import { createWebhookReceiver, type Kept, type Refused } from './webhook-receiver.ts';

const path = '/plaid/webhooks';
/** As a router reads it: in any case, and with or without a slash at the end. */
const address = /^\/plaid\/webhooks\/?(\?|$)/i;

export const isForDoor = ({ url }: IncomingMessage): boolean => address.test(url ?? '');

export function createDoor(deps: Deps): RequestListener {
  const { log, metrics, pokeRelay } = deps;
  const receive = createWebhookReceiver(deps);

  function note(received: Kept | Refused, about: { request_id: string; status: number; ms: number }): void {
    if (received.kept) {
      const { webhook, type, code, stale } = received;
      const duplicate = webhook === null;
      metrics.webhooksReceived.inc({ result: duplicate ? 'duplicate' : 'kept', stale: String(stale) });
      log.info({ ...about, webhook, type, code, stale, duplicate }, 'webhook kept');
    } else {
      const { reason, from, answer } = received;
      metrics.webhooksRefused.inc({ reason });
      log.warn({ ...about, reason, from }, 'webhook refused');
      logFault(log, answer, { request_id: about.request_id });
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

function refuse(request: IncomingMessage, response: ServerResponse, requestId: string, answer: Problem): void {
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json', ...answer.headers };
  // An unread body would be read to its end, however long, before the connection is used again.
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

function wrongMethod(): Refused {
  const detail = 'This address does not take this method; see Allow.';
  const answer = new Problem(405, 'method_not_allowed', detail, { headers: { Allow: 'POST' } });
  return { kept: false, reason: answer.code, answer };
}

import { z } from 'zod';
import { caseEvents, createReaders, hasEnded } from '../cases/case-events.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { numberCursor, queryOf } from '../http/query.ts';
import { answerStream } from '../http/stream.ts';

const query = z.strictObject({
  after: numberCursor.describe('The id of an event: the stream begins behind it.'),
});
const header = z.object({ 'last-event-id': numberCursor });

const streaming = {
  summary: 'Follow the case as server-sent events',
  description: `Each event has the \`id\`, and as \`data\` the JSON, of an entry of the timeline. An event of the type \`end\`, with the \`outcome\`, closes the stream of a closed case. A closed case without further events answers 204, after which an \`EventSource\` does not connect again.`,
  query,
  headers: {
    'Last-Event-ID': 'The id of the last event that you have, as an `EventSource` sends it. Goes before `after`.',
  },
  answer: z.string(),
  mediaType: 'text/event-stream',
  otherwise: { 204: null },
  problems: ['too_many_streams'],
} as const;

/** Below the limit of connections, so that streams leave room for requests and for Plaid's webhooks. */
const mostStreams = 2_500;
/** So long a stream may take to end once the process stops. */
const cutAfterMs = 1_000;

/**
 * Answers with the events of the case as server-sent events. A closed case without further events answers 204, which
 * ends the reconnecting of an `EventSource`.
 */
export function streamEvents(deps: Deps): Handler {
  let open = 0;
  const inTurn = createReaders();
  return documented(streaming, async (ctx) => {
    const { after } = checkInput(query, queryOf(ctx));
    const seen = checkInput(header, { 'last-event-id': ctx.get('Last-Event-ID') || undefined })['last-event-id'];
    const since = seen ?? after ?? null;
    const { id: onboardingId, tenantId, stage } = await findCase(deps, ctx);
    const isOver = stage === 'closed' && since && (await hasEnded(deps, onboardingId, since));
    // A client that has gone by now closes nothing any more, so it would keep its place for good.
    if (isOver || ctx.res.closed) {
      ctx.status = 204;
      ctx.body = null;
      return;
    }
    if (open >= mostStreams) throw tooMany();
    open += 1;
    const gone = new AbortController();
    // A client that does not read would keep the process from stopping.
    const cut = () => void setTimeout(() => ctx.res.destroy(), cutAfterMs);
    deps.timelines.closed.addEventListener('abort', cut);
    ctx.res.once('close', () => {
      open -= 1;
      deps.timelines.closed.removeEventListener('abort', cut);
      gone.abort();
    });
    ctx.type = 'text/event-stream';
    // Tells nginx and its kin to pass each event on at once.
    ctx.set('X-Accel-Buffering', 'no');
    answerStream(ctx, caseEvents({ ...deps, inTurn }, { tenantId, onboardingId, after: since, signal: gone.signal }));
  });
}

const tooMany = () =>
  new Problem(
    503,
    'too_many_streams',
    'This process serves as many event streams as it can. Connect again later, or read the case with ?wait= instead.',
    { headers: { 'Retry-After': '10' } },
  );

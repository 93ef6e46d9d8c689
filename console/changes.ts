// The events of a case as its pages receive them: that something changed, and nothing about what.
import { Readable } from 'node:stream';
import type { PageContext } from './context.ts';

/** Reads the events of the API behind those that the browser has. */
export type ReadEvents = (signal: AbortSignal, headers: Record<string, string>) => Promise<Response>;

/**
 * Answers with an event `changed` for each entry of the timeline that the page does not show yet, and with 204 for a
 * closed case, after which the browser does not connect again. `seen`: how many entries the page shows.
 */
export async function answerChanges(ctx: PageContext, read: ReadEvents, seen = 0): Promise<void> {
  const last = ctx.get('Last-Event-ID');
  const gone = new AbortController();
  if (ctx.res.closed) gone.abort();
  else ctx.res.once('close', () => gone.abort());
  const { status, body } = await read(gone.signal, last === '' ? {} : { 'Last-Event-ID': last });
  if (status === 204 || !body) {
    ctx.status = 204;
    return;
  }
  ctx.type = 'text/event-stream';
  ctx.set('X-Accel-Buffering', 'no');
  const events = Readable.from(changesIn(body, last === '' ? seen : 0));
  events.once('error', () => void ctx.res.destroy());
  ctx.body = events;
}

async function* changesIn(stream: ReadableStream<Uint8Array>, seen: number): AsyncGenerator<string> {
  let known = seen;
  for await (const block of blocksOf(stream)) {
    const id = /^id: \d+$/m.exec(block)?.[0];
    // Without an event, the browser still keeps the id, and names it when it connects again.
    if (id) yield known > 0 ? `${id}\n\n` : `${id}\nevent: changed\ndata:\n\n`;
    // The interval after which the browser connects again, and signs that the stream lives.
    else if (!block.startsWith('event:')) yield `${block}\n\n`;
    if (id) known -= 1;
  }
}

async function* blocksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of stream) {
    const blocks = (text + decoder.decode(piece, { stream: true })).split('\n\n');
    text = blocks.pop() ?? '';
    yield* blocks;
  }
}

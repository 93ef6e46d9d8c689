// The events of a case as the page of the case wants them: it only has to know that something changed.
import { Readable } from 'node:stream';
import type { Desk } from '../desk.ts';
import { kindOf } from './kind.ts';

/**
 * Answers with an event `changed` for each entry of the timeline that the page does not show yet, and with 204 for a
 * closed case, after which the browser does not connect again. `seen`: how many entries the page shows.
 */
export async function followCase({ api, ctx }: Desk, id: string): Promise<void> {
  const last = ctx.get('Last-Event-ID');
  const seen = last === '' ? Number.parseInt(`${ctx.query.seen ?? 0}`, 10) : 0;
  const gone = new AbortController();
  ctx.res.once('close', () => gone.abort());
  const { data, response } = await api.GET(`/v1/${kindOf(id)}/{id}/events`, {
    params: { path: { id } },
    headers: last === '' ? {} : { 'Last-Event-ID': last },
    parseAs: 'stream',
    signal: gone.signal,
  });
  if (response.status === 204 || !data) {
    ctx.status = 204;
    return;
  }
  ctx.type = 'text/event-stream';
  ctx.set({ 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  const events = Readable.from(changesIn(data as unknown as ReadableStream<Uint8Array>, seen));
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
  for await (const piece of stream.pipeThrough(new TextDecoderStream() as never) as unknown as AsyncIterable<string>) {
    text += piece;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    yield* blocks;
  }
}

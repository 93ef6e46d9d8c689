// The events of a case as its page receives them: that something changed, and nothing about what.
import { Readable } from 'node:stream';
import type { PageContext } from '../context.ts';
import type { CaseApi } from './case-of-page.ts';

export async function changes(ctx: PageContext, api: CaseApi): Promise<void> {
  const gone = new AbortController();
  ctx.res.once('close', () => gone.abort());
  const { status, body } = await api.events(gone.signal, ctx.get('Last-Event-ID'));
  ctx.status = status;
  if (!body) return;
  ctx.type = 'text/event-stream';
  ctx.set('X-Accel-Buffering', 'no');
  ctx.body = Readable.from(bare(body));
}

/** Keeps the ids, by which a browser goes on after a break, and the comments, which keep the connection alive. */
async function* bare(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of body) {
    const blocks = (text + decoder.decode(piece, { stream: true })).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) yield `${bareBlock(block)}\n\n`;
  }
}

function bareBlock(block: string): string {
  const lines = block.split('\n');
  const kept = lines.filter((line) => /^(id: ?\d+$|retry: ?\d+$|:)/.test(line));
  return [...kept, ...(lines.some((line) => line.startsWith('data:')) ? ['event: changed', 'data: 1'] : [])].join('\n');
}

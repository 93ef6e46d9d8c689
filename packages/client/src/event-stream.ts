// Reads server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), as the API sends them.
import { GangwayError } from './gangway-error.ts';

export type ServerEvent = { type: string; data: string };
/** The id of the last event, and the pause before the next connection, as far as the stream has said. */
export type Place = { lastId: string | null; retryMs: number };

/** Yields the events of each piece that arrives, none if it holds only a comment, and notes in `place` how to go on. */
export async function* readEvents(body: ReadableStream<Uint8Array>, place: Place): AsyncGenerator<ServerEvent[]> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const piece of body) {
      text += decoder.decode(piece, { stream: true });
      const blocks = text.split(/\r?\n\r?\n/);
      text = blocks.pop() ?? '';
      yield blocks.flatMap((block) => eventIn(block, place) ?? []);
    }
  } catch (cause) {
    throw new GangwayError('unreachable', 'The stream of events broke.', { cause });
  }
}

function eventIn(block: string, place: Place): ServerEvent | null {
  const event = { type: 'message', data: [] as string[] };
  for (const line of block.split(/\r?\n/)) {
    const [, field, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === 'id') place.lastId = value;
    if (field === 'retry' && /^\d+$/.test(value)) place.retryMs = Number(value);
    if (field === 'event') event.type = value;
    if (field === 'data') event.data.push(value);
  }
  return event.data.length === 0 ? null : { type: event.type, data: event.data.join('\n') };
}

// Listens to the events of many cases, each by a stream of its own, as a careful client does: when a stream ends, it
// connects again behind the last event that it has.
import { setMaxListeners } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

export type Listeners = {
  /** How many streams are open. */
  open(): number;
  /** The ids of the events of each case. */
  received: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many events came once more. */
  doubled(): number;
  /** How many requests for a stream had another answer. */
  refused(): number;
  close(): void;
};

/** Until the server has said how long a client should wait before it connects again. */
const firstRetryMs = 1_000;

/** `origin` is asked before each connection. */
export function listenToAll(origin: () => string, apiKey: string, cases: readonly string[]): Listeners {
  const received = new Map(cases.map((id) => [id, new Set<string>()]));
  const leaving = new AbortController();
  // Each stream listens to it.
  setMaxListeners(0, leaving.signal);
  let open = 0;
  let doubled = 0;
  let refused = 0;

  function listen(id: string, events: Set<string>): void {
    let last: string | undefined;
    let retryMs = firstRetryMs;
    const take = (block: string) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      retryMs = Number(field('retry') ?? retryMs);
      const event = field('id');
      if (event === undefined) return;
      last = event;
      if (events.has(event)) doubled += 1;
      events.add(event);
    };
    const connect = () => {
      const headers = { Authorization: `Bearer ${apiKey}`, ...(last && { 'Last-Event-ID': last }) };
      const asked = request(`${origin()}/v1/onboardings/${id}/events`, {
        ...{ agent: false, headers, signal: leaving.signal },
      });
      asked
        .on('error', () => {})
        .once('close', () => {
          if (!leaving.signal.aborted) setTimeout(connect, retryMs);
        });
      asked.once('response', (answer) => {
        if (answer.statusCode !== 200) {
          refused += 1;
          answer.resume();
          return;
        }
        open += 1;
        answer
          .on('error', () => {})
          .once('close', () => {
            open -= 1;
          });
        eachBlock(answer, take);
      });
      asked.end();
    };
    connect();
  }

  for (const [id, events] of received) listen(id, events);
  return { open: () => open, received, doubled: () => doubled, refused: () => refused, close: () => leaving.abort() };
}

/** An empty line ends a block, and a stream that breaks off leaves a part of one, which does not count. */
function eachBlock(answer: IncomingMessage, take: (block: string) => void): void {
  let text = '';
  answer.setEncoding('utf8').on('data', (more: string) => {
    const blocks = (text + more).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) take(block);
  });
}

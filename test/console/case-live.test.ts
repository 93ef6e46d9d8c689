import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { answerChanges } from '../../console/changes.ts';
import { closeStage } from '../../db/case/stages.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { afterClose } from '../support/http/after-close.ts';
import { createdCase } from '../support/http/api.ts';
import { headersOf, startApiWithConsole } from '../support/http/console-people.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { until } from '../support/until.ts';

describe('the events of the case page', () => {
  const [database, api] = forEachTest(startApiWithConsole);
  let id: string;
  beforeEach(async () => {
    id = await createdCase(api);
  });

  async function follow(seen: number, headers: Record<string, string> = {}) {
    const leave = new AbortController();
    const address = `${api.address}/console/t/default/cases/${id}/live?seen=${seen}`;
    const response = await fetch(address, { headers: { ...headersOf('viola'), ...headers }, signal: leave.signal });
    const read = { text: '' };
    const whole = readInto(read, response).catch(() => {});
    return {
      response,
      read,
      whole,
      leave: () => leave.abort(),
      changes: () => read.text.split('event: changed').length - 1,
    };
  }

  const shown = async (): Promise<number> => (await api.send('GET', `/v1/onboardings/${id}/timeline`)).body.data.length;
  const note = (what: string) => addToTimeline(database.pool, id, what, { secret: 'detail' });
  const close = () => closeStage(database.pool, { onboardingId: id, step: 9, outcome: 'cancelled' });

  it('come for what the page does not show yet, without their content', async () => {
    const stream = await follow(await shown());
    assert.equal(stream.response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    assert.ok(await until(async () => stream.read.text.includes('id: ')));
    assert.equal(stream.changes(), 0);
    await note('noted');
    assert.ok(await until(async () => stream.changes() === 1));
    assert.match(stream.read.text, /id: \d+\nevent: changed\ndata:\n\n$/);
    assert.ok(!/noted|secret/.test(stream.read.text));
    stream.leave();
  });

  it('come for all that a page without entries lacks', async () => {
    const stream = await follow(0);
    const all = await shown();
    assert.ok(await until(async () => stream.changes() === all));
    stream.leave();
  });

  it('end with the case, and a browser that connects again gets 204', async () => {
    const stream = await follow(await shown());
    await close();
    await stream.whole;
    assert.equal(stream.changes(), 1);
    const last = [...stream.read.text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? '';
    const again = await follow(0, { 'Last-Event-ID': last });
    assert.equal(again.response.status, 204);
  });

  it('go on behind the last one after a break', async () => {
    const stream = await follow(await shown());
    assert.ok(await until(async () => stream.read.text.includes('id: ')));
    const last = [...stream.read.text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? '';
    stream.leave();
    await note('noted');
    const again = await follow(99, { 'Last-Event-ID': last });
    // The API repeats those of the last minute, because they may have been committed later.
    assert.ok(await until(async () => again.changes() >= 1));
    again.leave();
  });
});

describe('the changes of a case', () => {
  it('are read no longer once the browser goes', async () => {
    let wanted: AbortSignal | undefined;
    const app = new Koa();
    app.silent = true;
    app.use((ctx) =>
      answerChanges(ctx as never, async (signal) => {
        wanted = signal;
        const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('id: 1\n\n')) });
        return new Response(body);
      }),
    );
    const server = createServer(app.callback()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const leave = new AbortController();
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { body } = await fetch(address, { signal: leave.signal });
    await body?.getReader().read();
    assert.equal(wanted?.aborted, false);
    leave.abort();
    const isOver = await until(async () => wanted?.aborted === true);
    server.close();
    server.closeAllConnections();
    assert.ok(isOver);
  });

  it('are read no longer where the browser has gone before the API answered', async () => {
    let wanted: AbortSignal | undefined;
    await afterClose((ctx) =>
      answerChanges(ctx, async (signal) => {
        wanted = signal;
        return new Response(null, { status: 204 });
      }),
    );
    assert.equal(wanted?.aborted, true);
  });
});

async function readInto(read: { text: string }, response: Response): Promise<void> {
  const decoder = new TextDecoder();
  for await (const piece of response.body ?? []) read.text += decoder.decode(piece, { stream: true });
}

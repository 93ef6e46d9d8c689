import assert from 'node:assert/strict';
import { closeStage, moveStage } from '../../db/case/stages.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { type Client, type ClientOptions, createClient } from '../../packages/client/src/index.ts';
import { verifyCase } from '../support/cases/funded-case.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { transfersOnAccounts } from '../support/http/transfers-on-accounts.ts';
import { until } from '../support/until.ts';

type Given = { fetch?: NonNullable<ClientOptions['fetch']>; signal?: AbortSignal; timeoutMs?: number };

/** A `fetch` that counts, and may break the stream behind its first events. */
function watched({ breaks = false } = {}) {
  const asked: { path: string; lastEventId: string | null }[] = [];
  const fetch: NonNullable<ClientOptions['fetch']> = async (request) => {
    const path = new URL(request.url).pathname;
    asked.push({ path, lastEventId: request.headers.get('Last-Event-ID') });
    const response = await globalThis.fetch(request);
    const isFirst = asked.filter((one) => one.path === path).length === 1;
    if (!breaks || !isFirst || !path.endsWith('/events')) return response;
    return new Response(response.body?.pipeThrough(brokenAfter('awaiting_link')), response);
  };
  return { fetch, streams: () => asked.filter(({ path }) => path.endsWith('/events')), asked };
}

function brokenAfter(what: string) {
  const decoder = new TextDecoder();
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      controller.enqueue(piece);
      if (decoder.decode(piece).includes(what)) queueMicrotask(() => controller.error(new Error('broken')));
    },
  });
}

describe('waitForOnboarding', () => {
  const [database, api] = forEachTest((pool) => startApi(pool));
  // A wait that a failed test leaves behind would keep the process alive.
  let over: AbortController;
  beforeEach(() => {
    over = new AbortController();
  });
  afterEach(() => over.abort());
  const waitFor = (id: string, until: Parameters<Client['waitForOnboarding']>[1], { fetch, ...more }: Given = {}) =>
    createClient({ baseUrl: api.address, apiKey: api.key, ...(fetch && { fetch }) }).waitForOnboarding(id, until, {
      ...{ signal: over.signal, ...more },
    });
  const move = (id: string) => moveStage(database.pool, { onboardingId: id, step: 1, stage: 'verifying_account' });
  const cancel = (id: string) => closeStage(database.pool, { onboardingId: id, step: 9, outcome: 'cancelled' });

  it('resolves at once where the case stands so already', async () => {
    const id = await createdCase(api);
    assert.equal((await waitFor(id, 'awaiting_link')).id, id);
  });

  it('resolves once the case is at a stage, has an outcome, or meets a condition', async () => {
    const id = await createdCase(api);
    const { fetch, streams } = watched();
    const waits = [
      waitFor(id, 'verifying_account', { fetch }),
      waitFor(id, ({ stage }) => stage === 'verifying_account', { fetch }),
    ];
    assert.ok(await until(async () => streams().length === 2));
    await move(id);
    for (const wait of waits) assert.equal((await wait).stage, 'verifying_account');
    const last = waitFor(id, 'cancelled', { fetch });
    await cancel(id);
    assert.equal((await last).stage, 'closed');
  });

  it('connects again behind the last event when the stream breaks', async () => {
    const id = await createdCase(api);
    const { fetch, streams } = watched({ breaks: true });
    const wait = waitFor(id, 'verifying_account', { fetch });
    assert.ok(await until(async () => streams().length === 2));
    const [first, second] = streams();
    assert.equal(first?.lastEventId, null);
    assert.match(second?.lastEventId ?? '', /^\d+$/);
    await move(id);
    assert.equal((await wait).stage, 'verifying_account');
  });

  it('reads the case only where an event has come', async () => {
    const id = await createdCase(api);
    const { fetch, asked, streams } = watched();
    const wait = waitFor(id, 'cancelled', { fetch });
    const reads = () => asked.length - streams().length;
    assert.ok(await until(async () => reads() === 2), 'once connected, and after the events until now');
    await addToTimeline(database.pool, id, 'noted', {});
    assert.ok(await until(async () => reads() === 3));
    await cancel(id);
    await wait;
  });

  it('throws where the case has ended otherwise', async () => {
    const id = await createdCase(api);
    const wait = waitFor(id, 'funded');
    await cancel(id);
    const otherwise = { name: 'GangwayError', code: 'wait_over', message: `${id} has ended otherwise: cancelled.` };
    await assert.rejects(wait, otherwise);
    await assert.rejects(waitFor(id, 'funded'), otherwise);
  });

  it('throws when its time is over, and says where the case stands', async () => {
    const id = await createdCase(api);
    const message = `${id} is still awaiting_link after 0.5 s.`;
    await assert.rejects(waitFor(id, 'funded', { timeoutMs: 500 }), {
      code: 'wait_timeout',
      message,
    });
  });

  it('throws the reason of the signal, and leaves the stream', async () => {
    const id = await createdCase(api);
    const { fetch, streams } = watched();
    const gone = new AbortController();
    const wait = waitFor(id, 'funded', { fetch, signal: gone.signal });
    assert.ok(await until(async () => streams().length === 1));
    const reason = new Error('the visitor has left');
    gone.abort(reason);
    await assert.rejects(wait, reason);
  });

  it('throws at trouble that does not pass, and at an error of the condition', async () => {
    await assert.rejects(waitFor('onb_none', 'funded'), { code: 'onboarding_not_found' });
    const id = await createdCase(api);
    const wrong = () => {
      throw new RangeError('in the condition');
    };
    await assert.rejects(waitFor(id, wrong), { name: 'RangeError' });
  });
});

describe('waitForTransfer', () => {
  const { database, door, parts, ask } = transfersOnAccounts();

  it('resolves once the transfer has a status', async () => {
    const { account } = await verifyCase(parts());
    const { id } = (await ask(account)).body;
    const client = createClient({ baseUrl: door.address, apiKey: door.key });
    assert.equal((await client.waitForTransfer(id, 'starting')).account_id, account);
    const wait = client.waitForTransfer(id, 'cancelled');
    await closeStage(database.pool, { onboardingId: id, step: 9, outcome: 'cancelled' });
    assert.equal((await wait).status, 'cancelled');
  });
});

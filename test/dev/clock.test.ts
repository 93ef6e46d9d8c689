import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clockServer } from '../../dev/clock.ts';

const day = 86_400;

describe('the clock of the development stack', () => {
  let server: Server;
  let now: Date;
  let asked: number[];
  let busy = 0;
  beforeEach(async () => {
    now = new Date('2026-03-02T10:00:00Z');
    asked = [];
    server = clockServer({
      now: async () => now,
      pass: async (seconds) => {
        busy += 1;
        assert.equal(busy, 1, 'two jumps at once');
        asked.push(seconds);
        await new Promise((resolve) => setImmediate(resolve));
        now = new Date(now.getTime() + seconds * 1000);
        busy -= 1;
        return { now, stayed: null };
      },
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => server.close());

  async function send(method: string, body?: string, { path = '/dev/clock', type = 'application/json' } = {}) {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
    const answer = await fetch(url, { method, headers: { 'content-type': type }, ...(body !== undefined && { body }) });
    // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
    return { status: answer.status, body: (await answer.json()) as any };
  }
  const post = (body: unknown) => send('POST', JSON.stringify(body));

  for (const [body, seconds] of [
    [{ advance: '3d' }, 3 * day],
    [{ advance: '90m' }, 5_400],
    [{ advance: '12h' }, day / 2],
    [{ advance: '2w' }, 14 * day],
    [{ to: '2026-03-04' }, 38 * 3_600],
    [{ to: '2026-03-02T10:00:01Z' }, 1],
  ] as const) {
    it(`lets time pass for ${JSON.stringify(body)}, and answers the new time`, async () => {
      const { status, body: answer } = await post(body);
      const then = new Date(Date.parse('2026-03-02T10:00:00Z') + seconds * 1000).toISOString();
      assert.deepEqual([status, asked], [200, [seconds]]);
      assert.deepEqual(answer, { now: then, advanced_seconds: seconds, stayed: null });
      assert.equal((await send('GET')).body.now, then);
    });
  }

  for (const given of [
    ...['', '{', '[]', 'null', '"3d"', '{}', '{"advance":3}', '{"advance":"3"}', '{"advance":"d"}', '{"advance":"0d"}'],
    ...['{"advance":"-1d"}', '{"advance":"1.5d"}', '{"advance":"3y"}', '{"advance":"3d","to":"2026-03-04"}'],
    ...['{"days":3}', '{"to":"tomorrow"}', '{"to":"2026-13-01"}', '{"to":5}', '{"to":"2026-03-04T10:00:00+02:00"}'],
  ]) {
    it(`refuses ${given || 'an empty body'}, and says what to send`, async () => {
      const { status, body } = await send('POST', given);
      assert.deepEqual([status, asked], [422, []]);
      assert.match(body.error, /^Send \{"advance": "3d"\}/);
    });
  }

  it('refuses the past, and more than two years', async () => {
    for (const [body, why] of [
      [{ to: '2026-03-02' }, /only forwards/],
      [{ to: '2026-03-02T10:00:00Z' }, /only forwards/],
      [{ to: '2030-01-01' }, /two years at most/],
      [{ advance: '105w' }, /two years at most/],
    ] as const) {
      const answer = await post(body);
      assert.equal(answer.status, 422);
      assert.match(answer.body.error, why);
    }
    assert.deepEqual(asked, []);
  });

  it('refuses other paths, methods and forms of a body', async () => {
    assert.equal((await send('POST', '{"advance":"1d"}', { path: '/dev/clocks' })).status, 404);
    assert.equal((await send('DELETE')).status, 405);
    assert.equal((await send('POST', '{"advance":"1d"}', { type: 'text/plain' })).status, 415);
    assert.deepEqual(asked, []);
  });

  it('takes one request after the other', async () => {
    const answers = await Promise.all([
      post({ advance: '1d' }),
      post({ to: '2026-03-03T10:00:00Z' }),
      post({ advance: '1d' }),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 422, 200],
    );
    assert.deepEqual(asked, [day, day]);
  });
});

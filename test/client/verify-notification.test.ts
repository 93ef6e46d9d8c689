import assert from 'node:assert/strict';
import { GangwayError, verifyNotification } from '../../packages/client/src/index.ts';
import { anEndpoint, startNotified, toldCase } from '../support/http/notified.ts';
import { forEachTest } from '../support/http/own-api.ts';
import type { Received } from '../support/http/receiver.ts';
import { until } from '../support/until.ts';

describe('verifyNotification', () => {
  // By the real clock, because a signature is about the time.
  const [database, notified] = forEachTest((pool) => startNotified(pool, { clock: () => new Date() }));

  async function sent(): Promise<{ received: Received; secret: string; endpoint: string; onboarding: string }> {
    const { api, receiver } = notified;
    const { secret, id } = await anEndpoint(api, receiver.url);
    return { ...(await next()), secret, endpoint: id };
  }
  async function next() {
    const { api, receiver } = notified;
    const onboarding = await toldCase(database.pool);
    const find = () => receiver.received.find(({ json }) => json.data.onboarding_id === onboarding);
    const arrives = async () => {
      await api.notifier.turn();
      return find() !== undefined;
    };
    await until(arrives);
    const received = find();
    assert.ok(received);
    return { received, onboarding };
  }
  const refused = (code: string, message: RegExp) => (error: unknown) => {
    assert.ok(error instanceof GangwayError);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  };

  it('returns the notification with its id, from a string or from bytes, and from headers of both kinds', async () => {
    const { received, secret, onboarding } = await sent();
    const { body, headers, id } = received;
    const event = verifyNotification(body, headers, secret);
    assert.deepEqual(event, { id, ...JSON.parse(body) });
    assert.ok('onboarding_id' in event.data);
    assert.equal(event.data.onboarding_id, onboarding);
    assert.deepEqual(verifyNotification(Buffer.from(body), new Headers(headers), [secret]), event);
  });

  it('takes the old and the new secret while one is rotated', async () => {
    const { secret, endpoint } = await sent();
    const { body } = await notified.api.send('POST', `/v1/notification_endpoints/${endpoint}/rotate`);
    const { received } = await next();
    for (const secrets of [secret, body.secret, [secret, body.secret], [body.secret, secret]])
      assert.equal(verifyNotification(received.body, received.headers, secrets).id, received.id);
  });

  it('refuses what Gangway did not sign, and what is old', async () => {
    const { received, secret } = await sent();
    const { body, headers } = received;
    const other = `whsec_${Buffer.alloc(32).toString('base64')}`;
    const invalid = (message: RegExp) => refused('invalid_signature', message);
    assert.throws(() => verifyNotification(`${body} `, headers, secret), invalid(/No matching signature found\.$/));
    assert.throws(() => verifyNotification(body, headers, other), invalid(/No matching signature/));
    assert.throws(() => verifyNotification(body, {}, secret), invalid(/Missing required headers/));
    const old = { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 301) };
    assert.throws(() => verifyNotification(body, old, secret), invalid(/too old/));
    const halved = { ...headers, 'webhook-signature': 'v1' };
    assert.throws(() => verifyNotification(body, halved, secret), invalid(/No matching signature/));
  });

  it('says what to pass where the caller passes something else', async () => {
    const { received, secret } = await sent();
    const { body, headers, json } = received;
    assert.throws(() => verifyNotification(json, headers, secret), /^TypeError: Pass the body as it came/);
    for (const none of ['', [], 'secret'])
      assert.throws(() => verifyNotification(body, headers, none), /^TypeError: The secret is that of the endpoint/);
  });
});

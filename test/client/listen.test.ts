import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { addNotification } from '../../db/notify/notifications.ts';
import { transaction } from '../../db/pool.ts';
import { freePort } from '../../dev/ports.ts';
import { fromSources } from '../../dev/tsx-loader.ts';
import { verifyNotification } from '../../packages/client/src/index.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { storedKey } from '../support/http/api.ts';
import { startNotified, toldCase } from '../support/http/notified.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { isSigned } from '../support/http/receiver.ts';
import { until } from '../support/until.ts';

const listening = 'Listening for new notifications';

describe('gangway listen', () => {
  const [database, notified] = forEachTest((pool) => startNotified(pool));
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  /** Runs the command. `output` grows as it prints. */
  function gangway(args: string[], env: Record<string, string>) {
    const child = spawn(process.execPath, [...fromSources('packages/client/src/gangway-main.ts'), ...args], { env });
    started.push(child);
    const printed = { output: '' };
    const closed = once(child, 'close');
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        printed.output += data;
      });
    const prints = async (text: string) =>
      assert.ok(await until(async () => printed.output.includes(text)), `no ${text} in ${printed.output}`);
    const ends = async () => ({ code: (await closed)[0], output: printed.output });
    return { child, prints, ends };
  }
  const listen = (...more: string[]) =>
    gangway(['listen', '--api', notified.api.address, ...more], { GANGWAY_API_KEY: notified.api.key });

  it('prints new notifications, also those whose transaction commits late, and no old ones', async () => {
    const old = await toldCase(database.pool);
    const { child, prints, ends } = listen();
    await prints(listening);
    const late = await storedCase(database.pool, { tenantId: 'default' });
    const box: { commit?: () => void } = {};
    const held = new Promise<void>((resolve) => {
      box.commit = resolve;
    });
    const slow = transaction(database.pool, async (tx) => {
      await addNotification(tx, { onboardingId: late, type: 'onboarding.in_review', action: 'review' });
      await tx.query('select'); // With it PostgreSQL gets the statements before it (`withNext`).
      await held;
    });
    const quick = await toldCase(database.pool);
    await prints(quick);
    box.commit?.();
    await slow;
    await prints(late);
    child.kill('SIGINT');
    const { code, output } = await ends();
    assert.equal(code, 0);
    const lines = output.trim().split('\n').slice(1);
    assert.equal(lines.length, 2, output);
    const line = (id: string, what: string) => new RegExp(`^2\\S+Z {2}ntf_\\w{32} {2}${id} {2}${what}$`);
    assert.match(lines[0] ?? '', line(quick, 'onboarding\\.funded'));
    assert.match(lines[1] ?? '', line(late, 'onboarding\\.in_review {2}review'));
    assert.ok(!output.includes(old));
  });

  it('forwards each one, signed by the secret that it prints, and says what came back', async () => {
    const { receiver } = notified;
    const { child, prints, ends } = listen('--forward-to', receiver.url);
    await prints(listening);
    const id = await toldCase(database.pool);
    await receiver.heard(1);
    await prints(`POST ${receiver.url}: 204`);
    receiver.reply = (_received, response) => void response.destroy();
    await toldCase(database.pool);
    await prints(`POST ${receiver.url}: no answer`);
    child.kill('SIGINT');
    const { output } = await ends();
    const secret = /signed with the secret (whsec_\S+)/.exec(output)?.[1] ?? '';
    const [received] = receiver.received;
    assert.ok(received && isSigned(received, secret));
    const { id: notification, type, data } = verifyNotification(received.body, received.headers, secret);
    assert.deepEqual([type, 'onboarding_id' in data && data.onboarding_id], ['onboarding.funded', id]);
    // The body is the one that Gangway itself would post.
    const { body } = await notified.api.send('GET', `/v1/notifications/${notification}`);
    const { deliveries, id: _id, ...event } = body;
    assert.deepEqual(JSON.parse(received.body), event);

    const again = listen('--forward-to', receiver.url);
    await again.prints(secret);
  });

  it('goes on once the API answers again', async () => {
    const { prints } = listen();
    await prints(listening);
    await database.pool.query('alter table notifications rename to away');
    await prints('Trying again.');
    await database.pool.query('alter table away rename to notifications');
    await prints('It answers again.');
    await prints(await toldCase(database.pool));
  });

  it('says what to correct', async () => {
    const { api } = notified;
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const narrow = await storedKey(database.pool, 'default', ['onboardings:read']);
    for (const [args, key, code, message] of [
      [['listen'], '', 2, /^GANGWAY_API_KEY is missing\. Set it to an API key of your tenant\.\n\nUsage: /],
      [
        ['listen', '--api', api.address],
        'gw_wrong',
        1,
        /^401 unauthorized: .*\nGANGWAY_API_KEY is no key of this API\.$/s,
      ],
      [['listen', '--api', api.address], narrow, 1, /^403 scope_missing: .*notifications/],
      [
        ['listen', '--api', nowhere],
        'gw_any',
        1,
        /^No answer from http:\/\/\S+ \(ECONNREFUSED\)\. Start the API, or name/,
      ],
      [['listen', '--api', 'localhost'], 'gw_any', 2, /^localhost does not begin with http:\/\/\.\n\nUsage: /],
      [['listens'], 'gw_any', 2, /^The command is `gangway listen`\.\n\nUsage: /],
      [['listen', '--forward', 'x'], 'gw_any', 2, /^Unknown option '--forward'/],
    ] as const) {
      const end = await gangway([...args], { GANGWAY_API_KEY: key }).ends();
      assert.equal(end.code, code, end.output);
      assert.match(end.output.trim(), message);
    }
  });
});

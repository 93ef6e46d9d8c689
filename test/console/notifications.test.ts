import assert from 'node:assert/strict';
import { ensureTenant } from '../../db/tenants.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { consoleOf, signedInBy } from '../support/http/console-people.ts';
import { anEndpoint, startNotified, toldCase } from '../support/http/notified.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { answerWith } from '../support/http/receiver.ts';

describe('notifications and endpoints in the console', () => {
  const [database, notified] = forEachTest(async (pool) => {
    await pool.query('truncate notification_endpoints, notifications cascade');
    return startNotified(pool, { signedIn: signedInBy() });
  });
  const { get, post } = consoleOf({
    get address() {
      return notified.api.address;
    },
  });
  const newest = async (): Promise<string> =>
    (await notified.api.send('GET', '/v1/notifications?limit=1')).body.data[0].id;
  const endpoints = async () => (await notified.api.send('GET', '/v1/notification_endpoints')).body.data;

  describe('a notification', () => {
    it('is listed by type, delivery and case, with its deliveries, and nothing of its text', async () => {
      await anEndpoint(notified.api, notified.receiver.url);
      const told = await toldCase(database.pool);
      const other = await toldCase(database.pool, 1, 'onboarding.in_review');
      const { text } = await get('viola', '/notifications');
      for (const shown of [told, other, 'onboarding.funded', 'waiting']) assert.ok(text.includes(shown), shown);
      assert.ok(!/user-|Canary|detail/.test(text.replace(/<select.*?<\/select>/gs, '')));
      const links = async (query: string) =>
        [...(await get('viola', `/notifications?${query}`)).text.matchAll(/\/cases\/(onb_\w+)"/g)].map(([, id]) => id);
      assert.deepEqual(await links('type=onboarding.in_review&status=&case='), [other]);
      assert.deepEqual(await links(`case=${told}`), [told]);
      assert.deepEqual(await links('status=delivered'), []);
      assert.deepEqual(await links('status=waiting'), [other, told]);
    });

    it('shows each attempt with the status of its answer, and no body', async () => {
      await anEndpoint(notified.api, notified.receiver.url);
      await toldCase(database.pool);
      notified.receiver.reply = answerWith(400);
      await notified.api.notifier.turn();
      const { status, text } = await get('viola', `/notifications/${await newest()}`);
      assert.equal(status, 200);
      assert.match(text, /the receiver refused it \(status 400\)/);
      assert.ok(!text.includes('Send again'), 'a viewer commands nothing');
    });

    it('is sent again by an operator, who reads that it was', async () => {
      await anEndpoint(notified.api, notified.receiver.url);
      await toldCase(database.pool);
      await notified.api.notifier.turn();
      const id = await newest();
      const { status, location } = await post('omar', `/notifications/${id}/redeliver`);
      assert.deepEqual([status, location], [303, `/console/t/default/notifications/${id}?done=queued`]);
      assert.match((await get('omar', `/notifications/${id}?done=queued`)).text, /is sent again now/);
      assert.match((await get('omar', `/notifications/${id}`)).text, /waiting/);
    });

    it('is not sent again where no endpoint takes it, and the page says so', async () => {
      await toldCase(database.pool);
      const { status, text } = await post('omar', `/notifications/${await newest()}/redeliver`);
      assert.equal(status, 409);
      assert.match(text, /<title>Error: Notification/);
      assert.match(text, /role="alert".*None of your enabled endpoints takes this type/s);
    });

    it('of another tenant is not there', async () => {
      await ensureTenant(database.pool, { id: 'other', name: 'Other' });
      await storedCase(database.pool, { tenantId: 'other' });
      await toldCase(database.pool);
      const id = await newest();
      assert.equal((await consoleOf(notified.api, 'other').get('stranger', `/notifications/${id}`)).status, 404);
      assert.equal((await get('stranger', '/notifications')).status, 404);
    });
  });

  describe('an endpoint', () => {
    it('is added with a secret that only that page shows', async () => {
      const url = `${notified.receiver.url}/console`;
      const { status, text } = await post('omar', '/endpoints/new', {
        url,
        channel: 'webhook',
        types: 'onboarding.funded',
      });
      assert.equal(status, 200);
      const [secret = ''] = /whsec_[\w+/=]+/.exec(text) ?? [];
      assert.ok(secret.length > 30);
      const [made] = await endpoints();
      assert.deepEqual([made.url, made.types], [url, ['onboarding.funded']]);
      for (const page of ['/endpoints', `/endpoints/${made.id}`]) {
        const shown = (await get('omar', page)).text;
        assert.ok(shown.includes(url) && !shown.includes('whsec_'), page);
      }
      assert.ok(!notified.api.logs.join('').includes(secret));
      // As a double click does.
      const again = await post('omar', '/endpoints/new', { url, channel: 'webhook' });
      assert.equal(again.status, 409);
      assert.match(again.text, /To get a new secret for it, rotate it/);
      assert.equal((await endpoints()).length, 1);
    });

    it('is refused at its field, which keeps what was typed', async () => {
      for (const url of ['http://example.com/hook', 'https://10.0.0.7/hook', 'nonsense']) {
        const { status, text } = await post('omar', '/endpoints/new', { url, channel: 'webhook' });
        assert.equal(status, 422, url);
        assert.match(text, /<title>Error: Add an endpoint/);
        assert.match(text, /<a href="#url">Address /);
        assert.match(text, /<input id="url"[^>]*aria-invalid="true" aria-describedby="url-error url-hint"/);
        assert.ok(text.includes(`value="${url}"`));
      }
      const { status, text } = await post('omar', '/endpoints/new', { url: 'https://a.example/', channel: 'email' });
      assert.equal(status, 409);
      assert.match(text, /sends no email/);
    });

    it('gets a new secret, after a page that says what that means', async () => {
      const { id, secret: old } = await anEndpoint(notified.api, notified.receiver.url);
      assert.match((await get('omar', `/endpoints/${id}/rotate`)).text, /also signs for a day/);
      const { status, text } = await post('omar', `/endpoints/${id}/rotate`);
      const [secret] = /whsec_[\w+/=]+/.exec(text) ?? [];
      assert.equal(status, 200);
      assert.ok(secret && secret !== old);
    });

    it('is tested, and the page says with which result', async () => {
      const { id } = await anEndpoint(notified.api, notified.receiver.url);
      const { location } = await post('omar', `/endpoints/${id}/test`);
      assert.equal(location, `/console/t/default/endpoints/${id}?done=test_delivered`);
      const { text } = await get('omar', `/endpoints/${id}?done=test_delivered`);
      assert.match(text, /A test event was sent. Result: delivered./);
      assert.ok(!(await get('omar', `/endpoints/${id}?done=%3Cb%3EYou%20won`)).text.includes('You won'));
    });

    it('receives what a time brought again, and says which field of the time is wrong', async () => {
      const { id } = await anEndpoint(notified.api, notified.receiver.url);
      await toldCase(database.pool);
      await notified.api.notifier.turn();
      const wrong = await post('omar', `/endpoints/${id}/redeliver`, {
        from: '2026-11-30T10:00',
        to: '2026-11-30T09:00',
      });
      assert.equal(wrong.status, 422);
      assert.match(wrong.text, /<a href="#to">Until must be after from/);
      assert.match(wrong.text, /value="2026-11-30T10:00"/);
      const { location } = await post('omar', `/endpoints/${id}/redeliver`, {
        from: '2020-01-01T00:00',
        to: '',
        status: '',
      });
      assert.equal(location, `/console/t/default/endpoints/${id}?done=all`);
      const before = notified.receiver.received.length;
      await notified.api.notifier.turn();
      assert.equal(notified.receiver.received.length, before + 1);
    });

    it('offers the next part of a time that has more than one request sends', async () => {
      const { id } = await anEndpoint(notified.api, notified.receiver.url);
      const { text } = await get('omar', `/endpoints/${id}?from=2020-01-01T00:00&to=&status=failed&rest=abc`);
      assert.match(text, /name="cursor" value="abc"/);
      assert.match(text, /name="status" value="failed"/);
      const refused = await post('omar', `/endpoints/${id}/redeliver`, { from: '2020-01-01T00:00', cursor: 'abc' });
      assert.equal(refused.status, 422);
    });

    it('is enabled again', async () => {
      const { id } = await anEndpoint(notified.api, notified.receiver.url);
      await database.pool.query(`update notification_endpoints set status = 'disabled', disabled_because = 'gone'`);
      assert.match((await get('omar', `/endpoints/${id}`)).text, /the receiver wants no more.*Enable/s);
      await post('omar', `/endpoints/${id}/enable`);
      assert.equal((await endpoints())[0].status, 'enabled');
    });

    it('is deleted, after a page that says what that means', async () => {
      const { id } = await anEndpoint(notified.api, notified.receiver.url);
      assert.match((await get('omar', `/endpoints/${id}/delete`)).text, /receives nothing any more/);
      assert.equal(
        (await post('omar', `/endpoints/${id}/delete`)).location,
        '/console/t/default/endpoints?done=deleted',
      );
      assert.deepEqual(await endpoints(), []);
    });

    it('is changed by operators only: others get neither button nor answer', async () => {
      const { id } = await anEndpoint(notified.api, notified.receiver.url);
      for (const person of ['viola', 'ines'] as const) {
        for (const page of ['/endpoints', `/endpoints/${id}`])
          assert.doesNotMatch((await get(person, page)).text, /Delete|Add an endpoint|Rotate|Send/, page);
        for (const form of ['new', `${id}/rotate`, `${id}/delete`, `${id}/test`, `${id}/enable`, `${id}/redeliver`])
          assert.equal((await post(person, `/endpoints/${form}`, { url: 'https://a.example/' })).status, 403, form);
      }
      assert.equal((await endpoints()).length, 1);
      const elsewhere = consoleOf(notified.api, 'other');
      await ensureTenant(database.pool, { id: 'other', name: 'Other' });
      assert.equal((await elsewhere.post('stranger', `/endpoints/${id}/delete`)).status, 404);
      assert.equal((await endpoints()).length, 1);
    });
  });
});

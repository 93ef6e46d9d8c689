import assert from 'node:assert/strict';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { anEndpoint, startNotified, toldCase } from '../support/http/notified.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { answerWith } from '../support/http/receiver.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('the last notification of a case', () => {
  const [database, notified] = forEachTest(startNotified);
  const resend = (onboardingId: string) =>
    activitiesOn(database.pool, strictPlaid()).resendNotification({ onboardingId });

  it('goes again, under its id, to all enabled endpoints that want its type', async () => {
    const { api, receiver } = notified;
    await anEndpoint(api, receiver.url);
    await anEndpoint(api, `${receiver.url}/other`, { types: ['onboarding.returned'] });
    const onboardingId = await toldCase(database.pool, 2);
    // So that its deliveries have attempts, which a new delivery forgets.
    receiver.reply = answerWith(500);
    await api.notifier.turn();
    receiver.reply = answerWith(204);
    const { data } = (await api.send('GET', `/v1/notifications?onboarding_id=${onboardingId}`)).body;
    for (let twice = 0; twice < 2; twice++) {
      receiver.received.length = 0;
      assert.deepEqual(await resend(onboardingId), { type: 'onboarding.funded', endpoints: 1 });
      await api.notifier.turn();
      assert.deepEqual(
        receiver.received.map(({ id }) => id),
        [data[0].id],
      );
    }
  });

  it('goes nowhere without an endpoint, and a case may have none', async () => {
    const { api } = notified;
    for (const { id } of (await api.send('GET', '/v1/notification_endpoints')).body.data)
      await api.send('DELETE', `/v1/notification_endpoints/${id}`);
    assert.deepEqual(await resend(await toldCase(database.pool)), { type: 'onboarding.funded', endpoints: 0 });
    assert.deepEqual(await resend(await storedCase(database.pool)), { type: null, endpoints: 0 });
  });
});

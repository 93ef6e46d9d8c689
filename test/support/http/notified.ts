// An API that sends its notifications to a receiver, by a clock that the test moves.
import { Webhook } from 'standardwebhooks';
import { addNotification } from '../../../db/notify/notifications.ts';
import type { Pool } from '../../../db/pool.ts';
import type { OnboardingType } from '../../../domain/notify/notifications.ts';
import { storedCase } from '../cases/stored-case.ts';
import { type Answer, startApi, type TestApi } from './api.ts';
import { type Received, type Receiver, startReceiver } from './receiver.ts';

export type Notified = {
  api: TestApi;
  receiver: Receiver;
  clock: MovableClock;
  /** Returns the first delivery of the newest notification about a case, as the API shows it. */
  delivery: (onboardingId: string) => Promise<Answer['body']>;
  endpoint: (id: string) => Promise<Answer['body']>;
  stop: () => Promise<void>;
};

export async function startNotified(
  pool: Pool,
  parts: NonNullable<Parameters<typeof startApi>[1]> = {},
): Promise<Notified> {
  const clock = movableClock();
  const receiver = await startReceiver();
  const api = await startApi(pool, { clock: clock.now, ...parts });
  return {
    api,
    receiver,
    clock,
    delivery: async (onboardingId) =>
      (await api.send('GET', `/v1/notifications?onboarding_id=${onboardingId}`)).body.data[0].deliveries[0],
    endpoint: async (id) => (await api.send('GET', `/v1/notification_endpoints/${id}`)).body,
    stop: async () => {
      await api.stop();
      await receiver.stop();
    },
  };
}

/** A clock that stands still until the test moves it. It begins after the rows that are due at once were written. */
export function movableClock() {
  let late = 0;
  const began = Date.now() + 10_000;
  return {
    now: () => new Date(began + late),
    pass: (seconds: number) => {
      late += seconds * 1000;
    },
  };
}
type MovableClock = ReturnType<typeof movableClock>;

export async function anEndpoint(api: TestApi, url: string, more: object = {}): Promise<Answer['body']> {
  const { body } = await api.send('POST', '/v1/notification_endpoints', { body: { url, ...more } });
  return body;
}

/** Stores a case of the API's tenant, and this many notifications about it. */
export async function toldCase(pool: Pool, count = 1, type: OnboardingType = 'onboarding.funded'): Promise<string> {
  const onboardingId = await storedCase(pool, { tenantId: 'default' });
  for (let i = 0; i < count; i += 1) await addNotification(pool, { onboardingId, type, action: null });
  return onboardingId;
}

/** Verifies a signature as a receiver does, but by the test's clock. */
export function isSignedBy({ id, headers, body }: Received, secret: string): boolean {
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  return (headers['webhook-signature'] ?? '').split(' ').includes(new Webhook(secret).sign(id, at, body));
}

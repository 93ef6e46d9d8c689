import assert from 'node:assert/strict';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Funding } from '../../domain/case/onboarding.ts';
import { defaultPolicy } from '../../domain/case/policy.ts';
import { isTemporalAway } from '../../domain/failure.ts';
import type { TransferChange } from '../../domain/transfers/transfer-change.ts';
import { createCaseClient, type TemporalClient } from '../../temporal/case-client.ts';
import { asTemporalFailure } from '../../worker/failures.ts';
import { cancel, linkAbandoned, linkLeft } from '../../workflows/messages.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { type DatabaseProxy, databaseProxy } from '../support/database/database-proxy.ts';
import { aTransferEvent } from '../support/plaid/feed-events.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';
import { fakeTemporal, unavailable } from '../support/temporal/fake-temporal.ts';
import { withWorkerOnRealServer } from '../support/temporal/temporal.ts';

/** The two ways in which the client reaches Temporal: the worker's connection, and the API's. */
const connections = {
  worker: (address: string) => NativeConnection.connect({ address }),
  API: async (address: string) => Connection.lazy({ address }),
};

describe('a client of cases, while Temporal is absent', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  /** Runs `work` through a wire to a server that answers until `wire` is set. */
  async function through(
    connect: (address: string) => Promise<NativeConnection | Connection>,
    work: (cases: ReturnType<typeof createCaseClient>, proxy: DatabaseProxy) => Promise<void>,
  ): Promise<void> {
    await withWorkerOnRealServer({}, async (env) => {
      const proxy = await databaseProxy(`http://${env.address}`);
      const connection = await connect(new URL(proxy.url).host);
      try {
        const cases = createCaseClient(new Client({ connection }));
        await cases.reach();
        await work(cases, proxy);
      } finally {
        await connection.close();
        await proxy.close();
      }
    });
  }
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => assert.fail('Temporal is absent'),
      (error: unknown) => error,
    );

  for (const wire of ['cut', 'silent'] as const) {
    for (const [part, connect] of Object.entries(connections)) {
      it(`${part}, connection ${wire}: a call fails as unavailable`, async () => {
        await through(connect, async (cases, proxy) => {
          proxy.set(wire);
          const error = await failureOf(cases.wakeFeed('transfer'));
          assert.ok(isTemporalAway(error), String(error));
        });
      });
    }

    it(`connection ${wire}: the activity of a feed fails as unavailable, however many cases it has to signal`, async () => {
      const plaid = strictPlaid();
      for (let eventId = 1n; eventId <= 25n; eventId++) {
        const transferId = await storedTransfer(database.pool, await storedCase(database.pool));
        plaid.events.push(aTransferEvent({ eventId, transferId, type: 'failed' }));
      }
      await through(connections.worker, async (cases, proxy) => {
        proxy.set(wire);
        let signals = 0;
        const transferMoved = (moved: TransferChange) => {
          signals += 1;
          return cases.transferMoved(moved);
        };
        const activities = activitiesOn(database.pool, plaid, { cases: { ...cases, transferMoved } });
        const error = await failureOf(activities.drainFeed('transfer'));
        const { type, details, nonRetryable } = asTemporalFailure(error);
        assert.deepEqual([type, nonRetryable], ['unavailable', false]);
        assert.deepEqual(details, [{ code: 'temporal_unavailable', retryAfterSeconds: 1 }]);
        assert.equal(signals, 10, 'one batch waits in vain for Temporal, and no other');
      });
    });
  }

  const funding: Funding = {
    ...{ rail: 'ach', direction: 'credit', amountCents: 2500, currency: 'USD', network: 'ach', achClass: null },
    description: 'GANGWAY',
  };

  it('each call has a deadline, far below the 45 seconds of an activity', async () => {
    const seconds: number[] = [];
    const withDeadline: TemporalClient['withDeadline'] = (deadline) => {
      seconds.push(Math.round((Number(deadline) - Date.now()) / 1000));
      return Promise.reject(unavailable());
    };
    const { client } = fakeTemporal();
    const cases = createCaseClient({ ...client, withDeadline });
    const about = { ...{ onboardingId: 'onb_1', tenantId: 'ten_1', userId: 'user-1', policy: defaultPolicy } };
    const moved = {
      ...about,
      itemId: 'item-1',
      transferId: 'tr-1',
      standing: 'failed',
      watchUntil: new Date(),
    } as const;
    const calls: Record<keyof typeof cases, () => Promise<unknown>> = {
      start: () => cases.start({ ...about, linkTokenExpiresAt: null }, funding),
      signal: () => cases.signal('onb_1', linkLeft),
      wake: () => cases.wake({ ...about, linkTokenExpiresAt: null }, funding, linkAbandoned),
      update: () => cases.update('onb_1', cancel, [{ by: 'tenant' }], 'cancel'),
      reach: () => cases.reach(),
      transferMoved: () => cases.transferMoved({ ...moved, eventIds: [], code: null, amount: '25.00 USD' }),
      microDepositsMoved: () =>
        cases.microDepositsMoved({
          onboardingId: 'onb_1',
          accountId: 'account-1',
          moved: 'posted',
          at: '',
          returnCode: null,
          eventIds: [],
        }),
      feedStatus: () => cases.feedStatus('transfer'),
      wakeFeed: () => cases.wakeFeed('transfer'),
      terminatedSince: () => cases.terminatedSince(new Date()),
      countTroubled: () => cases.countTroubled(),
      casesInTrouble: () => cases.casesInTrouble('bug'),
      aboutTermination: () => cases.aboutTermination({ onboardingId: 'onb_1', runId: 'run-1' }),
      paymentMoved: () => cases.paymentMoved('onb_1'),
      currentRun: () => cases.currentRun('onb_1'),
      runsOf: () => cases.runsOf(['onb_1']),
      runningCases: () => cases.runningCases(''),
      stop: () => cases.stop('onb_1'),
      startInPlace: () => cases.startInPlace({ ...about, linkTokenExpiresAt: null }, funding),
      followInPlace: () => cases.followInPlace({ ...moved, eventIds: [], code: null, amount: '25.00 USD' }),
    };
    for (const call of Object.values(calls)) assert.ok(isTemporalAway(await failureOf(call())));
    assert.deepEqual(seconds, [3, 3, 3, 8, 3, 3, 3, 3, 3, 3, 3, 60, 3, 3, 3, 15, 15, 3, 3, 3]);
  });
});

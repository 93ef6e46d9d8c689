import assert from 'node:assert/strict';
import { bankingDayAnswer } from '../../api/cases/banking-day.ts';
import { moveStage } from '../../db/case/stages.ts';
import { Failure } from '../../domain/failure.ts';
import type { LedgerBalance } from '../../domain/transfers/ledger.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

describe('GET /v1/ledger', () => {
  let ledger: LedgerBalance | Failure;
  let reads = 0;
  const [database, api] = forEachTestAlone(async (pool) => {
    reads = 0;
    const readLedger = async () => {
      reads += 1;
      if (ledger instanceof Failure) throw ledger;
      return ledger;
    };
    return startApi(pool, { key: await storedKey(pool, null), plaid: fakePlaid({ readLedger }) });
  });
  const read = () => api.send('GET', '/v1/ledger');

  it('shows the balance beside the credits that it has to pay soon', async () => {
    ledger = { availableCents: 100_00, pendingCents: -5_00 };
    for (const [amountCents, stage] of [
      [120_00, 'authorizing'],
      [70_00, 'awaiting_link'],
    ] as const) {
      const onboardingId = await storedCase(database.pool, { funding: { direction: 'credit', amountCents } });
      await moveStage(database.pool, { onboardingId, step: 1, stage });
    }
    const { status, body } = await read();
    assert.equal(status, 200, JSON.stringify(body));
    const { as_of, banking_day, ...figures } = body;
    assert.deepEqual(figures, { available: '100.00', pending: '-5.00', needed: '120.00', lacking: '20.00' });
    assert.match(as_of, /Z$/);
    assert.equal(banking_day.time_zone, 'America/New_York');
  });

  it('asks Plaid once for all requests of a minute', async () => {
    ledger = { availableCents: 1, pendingCents: 0 };
    const answers = await Promise.all([read(), read(), read()]);
    assert.equal(new Set(answers.map(({ body }) => body.as_of)).size, 1);
    assert.equal(reads, 1);
  });

  it('shows no balance if Plaid refuses that', async () => {
    ledger = new Failure('bug', 'This client has no Ledger.', { code: 'INVALID_PRODUCT' });
    const { available, pending, needed, lacking } = (await read()).body;
    assert.deepEqual([available, pending, needed, lacking], [null, null, '0.00', null]);
  });

  it('answers 503 while Plaid is away, and asks again no sooner', async () => {
    ledger = new Failure('unavailable', 'Plaid is in trouble.', { code: 'INTERNAL_SERVER_ERROR' });
    for (const { status, body } of [await read(), await read()])
      assert.deepEqual([status, body.code, reads], [503, 'INTERNAL_SERVER_ERROR', 1]);
  });

  it('is for operators, and the banking day for everybody with a key', async () => {
    const key = await storedKey(database.pool, 'ten_test');
    assert.equal((await api.send('GET', '/v1/ledger', { key })).body.code, 'scope_missing');
    const { status, body } = await api.send('GET', '/v1/banking_day', { key });
    assert.deepEqual([status, Object.keys(body)], [200, Object.keys(bankingDayAnswer(new Date()))]);
  });
});

describe('the banking day', () => {
  it("shows today's cut-offs, those that are over too, and the next ones after a holiday", () => {
    // Thanksgiving is on 26 November 2026.
    assert.deepEqual(bankingDayAnswer(new Date('2026-11-26T01:31:00Z')), {
      ...{ date: '2026-11-25', is_banking_day: true, next_banking_day: '2026-11-27', time_zone: 'America/New_York' },
      cut_offs: [
        { network: 'ach', today: ['2026-11-26T01:30:00.000Z'], next: '2026-11-28T01:30:00.000Z' },
        {
          network: 'same-day-ach',
          today: ['2026-11-25T14:35:00.000Z', '2026-11-25T18:50:00.000Z', '2026-11-25T20:00:00.000Z'],
          next: '2026-11-27T14:35:00.000Z',
        },
      ],
    });
    const closed = bankingDayAnswer(new Date('2026-11-26T17:00:00Z'));
    assert.deepEqual([closed.is_banking_day, closed.cut_offs[0]?.today], [false, []]);
  });
});

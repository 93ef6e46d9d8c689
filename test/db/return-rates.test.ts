import assert from 'node:assert/strict';
import { insertTransferEvents } from '../../db/feeds/transfer-events.ts';
import { countReturns, type TenantReturns } from '../../db/transfers/return-rates.ts';
import { recordReturn } from '../../db/transfers/returns.ts';
import { applyTransferEvents } from '../../db/transfers/transfers.ts';
import type { Direction, Network } from '../../domain/case/onboarding.ts';
import { achCodes } from '../../domain/transfers/ach-codes.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { aTransferEvent } from '../support/plaid/feed-events.ts';

type Entry = {
  tenantId: string;
  direction: Direction;
  network: Network;
  created: Date;
  status: string;
  returned: Date | null;
  code: string | null;
};

const day = 86_400_000;
const since = new Date('2026-06-01T00:00:00Z');
const at = (days: number) => new Date(since.getTime() + days * day);

/** The codes of each rate, as the public tables list them (test/domain/returns.test.ts). */
const unauthorized = 'R05 R07 R10 R11 R29 R51'.split(' ');
const administrative = 'R02 R03 R04'.split(' ');
const notOverall = 'R23 R36 R51 R52 R53'.split(' ');

function counted(entries: Entry[], tenantId: string): TenantReturns {
  const debits = entries.filter(
    (one) => one.tenantId === tenantId && one.direction === 'debit' && one.network !== 'rtp',
  );
  const left = debits.filter(({ created, status }) => created >= since && !/pending|failed|cancelled/.test(status));
  const back = debits.filter(({ returned }) => returned && returned >= since);
  const number = (test: (code: string) => boolean) => back.filter(({ code }) => test(code ?? '')).length;
  return {
    tenantId,
    debits: left.length,
    returns: {
      unauthorized: number((code) => unauthorized.includes(code)),
      administrative: number((code) => administrative.includes(code)),
      overall: number((code) => !notOverall.includes(code) && !code.startsWith('C')),
    },
  };
}

describe('countReturns', () => {
  const database = ownDatabase();
  let events = 0n;

  async function store(entry: Entry): Promise<void> {
    const { pool } = database;
    const { tenantId, direction, network, created, status, returned, code } = entry;
    const onboardingId = await storedCase(pool, { tenantId, funding: { direction, network } });
    const id = await storedTransfer(pool, onboardingId);
    await pool.query('update transfers set created_at = $2, network = $3, status = $4 where id = $1', [
      ...[id, created, network, returned ? 'posted' : status],
    ]);
    if (!returned) return;
    const failure = { code, description: null };
    // Twice, as feeds repeat their events.
    for (let times = 0; times < 2; times++) {
      const told = { eventId: ++events, transferId: id, type: 'returned', at: returned, failure };
      await insertTransferEvents(pool, [aTransferEvent(told)]);
    }
    await applyTransferEvents(pool, id);
    await recordReturn(pool, { transferId: id, returnedAt: returned, followUp: null });
  }

  it('A1: counts every code, status, direction and network exactly, per tenant and within the days', async () => {
    const entries: Entry[] = [];
    const plain = { tenantId: 'ten_a', direction: 'debit', network: 'ach', status: 'returned' } as const;
    const codes = [...Object.keys(achCodes), 'R99', '', null];
    for (const [n, code] of codes.entries()) {
      entries.push({ ...plain, created: at(n % 2 ? 3 : -20), returned: at(5), code });
    }
    for (const direction of ['debit', 'credit'] as const) {
      for (const network of ['ach', 'same-day-ach', 'rtp'] as const) {
        for (const status of ['pending', 'posted', 'settled', 'funds_available', 'failed', 'cancelled']) {
          const entry = { tenantId: 'ten_b', direction, network, status, returned: null, code: null };
          entries.push({ ...entry, created: at(1) }, { ...entry, created: at(-1) });
        }
        const back = { ...plain, tenantId: 'ten_b', direction, network, code: 'R10' };
        entries.push(
          { ...back, created: at(-30), returned: at(-1 / day) },
          { ...back, created: at(-30), returned: at(0) },
          { ...back, created: at(0), returned: at(40) },
        );
      }
    }
    for (const entry of entries) await store(entry);
    await storedCase(database.pool, { tenantId: 'ten_c' });

    const expected = ['ten_a', 'ten_b', 'ten_c'].map((tenantId) => counted(entries, tenantId));
    assert.deepEqual(await countReturns(database.pool, { since }), expected);
    assert.deepEqual(await countReturns(database.pool, { since, tenantId: 'ten_b' }), [expected[1]]);
    assert.deepEqual(expected[1]?.returns, { unauthorized: 4, administrative: 0, overall: 4 });
    assert.deepEqual(expected[2], { tenantId: 'ten_c', debits: 0, returns: counted([], '').returns });
    assert.deepEqual(await countReturns(database.pool, { since, tenantId: 'ten_none' }), []);
  });
});

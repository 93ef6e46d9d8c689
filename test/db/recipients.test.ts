import assert from 'node:assert/strict';
import { readRecipient, recordedRecipient, recordPlaidRecipient } from '../../db/payments/recipients.ts';
import { transaction } from '../../db/pool.ts';
import { aRecipient, storedRecipient } from '../support/cases/payment-case.ts';
import { storedCase, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';

describe('recipients', () => {
  const database = ownDatabase();
  const address = { street: '96 Guild Street', city: 'Amsterdam', postalCode: '1011', country: 'NL' };

  it('are one recipient for a tenant who names equal details again', async () => {
    const first = await storedRecipient(database.pool, 'ten_a');
    assert.deepEqual(
      await storedRecipient(database.pool, 'ten_a', {
        address: null,
        numbers: aRecipient.numbers,
        name: aRecipient.name,
      }),
      first,
    );
    assert.equal(first.mask, '7729');
    assert.notEqual((await storedRecipient(database.pool, 'ten_b')).id, first.id);
    for (const other of [
      { ...aRecipient, name: 'Another Wallet' },
      { ...aRecipient, address },
      { ...aRecipient, numbers: { bacs: { account: '26207729', sortCode: '560030' } } },
    ]) {
      assert.notEqual((await storedRecipient(database.pool, 'ten_a', other)).id, first.id);
    }
  });

  it('are one recipient for many simultaneous requests', async () => {
    const recipient = { ...aRecipient, name: 'Asked for by many' };
    const ids = await Promise.all(
      Array.from({ length: 8 }, () =>
        transaction(database.pool, (tx) => recordedRecipient(tx, testVault, { tenantId: 'ten_a', recipient })),
      ),
    );
    assert.equal(new Set(ids.map(({ id }) => id)).size, 1);
    const { rows } = await database.pool.query(
      'select k.id from data_keys k left join recipients r on r.data_key_id = k.id where k.id like $1 and r.id is null',
      ['key_%'],
    );
    assert.deepEqual(rows, [], 'data keys were left behind');
  });

  it('are read back whole, with the first id from Plaid', async () => {
    const { id } = await storedRecipient(database.pool, 'ten_a', { ...aRecipient, address });
    const caseId = await storedCase(database.pool, { tenantId: 'ten_a' });
    assert.deepEqual(await readRecipient(database.pool, testVault, { caseId, id }), {
      recipient: { ...aRecipient, address },
      plaidId: null,
    });
    await recordPlaidRecipient(database.pool, id, 'recipient-1');
    await recordPlaidRecipient(database.pool, id, 'recipient-2');
    assert.equal((await readRecipient(database.pool, testVault, { caseId, id })).plaidId, 'recipient-1');
  });
});

import assert from 'node:assert/strict';
import { addAudit } from '../../db/audit/entries.ts';
import { sealedUpTo, sealRows } from '../../db/audit/seals.ts';
import { holdAccount } from '../../db/bank/account-holds.ts';
import { fundCase } from '../support/cases/funded-case.ts';
import { testVault, testVaultKeys } from '../support/cases/stored-case.ts';
import { partsOn } from '../support/cases/use-all.ts';
import { ownDatabase } from '../support/database/database.ts';
import { urlAs } from '../support/database/pool-as.ts';
import { runCommand } from '../support/stack/run-command.ts';

describe('commands about the audit and about holds', () => {
  const database = ownDatabase();
  const env = () => ({ DATABASE_URL: urlAs(database.url, 'gangway_api'), GANGWAY_VAULT_KEYS: testVaultKeys });
  const audit = (...args: string[]) => runCommand('api/commands/audit-main.ts', args, env());
  const holds = (...args: string[]) => runCommand('api/commands/holds-main.ts', args, env());
  const seal = async () => sealRows(database.pool, testVault, await sealedUpTo(database.pool), 500);

  it('npm run audit prints the anchors of what Gangway wrote, and names the first row that it did not write', async () => {
    const entry = { tenantId: 'ann', actor: 'tenant', action: 'onboardings.cancel', outcome: 'accepted' } as const;
    for (const object of ['a', 'b']) await addAudit(database.pool, { ...entry, object });
    await seal();
    const good = await audit('verify');
    assert.deepEqual([good.code, good.complaint], [0, '2 rows are what Gangway wrote.\n']);
    const { anchor } = JSON.parse(good.out[0] ?? '');
    assert.match(anchor, /^ann:2:[0-9a-f]{64}$/);
    const bad = await audit(
      'verify',
      '--anchor',
      anchor.replace(/.$/, (last: string) => (last === '0' ? '1' : '0')),
    );
    assert.equal(bad.code, 1);
    assert.equal(JSON.parse(bad.out[0] ?? '').bad.number, 2);
    assert.match(bad.complaint, /^The audit of ann is not what Gangway wrote: /);
    assert.equal((await audit('verify', '--tenant', 'ann', '--anchor', anchor)).code, 0);
    for (const args of [[], ['verify', 'x'], ['verify', '--anchor', 'ann:1']]) {
      assert.equal((await audit(...args)).code, 1, args.join(' '));
    }
  });

  it('npm run holds lifts the holds on the account of a case, once, and writes it to the audit', async () => {
    const parts = await partsOn(database.pool);
    after(() => parts.door.stop());
    const { onboardingId, transferId } = await fundCase(parts);
    await holdAccount(database.pool, { transferId, holds: 'account', code: 'R02' });
    const lifted = await holds('lift', onboardingId, '--reviewer', 'op-7');
    assert.deepEqual([lifted.code, lifted.complaint], [0, '']);
    assert.deepEqual(
      lifted.out.map((line) => JSON.parse(line)),
      [{ lifted: onboardingId }],
    );
    const { rows } = await database.pool.query(
      `select outcome from audit where action = 'onboardings.lift_hold' and object = $1 order by id`,
      [onboardingId],
    );
    assert.deepEqual(
      rows.map(({ outcome }) => outcome),
      ['begun', 'done'],
    );
    const again = await holds('lift', onboardingId, '--reviewer', 'op-7');
    assert.deepEqual(
      [again.code, again.complaint],
      [1, 'The account of this case is not on hold, so there is nothing to lift.\n'],
    );
    const unknown = await holds('lift', `onb_${'0'.repeat(32)}`, '--reviewer', 'op-7');
    assert.deepEqual([unknown.code, unknown.out], [1, []]);
    assert.match(unknown.complaint, /^There is no onboarding with this id/);
  });
});

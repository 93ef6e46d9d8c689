import assert from 'node:assert/strict';
import { insertPlaidId } from '../../db/case/plaid-ids.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { urlAs } from '../support/database/pool-as.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { runCommand } from '../support/stack/run-command.ts';

describe('npm run webhooks', () => {
  const database = ownDatabase();

  const webhooks = (args: string[], url = urlAs(database.url, 'gangway_api')) =>
    runCommand('api/commands/webhooks-main.ts', args, { DATABASE_URL: url });
  const stored = () => storedWebhook(database.pool, { webhook_type: 'WEATHER', webhook_code: 'RAIN' });

  it('lists, shows and redrives', async () => {
    const [one, two] = [await stored(), await stored()];
    await database.pool.query(`update webhooks set status = 'failed', result = 'internal_error' where id = $1`, [one]);
    const all = await webhooks(['list', '--limit', '1']);
    assert.deepEqual([all.code, all.out.map((line) => JSON.parse(line).id)], [0, [two]]);
    assert.equal(all.complaint, `There are more. For the next page, add --cursor ${two}\n`);
    const failed = await webhooks(['list', '--status', 'failed']);
    assert.deepEqual([failed.out.map((line) => JSON.parse(line).id), failed.complaint], [[one], '']);
    const shown = await webhooks(['show', one]);
    assert.equal(JSON.parse(shown.out[0] ?? '').result, 'internal_error');
    const redriven = await webhooks(['redrive', two, one, '999']);
    assert.equal(redriven.code, 1);
    assert.deepEqual(
      redriven.out.map((line) => JSON.parse(line).id),
      [one],
    );
    assert.match(redriven.complaint, new RegExp(`^${two}: The webhook is waiting already`));
    assert.match(redriven.complaint, /^999: There is no webhook with this id\. Check the id/m);
    assert.equal((await inboxRow(database.pool, one))?.status, 'waiting');
  });

  it('lists those of a case', async () => {
    const onboardingId = await storedCase(database.pool);
    await insertPlaidId(database.pool, 'item', 'item-of-case', onboardingId);
    const ours = await storedWebhook(database.pool, {
      ...{ webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: 'item-of-case' },
    });
    await stored();
    const { out } = await webhooks(['list', '--onboarding-id', onboardingId]);
    assert.deepEqual(
      out.map((line) => JSON.parse(line).id),
      [ours],
    );
    const both = await webhooks(['list', '--onboarding-id', onboardingId, '--transfer-id', 'trf_1']);
    assert.match(both.complaint, /--transfer-id cannot be combined with onboarding_id/);
  });

  it('says how to correct wrong arguments and settings', async () => {
    for (const [args, complaint] of [
      [[], /^Usage:/],
      [['redrive'], /^Usage:/],
      [['list', '--age', '3'], /--age(.|\n)*Usage:/],
      [['list', '--status', 'lost'], /--status must be "waiting" or/],
    ] as const) {
      const answer = await webhooks([...args]);
      assert.deepEqual([answer.code, answer.out], [1, []]);
      assert.match(answer.complaint, complaint);
    }
    assert.match((await webhooks(['list'], '')).complaint, /DATABASE_URL is not set/);
    const away = await webhooks(['list'], 'postgres://gangway@127.0.0.1:1/none');
    assert.deepEqual([away.code, away.out], [1, []]);
    assert.match(away.complaint, /^The database does not answer/);
  });
});

import assert from 'node:assert/strict';
import { newId } from '../../db/ids.ts';
import { insertRefund } from '../../db/transfers/refunds.ts';
import { recordReturn } from '../../db/transfers/returns.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';

describe('the filters of transfers', () => {
  const [database, api] = forEachTestAlone(async (pool) => startApi(pool, { key: await storedKey(pool, 'ten_test') }));

  /** Makes a transfer that was sent on 2 March 2026, and has not settled. */
  async function sent(change: Parameters<typeof storedCase>[1] = {}): Promise<{ id: string; transferId: string }> {
    const id = await storedCase(database.pool, change);
    return { id: id.replace('onb_', 'trf_'), transferId: await storedTransfer(database.pool, id) };
  }
  const caseOf = ({ id }: { id: string }) => id.replace('trf_', 'onb_');
  const change = (text: string, ...values: unknown[]) => database.pool.query(text, values);
  const period = 'from=2026-06-01&to=2027-05-01';

  /** Expects these transfers, newest first, of the list, of the sums and of the export. */
  async function assertListed(query: string, expected: { id: string }[]): Promise<void> {
    const ids = expected.map(({ id }) => id);
    const { status, body } = await api.send('GET', `/v1/transfers?${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      body.data.map(({ id }: { id: string }) => id),
      ids,
    );
    const { data } = (await api.send('GET', `/v1/transfers/sums?${period}&${query}`)).body;
    assert.equal(
      data.reduce((sum: number, { count }: { count: number }) => sum + count, 0),
      ids.length,
    );
    const lines = (await api.send('GET', `/v1/transfers.csv?${period}&${query}`)).body.trim().split('\r\n').slice(1);
    assert.deepEqual(
      lines.map((line: string) => line.split(',')[0]),
      ids.toReversed(),
    );
  }

  it('past_due: what its bank should have settled, and has not', async () => {
    const [late, settled, fresh, ended] = [await sent(), await sent(), await sent(), await sent()];
    await change(`update transfers set status = 'settled' where id = $1`, settled.transferId);
    await change(`update transfers set created_at = now() where id = $1`, fresh.transferId);
    await change(`update onboardings set stage = 'closed', outcome = 'failed' where id = $1`, caseOf(ended));
    await sent({ tenantId: 'ten_other' });
    await assertListed('attention=past_due', [late]);
    await assertListed('attention=past_due&direction=credit', []);
  });

  it('delayed: a step is in trouble, until there is an outcome', async () => {
    const [delayed, ended] = [await sent(), await sent()];
    await sent();
    await change(`update onboardings set delayed_because = 'bank_unavailable', delayed_since = now(), delay_lasts = false
      where id in ('${caseOf(delayed)}', '${caseOf(ended)}')`);
    await change(`update onboardings set stage = 'closed', outcome = 'failed' where id = $1`, caseOf(ended));
    await assertListed('attention=delayed', [delayed]);
  });

  it('refund_under_way and paid_twice', async () => {
    const [asked, twice] = [await sent(), await sent()];
    await sent();
    for (const one of [asked, twice]) {
      const refund = {
        id: newId('rfd'),
        onboardingId: caseOf(one),
        from: { transferId: one.transferId },
        amountCents: 1,
      };
      await insertRefund(database.pool, refund);
    }
    await change(
      `update refunds set status = 'settled', refund_id = 'r', paid_twice_at = now() where transfer_id = $1`,
      twice.transferId,
    );
    await assertListed('attention=refund_under_way', [asked]);
    await assertListed('attention=paid_twice', [twice]);
    await assertListed('user_id=user-1&network=ach', (await api.send('GET', '/v1/transfers')).body.data);
  });

  it('unchanged_since: under way, and standing still', async () => {
    const [still, ended] = [await sent(), await sent()];
    await sent();
    await change(
      `update onboardings set updated_at = '2026-10-01' where id in ('${caseOf(still)}', '${caseOf(ended)}')`,
    );
    await change(`update onboardings set stage = 'watching_returns', outcome = 'funded' where id = $1`, caseOf(ended));
    await assertListed('unchanged_since=2026-10-02', [still]);
    await assertListed('unchanged_since=2026-10-01', []);
  });

  it('returned_from, returned_to and return_code: by when and why the bank sent it back', async () => {
    const [first, second] = [await sent(), await sent()];
    await sent();
    for (const [{ transferId }, day, code] of [
      [first, '2026-10-01', 'R01'],
      [second, '2026-10-02', 'R10'],
    ] as const) {
      await recordReturn(database.pool, { transferId, returnedAt: new Date(day), followUp: null });
      await change('update transfers set failure_code = $2 where id = $1', transferId, code);
    }
    await assertListed('returned_from=2026-10-01', [second, first]);
    await assertListed('returned_from=2026-10-01&returned_to=2026-10-02', [first]);
    await assertListed('returned_from=2026-10-01&return_code=R10', [second]);
    for (const path of ['transfers?', `transfers/sums?${period}&`, `transfers.csv?${period}&`]) {
      const { status, body } = await api.send('GET', `/v1/${path}return_code=R01`);
      assert.deepEqual([status, body.errors[0].pointer], [422, '/returned_from'], path);
    }
  });

  it('go on behind a page with each filter, and name a bad one', async () => {
    const [first, second] = [await sent(), await sent()];
    const page = (await api.send('GET', '/v1/transfers?attention=past_due&limit=1')).body;
    assert.equal(page.data[0].id, second.id);
    const next = (await api.send('GET', `/v1/transfers?attention=past_due&limit=1&cursor=${page.next_cursor}`)).body;
    assert.deepEqual([next.data[0].id, next.next_cursor], [first.id, null]);
    const { body } = await api.send('GET', '/v1/transfers?attention=rain&unchanged_since=x&return_code=1');
    assert.deepEqual(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort(), [
      ...['/attention', '/return_code', '/unchanged_since'],
    ]);
  });
});

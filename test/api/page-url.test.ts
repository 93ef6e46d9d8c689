import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { closeStage } from '../../db/case/stages.ts';
import { caseOfPage } from '../../db/console/page-secret.ts';
import { verifyCase } from '../support/cases/funded-case.ts';
import { storedCase, testVault } from '../support/cases/stored-case.ts';
import { aRequest, startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { transfersOnAccounts } from '../support/http/transfers-on-accounts.ts';

const secretIn = (url: string) => /^https:\/\/gangway\.example\/p\/([ot][A-Za-z0-9_-]{43})$/.exec(url)?.[1] ?? '';

describe('the page of a case', () => {
  const [database, api] = forAllTests(startApi);
  const caseOf = (secret: string) => caseOfPage(database.pool, testVault, secret);
  const read = async (id: string) => (await api.send('GET', `/v1/onboardings/${id}`)).body;

  it('has one address, in each answer about the case, and a repeat of its request', async () => {
    const request = { idempotencyKey: randomUUID(), body: aRequest() };
    const { body } = await api.send('POST', '/v1/onboardings', request);
    assert.equal((await caseOf(secretIn(body.page_url)))?.id, body.id);
    assert.equal((await read(body.id)).page_url, body.page_url);
    assert.equal((await api.send('POST', '/v1/onboardings', request)).body.page_url, body.page_url);
    const { data } = (await api.send('GET', '/v1/onboardings')).body;
    assert.equal(data[0].page_url, body.page_url);
  });

  it('cannot be found by its id: each part of the secret counts', async () => {
    const id = await storedCase(database.pool, { tenantId: 'default' });
    const secret = secretIn((await read(id)).page_url);
    assert.equal((await caseOf(secret))?.tenantId, 'default');
    for (let at = 0; at < secret.length; at++) {
      const other = secret[at] === 'Q' ? 'A' : 'Q';
      // The last letter holds two bits more than the hash has.
      const changed = `${secret.slice(0, at)}${other}${secret.slice(at + 1)}`;
      assert.equal(await caseOf(changed), null, `${at}`);
    }
    for (const wrong of ['', id, `${secret}A`, secret.slice(1)]) assert.equal(await caseOf(wrong), null);
  });

  it('is of its tenant: the secret of a case that was given to another is unknown', async () => {
    const id = await storedCase(database.pool, { tenantId: 'default' });
    const secret = secretIn((await read(id)).page_url);
    await storedCase(database.pool, { tenantId: 'another' });
    await database.pool.query(`update onboardings set tenant_id = 'another' where id = $1`, [id]);
    assert.equal(await caseOf(secret), null);
  });

  it('is unknown once its applicant was erased', async () => {
    const id = await storedCase(database.pool, { tenantId: 'default' });
    const secret = secretIn((await read(id)).page_url);
    await closeStage(database.pool, { onboardingId: id, step: 5, outcome: 'rejected' });
    assert.equal((await api.send('DELETE', `/v1/onboardings/${id}/applicant`)).status, 204);
    assert.equal(await caseOf(secret), null);
  });
});

describe('the page of a transfer on a linked account', () => {
  const { database, parts, ask, read } = transfersOnAccounts();

  it('has an address of its own', async () => {
    const { account } = await verifyCase(parts());
    const { id, page_url } = (await ask(account)).body;
    assert.equal((await caseOfPage(database.pool, testVault, secretIn(page_url)))?.id, id);
    assert.equal((await read(id)).page_url, page_url);
  });
});

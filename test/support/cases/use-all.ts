// Everything that a tenant, an operator and the sweeps ask of PostgreSQL: lists with each of their filters, a case
// through all its steps, and every sweep.
import { randomUUID } from 'node:crypto';
import { refundReads } from '../../../api/cases/read-reversals.ts';
import { reconcileCase } from '../../../cases/reconcile.ts';
import { countShared } from '../../../db/bank/duplicates.ts';
import { forgetItem } from '../../../db/bank/items.ts';
import { casesThatNeed } from '../../../db/bank/linked-accounts.ts';
import { eraseApplicant } from '../../../db/case/applicants.ts';
import { countCases } from '../../../db/case/case-counts.ts';
import { moveStage } from '../../../db/case/stages.ts';
import { claimUnsignalled } from '../../../db/case/unsignalled.ts';
import { recordSignIn } from '../../../db/console/operators.ts';
import { addCode, awaitsCode, tryCode } from '../../../db/console/page-browsers.ts';
import { endSession, findSession, touchSession } from '../../../db/console/sessions.ts';
import { consoleTenants } from '../../../db/console/tenants.ts';
import { isReportUnderWay } from '../../../db/data/reports.ts';
import { transactionSyncOfCase } from '../../../db/data/transaction-syncs.ts';
import { readDriftCounts } from '../../../db/drift/counts.ts';
import { oldestWaitingEvent } from '../../../db/feeds/transfer-events.ts';
import { countInbox, webhookStatuses } from '../../../db/inbox/webhook-views.ts';
import { countDeliveries } from '../../../db/notify/notification-deliveries.ts';
import { deliveryStatuses } from '../../../db/notify/notifications.ts';
import { type Pool, transaction } from '../../../db/pool.ts';
import { acrossTenants, forTenant } from '../../../db/reach.ts';
import { reversalsToRead } from '../../../db/transfers/refunds.ts';
import { attentions } from '../../../db/transfers/transfer-lists.ts';
import { outcomes } from '../../../domain/case/onboarding.ts';
import { stages } from '../../../domain/case/stages.ts';
import { reconcileParts } from '../../../domain/drift.ts';
import { poolAs } from '../database/pool-as.ts';
import { createdCase, storedKey } from '../http/api.ts';
import { type Door, openDoor } from '../http/door.ts';
import { fakePlaid } from '../plaid/fake-plaid.ts';
import { strictPlaid } from '../plaid/strict-plaid.ts';
import { activitiesOn, deafCases } from './activities.ts';
import { aDebit } from './finished-cases.ts';
import { deliverAndHandle, fundCase, type Parts, verifyCase } from './funded-case.ts';
import { testVault } from './stored-case.ts';

export async function partsOn(pool: Pool, plaid = strictPlaid()): Promise<Parts> {
  return { pool, plaid, door: await openDoor(pool, { plaid: { ...fakePlaid(), gateway: plaid.gateway } }) };
}

/** Lists everything, takes a case through all its steps, and lets every sweep run. */
export async function useAll(parts: Parts, old: string): Promise<void> {
  const { door, pool, plaid } = parts;
  const operator = await storedKey(pool, null);
  const get = async (path: string, key = door.key) => {
    const { status, body } = await door.send('GET', `/v1/${path}`, { key });
    if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
    return body;
  };
  for (const stage of stages) await get(`onboardings?limit=100&stage=${stage}`);
  for (const outcome of outcomes) await get(`onboardings?limit=100&outcome=${outcome}`);
  const { next_cursor } = await get('onboardings?limit=100');
  await get(`onboardings?limit=100&cursor=${next_cursor}`);
  await get('onboardings?user_id=user-1');
  await get(`onboardings?limit=100&${everywhere}`);
  for (const what of ['timeline', 'transactions', 'webhooks', 'transfer_events'])
    await get(`onboardings/${old}/${what}`);
  for (const text of [old, 'user-1', '0000']) {
    await get(`search?q=${text}`);
    await get(`cases?q=${text}`, operator);
  }
  await get('holds?limit=100');
  await get('ledger', operator);
  await reviewOne(parts, get, old);
  await listTransfers(get, old);
  for (const status of deliveryStatuses) await get(`notifications?status=${status}`);
  for (const query of ['type=onboarding.funded', 'type=onboarding.rejected', `onboarding_id=${old}`])
    await get(`notifications?${query}`);
  await listFromOldest({ get, door });
  for (const query of [...webhookStatuses.map((status) => `status=${status}`), `onboarding_id=${old}`])
    await get(`webhooks?${query}`, operator);
  await get(`audit?object=${old}`);
  await get('audit?limit=100&from=2020-01-01T00:00:00Z');
  await get('return_rates', operator);
  await get('board');
  await get('tenants/board', operator);
  for (const feed of ['transfer', 'bank-transfer']) await get(`plaid/${feed}-events?onboarding_id=${old}`, operator);
  const [api, worker] = [poolAs(pool, 'gangway_api'), poolAs(pool, 'gangway_worker')];
  for (const count of [countInbox, countDeliveries, countShared, countCases, oldestWaitingEvent])
    await acrossTenants<Promise<unknown>>(() => count(api));
  // The relay claims these only if one is due.
  await acrossTenants(() => claimUnsignalled(api, 20));
  await acrossTenants(() => reversalsToRead(api, { ...refundReads, limit: 20 }));
  await useConsole(api);

  const { onboardingId, itemId } = await fundCase(parts, { user_id: randomUUID(), ...aDebit });
  await door.send('POST', `/v1/onboardings/${onboardingId}/refunds`, { idempotencyKey: randomUUID() });
  await payOnAccount(parts);
  await visitPage(parts, old);
  for (const webhook_code of ['NEW_ACCOUNTS_AVAILABLE', 'USER_PERMISSION_REVOKED'])
    await deliverAndHandle(door, { webhook_type: 'ITEM', webhook_code, item_id: itemId });
  await forTenant('default', async () => {
    await isReportUnderWay(worker, itemId);
    await transactionSyncOfCase(worker, onboardingId);
    await forgetItem(worker, { onboardingId, itemId });
    await transaction(api, (tx) => eraseApplicant(tx, onboardingId));
  });
  await door.send('POST', `/v1/onboardings/${await createdCase(door, randomUUID())}/cancel`);
  await activitiesOn(pool, plaid).drainFeed('bank-transfer');
  await reconcileAll(parts, onboardingId);
  await door.relay.turn();
  await door.notifier.turn();
}

async function useConsole(api: Pool): Promise<void> {
  const hash = Buffer.from(randomUUID());
  const person = { issuer: 'https://id.example', subject: 'olga', name: 'Olga', groups: [] };
  await recordSignIn(api, { ...person, hash, source: null, requestId: randomUUID() });
  await findSession(api, hash);
  await touchSession(api, hash, 0);
  await endSession(api, hash);
  await consoleTenants(api, null);
}

/** Reads the notifications as a tenant does who has lost some, and has an endpoint's sent again. */
async function listFromOldest({ get, door }: { get: Get; door: Door }): Promise<void> {
  const page = await get('notifications?order=oldest&limit=100');
  await get(`notifications?order=oldest&limit=100&cursor=${page.next_cursor}`);
  await get('notifications?order=oldest&limit=100&from=2020-01-01');
  await get(`notifications/${page.data[0]?.id}/attempts`);
  const endpoint = (await get('notification_endpoints')).data[0]?.id;
  for (const status of [undefined, 'failed'])
    await door.send('POST', `/v1/notification_endpoints/${endpoint}/redeliver`, {
      body: { from: '2020-01-01', status },
    });
}
/** All cases of `finishedCases` have it, and so have their accounts. */
const everywhere = 'metadata[shop]=a';

/** Compares everything with Plaid and with a Temporal that has lost all workflows. */
async function reconcileAll({ pool, plaid }: Parts, onboardingId: string): Promise<void> {
  const { reconcile, recordDrift } = activitiesOn(pool, plaid);
  await pool.query(`update onboardings set updated_at = now() - interval '1 day' where id = $1`, [onboardingId]);
  for (const part of reconcileParts) {
    for (let after: string | null = ''; after !== null; ) {
      const { next }: Awaited<ReturnType<typeof reconcile>> = await reconcile({ part, after });
      after = next?.part === part ? next.after : null;
    }
  }
  await recordDrift({ counts: [], failed: [] });
  const deps = { db: poolAs(pool, 'gangway_api'), vault: testVault, plaid: plaid.gateway, cases: deafCases };
  await reconcileCase({ ...deps, alert: () => {}, repair: false, restoredTo: null }, onboardingId);
  await acrossTenants(() => readDriftCounts(deps.db));
}

/** Takes a case in review, and decides it. */
async function reviewOne({ door, pool }: Parts, get: Get, old: string): Promise<void> {
  for (const what of ['reviews', 'related']) await get(`onboardings/${old}/${what}`);
  await get('reviews/figures');
  const id = await createdCase(door, randomUUID());
  const move = { onboardingId: id, step: 5, stage: 'in_review' } as const;
  await forTenant('default', () => moveStage(poolAs(pool, 'gangway_worker'), move));
  await get('reviews');
  const steps = [{ take: { reviewer: 'op-7' } }, { hand_over: { reviewer: 'op-7', to: 'op-8' } }];
  for (const step of steps)
    for (const [path, body] of Object.entries(step))
      await door.send('POST', `/v1/onboardings/${id}/review/${path}`, { body });
  await get(`reviews?case_id=${id}`);
  await door.send('POST', `/v1/onboardings/${id}/review`, { body: { decision: 'approve', reviewer: 'op-8' } });
}

type Get = (path: string) => Promise<{ data: { id: string; user_id: string }[]; next_cursor: string | null }>;

/** Lists the linked accounts and the transfers by each of their filters. */
async function listTransfers(get: Get, old: string): Promise<void> {
  const { data, next_cursor } = await get('accounts?limit=100');
  const [account] = data;
  await get(`accounts?limit=100&cursor=${next_cursor}`);
  for (const query of [`user_id=${account?.user_id}`, `onboarding_id=${old}`]) await get(`accounts?${query}`);
  await get(`accounts/${account?.id}`);
  for (const status of [...stages, ...outcomes]) await get(`transfers?limit=100&status=${status}`);
  for (const query of [`account_id=${account?.id}`, `user_id=${account?.user_id}`])
    await get(`transfers?limit=100&${query}`);
  for (const list of ['accounts', 'transfers']) await get(`${list}?limit=100&${everywhere}`);
  const page = await get('transfers?limit=100');
  await get(`transfers?limit=100&cursor=${page.next_cursor}`);
  const [from, to] = [new Date(Date.now() - 86_400_000).toISOString(), new Date().toISOString()];
  const day = `from=${from}&to=${to}`;
  const returned = `returned_from=${from}&returned_to=${to}&return_code=R01`;
  await get(`transfers?${day}`);
  await get(`transfers/sums?${day}`);
  await get(`transfers/sums?${day}&${everywhere}`);
  await get(`transfers.csv?${day}`);
  for (const query of [...attentions.map((one) => `attention=${one}`), 'unchanged_since=2020-01-01', returned])
    await get(`transfers?limit=100&${query}`);
}

/** Opens the page of a case in two browsers, the second of which gets a code. */
async function visitPage({ door, pool }: Parts, id: string): Promise<void> {
  const { body } = await door.send('GET', `/v1/onboardings/${id}`);
  const open = (path: string, cookie = '') =>
    fetch(new URL(path, door.address), { redirect: 'manual', headers: { cookie } });
  const { headers } = await open(new URL(body.page_url).pathname);
  await open(headers.get('location') ?? '', headers.getSetCookie()[0]?.split(';')[0]);
  await open(new URL(body.page_url).pathname);
  const [api, page] = [poolAs(pool, 'gangway_api'), { id, tenantId: 'default' }];
  await addCode(api, page, 'a token', '123456');
  await awaitsCode(api, page, 'a token');
  await tryCode(api, page, 'a token', '123456');
}

/** Pays a person on their account, and removes it. */
async function payOnAccount(parts: Parts): Promise<void> {
  const { door, pool, plaid } = parts;
  const { account, itemId } = await verifyCase(parts, { user_id: randomUUID() });
  const { body } = await door.send('POST', `/v1/accounts/${account}/transfers`, {
    ...{ idempotencyKey: randomUUID(), body: { direction: 'credit', amount: '12.50' } },
  });
  await forTenant('default', () => casesThatNeed(poolAs(pool, 'gangway_worker'), itemId));
  await deliverAndHandle(door, { webhook_type: 'ITEM', webhook_code: 'LOGIN_REPAIRED', item_id: itemId });
  await activitiesOn(pool, plaid).moveMoney({ onboardingId: body.id, step: 1 });
  await door.send('GET', `/v1/transfers/${body.id}`);
  await door.send('DELETE', `/v1/accounts/${account}`);
}

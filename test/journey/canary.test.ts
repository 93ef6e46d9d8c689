// Plants unique values, plays every story, lets cases run into failures, and then searches for the values in every
// place where Gangway leaves text. It uses the shared stack, so that the search covers other tests too.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DevSecrets } from '../../dev/dev-secrets.ts';
import { advance } from '../../dev/time-travel.ts';
import type { Stage } from '../../domain/case/stages.ts';
import { dataProducts } from '../../domain/data/data-product.ts';
import { caseFile, caseWorkflowId, retryStep } from '../../workflows/messages.ts';
import { handedOut } from '../support/stack/handed-out.ts';
import { createCase, goThroughLink, post, reads, refusedPost, type View } from '../support/stack/journeys.ts';
import { allPlaces, findLeaks, textOf } from '../support/stack/leaks.ts';
import { readLedger } from '../support/stack/ledger.ts';
import { plant } from '../support/stack/plant.ts';
import { playedStories } from '../support/stack/played-stories.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { takeNumbers } from '../support/stack/take-numbers.ts';
import { until } from '../support/until.ts';

const canary = {
  name: 'Kanarina Vogelsang-5512',
  email: 'canary-5512@example.com',
  phone: '+15125550199',
  street: '5512 Canary Street',
  city: 'Canaryville-5512',
  postalCode: '75512-5512',
  note: 'canary note 5512',
  webhook: 'canary webhook 5512',
  'name of a recipient': 'Canary Wallet 5512',
  'account of a recipient': '55125512',
  key: `gw_canary55_${'5512canary'.repeat(4)}512`,
};
const canaryAddress = { street: canary.street, city: canary.city, postal_code: canary.postalCode, country: 'US' };
const stranger = { legal_name: canary.name, email: canary.email, phone: canary.phone, address: canaryAddress };
/** An applicant with the name and address of the owner at the bank. The owner's data are canaries too. */
const owner = {
  ...stranger,
  legal_name: 'Alberta Bobbeth Charleson',
  address: { street: '2992 Cameron Road', city: 'Malakoff', region: 'NY', postal_code: '14236', country: 'US' },
};
const credit = { rail: 'ach', direction: 'credit', amount: '25.00' };
const isReady = ({ status }: View) => status === 'ready';
const recipient = {
  name: canary['name of a recipient'],
  bacs: { account: canary['account of a recipient'], sort_code: '560029' },
};
const payment = { rail: 'payment-initiation', amount: '25.30', currency: 'GBP', recipient, reference: 'CANARY5512' };
const debit = { ...credit, direction: 'debit', amount: '40.00' };

describe('a secret in the hands of Gangway', () => {
  const ids: Record<string, string> = {};
  /** The texts that operators saw of waiting cases. */
  const shown: string[] = [];
  let secrets: Record<string, string>;

  before(async () => {
    const { secret } = await playedStories();
    await causeFaults();
    await runCases();
    await runIntoTrouble();
    await pay();
    await abuseTheDoors();
    const { travel, home } = sharedStack();
    await advance(travel, { banking_days: 2 });
    await reaches('paid', 'watching_returns');
    const taken = await takeNumbers(ids.paid ?? '');
    shown.push(...taken.refusals);
    const made = JSON.parse(await readFile(join(home, 'dev-secrets.json'), 'utf8')) as DevSecrets;
    secrets = {
      ...handedOut(home),
      ...canary,
      'digits of the phone': canary.phone.slice(1),
      'secret of the API key': made.GANGWAY_API_KEY.slice('gw_12345678_'.length),
      'token for a processor': taken.processorToken,
      'vault key': made.GANGWAY_VAULT_KEYS.slice('dev:'.length),
      "Plaid's secret": 'simulator-secret',
      'secret of a notification endpoint': secret.slice('whsec_'.length),
    };
  });

  /** Errors of the HTTP client contain the request, with tokens, personal data and our secret. */
  async function causeFaults() {
    const { world } = sharedStack();
    for (const fault of [
      { path: '/accounts/get', kind: 'reset' },
      { path: '/identity/match', kind: 'status' },
      { path: '/transfer/create', kind: 'commit_then_fail' },
    ]) {
      await world.simulator('POST', '/simulator/faults', fault);
    }
  }

  async function runCases() {
    await Promise.all([
      begin('paid', 'user_good', owner, credit, [...dataProducts]),
      begin('reviewed', 'user_similar_owner', owner, credit),
      begin("a stranger's", 'user_good', stranger, credit),
      begin('broken', 'user_broken_login', owner, credit),
      begin('declined', 'user_nsf', owner, debit),
    ]);
    await reaches('reviewed', 'in_review');
    await show('reviewed');
    const review = { decision: 'approve', reviewer: 'ops-1', note: canary.note };
    await post(`/v1/onboardings/${ids.reviewed}/review`, review);
    await reaches('broken', 'repairing_link');
    await show('broken');
    await goThroughLink(ids.broken ?? '', {});
    for (const name of ['paid', 'reviewed', 'broken']) await reaches(name, 'transferring');
    for (const name of ["a stranger's", 'declined']) await reaches(name, 'closed');
    await shareIncome('paid');
  }

  async function shareIncome(name: string) {
    const { world } = sharedStack();
    const path = `/v1/onboardings/${ids[name]}`;
    const { offers } = await post(`${path}/link_token`, { for: 'verify_income' });
    const [{ link_token }] = offers;
    await world.simulator('POST', '/simulator/link', { link_token, username: 'user_good' });
    await reads(path, 'reports', ({ reports }) => reports.filter(isReady).length === 2);
    await reads(`${path}/transactions`, 'transactions', ({ data }) => data.length > 0);
  }

  /** A refusal that no retry can cure, so the case shows trouble. */
  async function runIntoTrouble() {
    const { world, temporal } = sharedStack();
    const refusal = { path: '/identity/match', kind: 'status', status: 404, error_code: 'NOT_FOUND' };
    await world.simulator('POST', '/simulator/faults', refusal);
    await begin('in trouble', 'user_good', owner, credit);
    const handle = temporal.workflow.getHandle(caseWorkflowId(ids['in trouble'] ?? ''));
    // A run that has not begun answers no query.
    const troubled = async () => Boolean((await handle.query(caseFile).catch(() => null))?.trouble);
    assert.ok(await until(troubled), 'the case met no trouble');
    // The details follow the state by a task.
    const isShown = async () => (await show('in trouble')).includes('NOT_FOUND');
    assert.ok(await until(isShown), 'the case shows no trouble');
    await handle.executeUpdate(retryStep);
    await reaches('in trouble', 'transferring');
  }

  /** The request that creates a recipient fails, with the recipient's data in it. */
  async function pay() {
    const { world } = sharedStack();
    for (const fault of [
      { path: '/payment_initiation/recipient/create', kind: 'status', times: 2 },
      { path: '/payment_initiation/payment/create', kind: 'commit_then_fail' },
    ]) {
      await world.simulator('POST', '/simulator/faults', fault);
    }
    const { id } = await createCase({ applicant: stranger, funding: payment });
    ids.payer = id;
    await reads(`/v1/onboardings/${id}`, 'offered', ({ next_action }) => next_action?.link_token);
    await goThroughLink(id, { username: 'user_payment_initiated' });
    await reaches('payer', 'watching_returns');
    await show('payer');
  }

  async function abuseTheDoors() {
    const { addresses } = sharedStack();
    const wrong = { user_id: canary.email, applicant: { ...stranger, phone: canary.email }, funding: credit };
    const refused = await refusedPost('/v1/onboardings', wrong);
    assert.equal(refused.status, 422);
    shown.push(JSON.stringify(refused));
    const forged = await fetch(`${addresses.api}/plaid/webhooks`, {
      method: 'POST',
      headers: { 'plaid-verification': canary.webhook },
      body: JSON.stringify({ webhook_type: canary.webhook }),
    });
    const stolen = await fetch(`${addresses.api}/v1/onboardings?user_id=${canary.name}`, {
      headers: { authorization: `Bearer ${canary.key}` },
    });
    assert.deepEqual([forged.ok, stolen.status], [false, 401]);
    shown.push(await forged.text(), await stolen.text());
  }

  async function begin(name: string, username: string, applicant: object, funding: object, products: string[] = []) {
    const { id } = await createCase({ user_id: `canary-${username}`, applicant, funding, products });
    ids[name] = id;
    await goThroughLink(id, { username });
  }

  const reaches = (name: string, stage: Stage) =>
    reads(`/v1/onboardings/${ids[name]}`, `${name} ${stage}`, (view) => view.stage === stage);

  /** The current details, which the Temporal UI shows and the server does not keep. */
  async function show(name: string) {
    const { temporal } = sharedStack();
    const handle = temporal.workflow.getHandle(caseWorkflowId(ids[name] ?? ''));
    shown.push(textOf(await handle.query('__temporal_workflow_metadata')));
    return shown.at(-1) ?? '';
  }

  it('went through every planned fault', async () => {
    const { faults } = await readLedger(sharedStack().world);
    assert.ok(faults.length >= 6);
    assert.deepEqual(
      faults.filter(({ left }) => left > 0),
      [],
    );
  });

  it('came from Plaid in every kind', () => {
    const kinds = ['Link token', 'access token', 'token of a report', 'token of a user', 'text of a payment'];
    for (const kind of [...kinds, 'data of a recipient']) {
      assert.ok(
        Object.keys(secrets).some((what) => what.startsWith(kind)),
        `there is no ${kind} to look for`,
      );
    }
  });

  it('is in no text that operators and callers see', () => {
    for (const [what, secret] of Object.entries(secrets)) {
      assert.ok(!shown.some((text) => text.includes(secret)), `${what} is shown`);
    }
  });

  it('is in no metric', async () => {
    const { api_metrics, worker_metrics } = sharedStack().addresses;
    for (const address of [api_metrics, worker_metrics]) {
      // Without the values, whose digits hold the number of some account by chance.
      const text = (await (await fetch(address)).text()).replace(/ [\d.e+-]+$/gm, '');
      assert.match(text, /^gangway_/m);
      for (const [what, secret] of Object.entries({ ...secrets, ...ids }))
        assert.ok(!text.includes(secret), `${what} is in ${address}`);
    }
  });

  for (const place of allPlaces) {
    it(`is in no ${place}`, async () => {
      // Gangway finds a payment by its reference, so the record shows that.
      const inRecord = ['database', 'file of PostgreSQL'].includes(place);
      const reference = inRecord ? {} : { 'reference of a payment': payment.reference };
      assert.deepEqual(await findLeaks(sharedStack(), place, { ...secrets, ...reference }), []);
    });

    it(`would be found in a ${place}`, async () => {
      const planted = 'planted-5512-canary';
      const uproot = await plant(sharedStack(), planted);
      try {
        assert.notDeepEqual(await findLeaks(sharedStack(), place, { planted }), []);
      } finally {
        await uproot();
      }
      // The search also covers the place of our cases.
      assert.notDeepEqual(await findLeaks(sharedStack(), place, { reference: ids.paid ?? '' }), []);
    });
  }
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { watchLedger } from '../../api/watch-ledger.ts';
import { moveStage } from '../../db/case/stages.ts';
import { insertRefund, postponeRefund, unansweredRefunds } from '../../db/transfers/refunds.ts';
import { Failure } from '../../domain/failure.ts';
import type { LedgerBalance } from '../../domain/transfers/ledger.ts';
import { createCaseClient } from '../../temporal/case-client.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { storedOnAccount } from '../support/cases/activities.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { startApi } from '../support/http/api.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

const minutes = 60_000;
const away = new Failure('unavailable', 'Plaid is in trouble.', { code: 'INTERNAL_SERVER_ERROR' });
const noLedger = new Failure('bug', 'This client has no Ledger.', { code: 'INVALID_PRODUCT' });

describe('the watch over our Ledger at Plaid', () => {
  const [database, api] = forEachTestAlone((pool) => startApi(pool));

  let errors: Record<string, unknown>[];
  const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(JSON.parse(line)) });
  let now: number;
  let reads: number;
  let ledger: LedgerBalance | Failure;
  let turn: ReturnType<typeof watchLedger>;
  const process = () => {
    const readLedger = async () => {
      reads += 1;
      if (ledger instanceof Failure) throw ledger;
      return ledger;
    };
    const { gateway: plaid } = fakePlaid({ readLedger });
    return watchLedger({ db: database.pool, log, metrics: api.metrics, plaid }, () => now);
  };
  beforeEach(() => {
    [errors, now, reads] = [[], 0, 0];
    holds(100_00);
    turn = process();
  });

  const holds = (availableCents: number, pendingCents = 0) => {
    ledger = { availableCents, pendingCents };
  };
  const look = async (after = 5 * minutes, looks = turn) => {
    now += after;
    await looks(createCaseClient(api.temporal.client));
  };
  const alerts = () => errors.splice(0).map(({ msg, level: _, time: __, pid: ___, hostname: ____, ...said }) => said);
  const gauges = async () => {
    const text = await api.metrics.registry.metrics();
    return text.split('\n').filter((line) => line.startsWith('gangway_ledger_'));
  };
  const woken = () =>
    api.temporal.signals.splice(0).map(({ name, workflowId }) => [name, workflowId.replace(/^.*\//, '')]);
  async function credit(amountCents: number, stage: 'awaiting_link' | 'in_review' | 'authorizing' = 'in_review') {
    const onboardingId = await storedCase(database.pool, { funding: { direction: 'credit', amountCents } });
    await moveStage(database.pool, { onboardingId, step: 1, stage });
    return onboardingId;
  }
  async function waiting(amountCents: number): Promise<string> {
    const onboardingId = await credit(amountCents, 'authorizing');
    await waits(onboardingId, 2);
    return onboardingId;
  }
  async function waits(onboardingId: string, step: number): Promise<void> {
    const waitingUntil = new Date(Date.now() + 4 * 60 * minutes);
    await moveStage(database.pool, {
      ...{ onboardingId, step, stage: 'authorizing', reason: 'ledger_balance' },
      ...{ waitingFor: 'ledger_balance', waitingUntil },
    });
    api.temporal.started.set(caseWorkflowId(onboardingId), {});
  }
  async function refundWaiting(amountCents: number): Promise<string> {
    const onboardingId = await storedCase(database.pool);
    const transferId = await storedTransfer(database.pool, onboardingId);
    const id = `rfd_${randomUUID()}`;
    await insertRefund(database.pool, { id, onboardingId, from: { transferId }, amountCents });
    await database.pool.query(`update refunds set asked_at = now() - interval '1 hour'`);
    await postponeRefund(database.pool, id, new Date(Date.now() + 60 * minutes));
    return id;
  }

  it('shows the balance and the money that it has to pay, every five minutes', async () => {
    await credit(20_00);
    await waiting(30_00);
    await refundWaiting(5_00);
    // Neither a case before Link nor a debit is about to take money from the Ledger.
    await credit(1_000_00, 'awaiting_link');
    await storedTransfer(database.pool, await storedCase(database.pool));
    holds(-5_50, 100_00);
    await look(0);
    assert.deepEqual(await gauges(), [
      'gangway_ledger_balance_dollars{balance="available"} -5.5',
      'gangway_ledger_balance_dollars{balance="pending"} 100',
      'gangway_ledger_needed_dollars 55',
      'gangway_ledger_lacking_dollars 60.5',
    ]);
    await look(5 * minutes - 1);
    assert.equal(reads, 1);
    await look(1);
    assert.equal(reads, 2);
  });

  it('alerts when the balance does not cover that money, again after an hour, and not once it does', async () => {
    holds(0);
    await look();
    assert.deepEqual(alerts(), [], 'no money is needed');
    await credit(20_00);
    await look();
    assert.deepEqual(alerts(), [{ available: '0.00', needed: '20.00', lacking: '20.00' }]);
    await look(59 * minutes);
    assert.deepEqual(alerts(), []);
    await look();
    assert.equal(alerts().length, 1);
    holds(20_00);
    await look();
    assert.deepEqual(alerts(), []);
    holds(19_99);
    await look();
    assert.deepEqual(alerts(), [{ available: '19.99', needed: '20.00', lacking: '0.01' }]);
  });

  it('wakes the cases that the filled Ledger covers, the oldest first, each once', async () => {
    const [first, tooMuch, second, third] = [
      await waiting(40_00),
      await waiting(1_000_00),
      await waiting(50_00),
      await waiting(20_00),
    ];
    holds(10_00);
    await look();
    assert.deepEqual(woken(), [], 'the first look of a process cannot know');
    await look();
    assert.deepEqual(woken(), []);
    holds(100_00);
    await look();
    assert.deepEqual(
      woken().sort(),
      [
        ['ledgerFilled', first],
        ['ledgerFilled', second],
      ].sort(),
    );
    const other = process();
    holds(99_00);
    await look(0, other);
    holds(100_00);
    await look(5 * minutes, other);
    assert.deepEqual(woken(), [['ledgerFilled', third]], 'each case is woken by one process');
    holds(2_000_00);
    await look();
    assert.deepEqual(woken(), [['ledgerFilled', tooMuch]]);
  });

  it('counts and wakes a transfer on a linked account too', async () => {
    const funding = { direction: 'credit', amountCents: 40_00 } as const;
    const { onboardingId, step } = await storedOnAccount(database.pool, { funding });
    await waits(onboardingId, step);
    await look();
    assert.ok((await gauges()).includes('gangway_ledger_needed_dollars 40'));
    holds(200_00);
    await look();
    assert.deepEqual(woken(), [['ledgerFilled', onboardingId]]);
    assert.match(onboardingId, /^trf_/);
  });

  it('wakes at the next look what it could not signal, because Temporal was away', async () => {
    const onboardingId = await waiting(40_00);
    await look();
    holds(200_00);
    api.temporal.away = unavailable();
    await assert.rejects(look(), { kind: 'unavailable' });
    api.temporal.away = null;
    await look();
    assert.deepEqual(woken(), [['ledgerFilled', onboardingId]]);
  });

  it('wakes refunds too', async () => {
    const id = await refundWaiting(5_00);
    const due = async () => (await unansweredRefunds(database.pool, 60, 10)).map((one) => one.id);
    await look();
    assert.deepEqual(await due(), []);
    holds(200_00);
    await look();
    assert.deepEqual(await due(), [id]);
  });

  it('shows no balance while Plaid does not answer, and asks only once an hour after a refusal', async () => {
    await look();
    ledger = away;
    await assert.rejects(look(), { kind: 'unavailable' });
    assert.deepEqual(await gauges(), []);
    ledger = noLedger;
    await assert.rejects(look(), { kind: 'bug' });
    await look(59 * minutes);
    assert.equal(reads, 3);
    await assert.rejects(look(minutes), { kind: 'bug' });
  });
});

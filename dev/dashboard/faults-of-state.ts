// State that is not as it should be: of PostgreSQL, of Temporal, and of the money at the bank.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { caseWorkflowId, processTypes, reconcileType, taskQueue } from '../../workflows/messages.ts';
import { usualStories } from '../demo/about.ts';
import { play } from '../demo/play.ts';
import type { Story } from '../demo/stories.ts';
import { until } from '../until.ts';
import { renewApi } from './faults-of-parts.ts';
import { type Fault, linkedCase, read, startCase, type Trial, temporalOf } from './trial.ts';

async function asAdministrator<R extends pg.QueryResultRow>({ stack }: Trial, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: stack.addresses.database_url });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}

export const sealsForbidden = (trial: Trial): Fault => ({
  what: 'PostgreSQL lets the relay store no seals',
  alerts: ['GangwayAuditUnsealed'],
  async cause() {
    await asAdministrator(trial, 'revoke insert on audit_seals from gangway_sweeps');
    await startCase(trial, 'unsealed');
  },
  async cure() {
    await asAdministrator(trial, 'grant insert on audit_seals to gangway_sweeps');
  },
});

export const marksForbidden = (trial: Trial): Fault => ({
  what: 'PostgreSQL lets the feed mark no event of a transfer',
  alerts: ['GangwayEventsUnsignalled'],
  async cause() {
    await asAdministrator(trial, 'revoke update on transfer_events from gangway_sweeps');
    await linkedCase(trial, 'unsignalled');
  },
  async cure() {
    await asAdministrator(trial, 'grant update on transfer_events to gangway_sweeps');
  },
});

export function webhookDamaged(trial: Trial): Fault {
  let id = '';
  /** Damages the body at first, and then restores it. */
  const flipOneBit = () =>
    asAdministrator(
      trial,
      `update webhooks set body_sealed = set_bit(body_sealed, 99,
    1 - get_bit(body_sealed, 99)) where id = ${id}`,
    );
  const redrive = () => trial.operator('POST', `/v1/webhooks/${id}/redrive`);
  return {
    what: 'the body of a webhook is damaged',
    alerts: ['GangwayInboxFailed'],
    async cause() {
      const done = "select max(id)::text as id from webhooks where status = 'done'";
      id = (await asAdministrator<{ id: string }>(trial, done))[0]?.id ?? '';
      await flipOneBit();
      await redrive();
    },
    async cure() {
      await flipOneBit();
      await redrive();
    },
  };
}

export const codeMissing = (trial: Trial): Fault => ({
  what: 'a workflow is of a type that the worker does not know',
  alerts: ['GangwayWorkflowFailing'],
  async cause() {
    await temporalOf(trial).workflow.start('ofAnotherRelease', { workflowId: 'of-another-release', taskQueue });
  },
  async cure() {
    await temporalOf(trial).workflow.getHandle('of-another-release').terminate();
  },
});

/** A reconciliation otherwise comes every few hours, and the development stack has none. */
const reconcileNow = (trial: Trial) =>
  temporalOf(trial).workflow.execute(reconcileType, { workflowId: reconcileType, taskQueue });

/** A reconciliation does not repair this, because an operator has to find out who started it. */
export function caseOfNoRecord(trial: Trial): Fault {
  const workflowId = caseWorkflowId('onb_of_no_record');
  return {
    what: 'a workflow runs for a case that is not on record',
    alerts: ['GangwayDrift'],
    async cause() {
      const { workflow } = temporalOf(trial);
      await workflow.start(processTypes.ach, { workflowId, taskQueue, startDelay: '1 day' });
      const listed = async () => (await workflow.count(`WorkflowId = '${workflowId}'`)).count === 1;
      await until(listed, { seconds: 60, everyMs: 500 });
      await reconcileNow(trial);
    },
    async cure() {
      await temporalOf(trial).workflow.getHandle(workflowId).terminate();
      await reconcileNow(trial);
    },
  };
}

export const reconciledLongAgo = (trial: Trial): Fault => ({
  what: 'the last reconciliation was fourteen hours ago',
  alerts: ['GangwayNotReconciled'],
  async cause() {
    await reconcileNow(trial);
    await asAdministrator(trial, "update drift_counts set counted_at = now() - interval '14 hours'");
  },
  cure: () => reconcileNow(trial),
});

export function ledgerEmpty(trial: Trial): Fault {
  const setBalance = (available: string) => trial.world.simulator('POST', '/simulator/ledger-balance', { available });
  return {
    what: 'the Ledger at Plaid is empty',
    alerts: ['GangwayLedgerShort'],
    async cause() {
      await setBalance('0.00');
      const id = await linkedCase(trial, 'ledger-empty');
      const waits = async () => (await read(trial, id)).waiting?.for === 'ledger_balance';
      await until(waits, { seconds: 60, everyMs: 500 });
      await renewApi(trial);
    },
    async cure() {
      await setBalance('1000000000.00');
      await renewApi(trial);
    },
  };
}

/** The last two come for the dashboard. */
const badDays = ['returned (R01)', 'returned (R01)', 'returned (R01)', 'bank login breaks, repaired', 'paid in pounds'];
/** With them, fewer than twelve in a hundred debits have come back. */
const goodDays = Array<string>(23).fill('pulled in by ach');

export function debitsComeBack(trial: Trial): Fault {
  async function playAll(names: string[]): Promise<void> {
    const { travel } = trial.stack;
    if (!travel) throw new Error('This needs the simulated bank.');
    const stories = names.flatMap((name) => usualStories.find((story) => story.name === name) as Story);
    await play(trial.world, travel, randomBytes(3).toString('hex'), stories);
    await renewApi(trial);
  }
  return {
    what: 'three debits come back',
    alerts: ['GangwayReturnRate'],
    cause: () => playAll(badDays),
    cure: () => playAll(goodDays),
  };
}

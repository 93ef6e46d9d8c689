// The record of a case, for tenants and operators. The case's workflow is the truth; each stage is written here in the
// transaction of the effect that caused it.

import type { LinkSettings } from '../../domain/bank/link-settings.ts';
import type { Funding, Outcome } from '../../domain/case/onboarding.ts';
import { completePolicy, type Policy } from '../../domain/case/policy.ts';
import type { Reason } from '../../domain/case/reasons.ts';
import type { Stage, Wait } from '../../domain/case/stages.ts';
import type { DataProduct } from '../../domain/data/data-product.ts';
import { Failure } from '../../domain/failure.ts';
import { withNext } from '../connection.ts';
import { linkSettingsColumn, tenantsLinkSettings } from '../link/link-settings.ts';
import { erasureUnderWay } from '../people/erasures.ts';
import type { Db } from '../pool.ts';
import { fundingColumn, fundingColumns, fundingValues } from './funding.ts';

export type CaseRecord<F = Funding | null> = {
  id: string;
  tenantId: string;
  userId: string;
  stage: Stage;
  outcome: Outcome | null;
  reason: Reason | null;
  waitingFor: Wait | null;
  waitingUntil: Date | null;
  step: number;
  reminders: number;
  /** The id of the question that a reviewer or the tenant has to answer. Null: the case asks none. */
  question: string | null;
  funding: F;
  products: DataProduct[];
  policy: Policy;
  /** Those of the tenant when the case began, below the case's own. */
  linkSettings: LinkSettings;
  /** Plaid's id of the linked account that a transfer uses. Null for an onboarding. */
  accountId: string | null;
  workflowStartedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

/**
 * Records a new case. Throws `conflict` while its person is being erased; the statement is one for both, because every
 * case runs it. Call it in a transaction.
 */
export async function insertOnboarding(
  db: Db,
  input: {
    id: string;
    tenantId: string;
    userId: string;
    funding: Funding | null;
    products: DataProduct[];
    policy: Policy;
    /** Those that differ from the tenant's. */
    linkSettings?: LinkSettings;
    accountId?: string;
  },
): Promise<void> {
  const { id, tenantId, userId, funding, products, policy, linkSettings = {}, accountId = null } = input;
  const { rows } = await db.query<{ erasing: boolean }>(
    `insert into onboardings (id, tenant_id, user_id, products, policy, link_settings, account_id, ${fundingColumns})
     values ($1, $2, $3, $4, $5, ${tenantsLinkSettings('$2', '$6')}, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     returning ${erasureUnderWay('$2', '$3')} as erasing`,
    [id, tenantId, userId, products, policy, linkSettings, accountId, ...fundingValues(funding)],
  );
  if (rows[0]?.erasing) throw beingErased();
  // A statement of its own, because row-level security looks for the case, which the same statement would not see.
  const begun = 'insert into timeline (onboarding_id, what) select id, stage from onboardings where id = $1';
  await db.query(withNext(begun), [id]);
}

const beingErased = () =>
  new Failure(
    'conflict',
    'You have asked to erase this user, and that is under way. Wait until GET /v1/users/:user_id/erasure says done.',
    { code: 'erasure_under_way' },
  );

/** Reads a case of any tenant, for the case's own activities. */
export const loadCase = (db: Db, onboardingId: string): Promise<CaseRecord | null> => readCase(db, onboardingId, '');

/** Reads the case, and lets its writers take turns as `lockCase`. */
export const lockAndLoadCase = (tx: Db, onboardingId: string): Promise<CaseRecord | null> =>
  readCase(tx, onboardingId, 'for no key update of o');

/** The failure for an id of a case that an operator has mistyped. */
export const unknownCase = (): Failure =>
  new Failure('missing', 'There is no onboarding with this id. Check the id.', { code: 'onboarding_not_found' });

async function readCase(db: Db, onboardingId: string, lock: string): Promise<CaseRecord | null> {
  const { rows } = await db.query<CaseRecord>(
    `select o.id, o.tenant_id as "tenantId", o.user_id as "userId", o.stage, o.outcome, o.reason,
       o.waiting_for as "waitingFor", o.waiting_until as "waitingUntil", o.step, o.reminders, o.question,
       ${fundingColumn},
       o.products, o.policy, ${linkSettingsColumn}, o.account_id as "accountId",
       o.workflow_started_at as "workflowStartedAt",
       o.created_at as "createdAt", o.updated_at as "updatedAt"
     from onboardings o where o.id = $1 ${lock}`,
    [onboardingId],
  );
  return rows[0] ? withPolicy(rows[0]) : null;
}

/** Completes the recorded policy with defaults for the parts that were added since. */
export const withPolicy = <T extends { policy: Policy }>(row: T): T => ({ ...row, policy: completePolicy(row.policy) });

/**
 * Lets the writers of one case take turns until the transaction ends. `for update` would also wait for every insert of
 * a row that refers to the case, and such a transaction may wait for us (lockRoute).
 */
export async function lockCase(db: Db, onboardingId: string): Promise<void> {
  await db.query(withNext('select from onboardings where id = $1 for no key update'), [onboardingId]);
}

/**
 * Records that Temporal accepted the case's workflow. Returns the stage, because the case may have been cancelled
 * meanwhile.
 */
export async function markWorkflowStarted(db: Db, onboardingId: string): Promise<Stage | null> {
  const { rows } = await db.query<{ stage: Stage }>(
    'update onboardings set workflow_started_at = coalesce(workflow_started_at, now()) where id = $1 returning stage',
    [onboardingId],
  );
  return rows[0]?.stage ?? null;
}

/**
 * Returns cases whose workflow should run by now. Skips onboardings without a Link or a page to show the applicant:
 * their request has not been answered, and its retry continues. With `limit 1`, PostgreSQL looks up each case; with
 * `exists`, it may read a whole table.
 */
export async function lateStarts(db: Db, olderThanSeconds: number, limit: number): Promise<{ onboardingId: string }[]> {
  const { rows } = await db.query<{ onboardingId: string }>(
    `select id as "onboardingId" from onboardings o
     where workflow_started_at is null and open and created_at < now() - make_interval(secs => $1)
       and (account_id is not null or (select true from link_sessions where onboarding_id = o.id limit 1)
         or (select true from identity_verifications where onboarding_id = o.id limit 1))
     order by created_at limit $2`,
    [olderThanSeconds, limit],
  );
  return rows;
}

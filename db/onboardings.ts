// The record of a case: what the product sees and operators search. The case's workflow is the truth; a stage is
// written here in the transaction of the effect that caused it.
import type { DataProduct } from '../domain/data-product.ts';
import type { Funding, Outcome, Stage } from '../domain/onboarding.ts';
import { completePolicy, type Policy } from '../domain/policy.ts';
import { fundingColumn, fundingColumns, fundingValues } from './funding.ts';
import type { Db } from './pool.ts';

export type CaseRecord<F = Funding> = {
  id: string;
  tenantId: string;
  userId: string;
  stage: Stage;
  outcome: Outcome | null;
  reason: string | null;
  waitingFor: string | null;
  waitingUntil: Date | null;
  step: number;
  reminders: number;
  funding: F;
  products: DataProduct[];
  policy: Policy;
  redirectUri: string | null;
  workflowStartedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

export async function insertOnboarding(
  db: Db,
  input: {
    id: string;
    tenantId: string;
    userId: string;
    funding: Funding;
    products: DataProduct[];
    policy: Policy;
    redirectUri: string | null;
  },
): Promise<void> {
  const { id, tenantId, userId, funding, products, policy, redirectUri } = input;
  await db.query(
    `with created as (
       insert into onboardings (id, tenant_id, user_id, products, policy, redirect_uri, ${fundingColumns})
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning id, stage)
     insert into timeline (onboarding_id, what) select id, stage from created`,
    [id, tenantId, userId, products, policy, redirectUri, ...fundingValues(funding)],
  );
}

/** For the case's own activities, which know no tenant. */
export async function loadCase(db: Db, onboardingId: string): Promise<CaseRecord | null> {
  const { rows } = await db.query<CaseRecord>(
    `select o.id, o.tenant_id as "tenantId", o.user_id as "userId", o.stage, o.outcome, o.reason,
       o.waiting_for as "waitingFor", o.waiting_until as "waitingUntil", o.step, o.reminders, ${fundingColumn},
       o.products, o.policy, o.redirect_uri as "redirectUri", o.workflow_started_at as "workflowStartedAt",
       o.created_at as "createdAt", o.updated_at as "updatedAt"
     from onboardings o where o.id = $1`,
    [onboardingId],
  );
  return rows[0] ? withPolicy(rows[0]) : null;
}

export const withPolicy = <T extends { policy: Policy }>(row: T): T => ({ ...row, policy: completePolicy(row.policy) });

/**
 * Makes the writers of one case take turns until the transaction ends. Not `for update`, which would wait for everyone
 * who inserts a row that refers to the case, and they may wait for us (lockRoute).
 */
export async function lockCase(db: Db, onboardingId: string): Promise<void> {
  await db.query('select from onboardings where id = $1 for no key update', [onboardingId]);
}

/** Temporal has accepted the case's workflow. */
export async function markWorkflowStarted(db: Db, onboardingId: string): Promise<void> {
  await db.query('update onboardings set workflow_started_at = now() where id = $1 and workflow_started_at is null', [
    onboardingId,
  ]);
}

/**
 * Cases whose workflow should be running by now. Those with nothing to show the person are left alone: nobody has been told of
 * them yet, and the retry of the request that made them carries on.
 */
export async function lateStarts(db: Db, olderThanSeconds: number, limit: number): Promise<{ onboardingId: string }[]> {
  const { rows } = await db.query<{ onboardingId: string }>(
    `select id as "onboardingId" from onboardings o
     where workflow_started_at is null and created_at < now() - make_interval(secs => $1)
       and (exists (select from link_sessions where onboarding_id = o.id)
         or exists (select from identity_verifications where onboarding_id = o.id))
     order by created_at limit $2`,
    [olderThanSeconds, limit],
  );
  return rows;
}

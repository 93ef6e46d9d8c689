// Cases as the product sees them: each with the newest of what belongs to it.
import type { IdentityJudgement } from '../domain/identity.ts';
import type { Outcome, Stage } from '../domain/onboarding.ts';
import type { RefundStanding } from '../domain/refund.ts';
import type { ReportKind, ReportStatus } from '../domain/report.ts';
import type { GivenReview } from '../domain/review.ts';
import type { ReturnWindows, TransferStatus } from '../domain/transfer.ts';
import { fundingColumn } from './funding.ts';
import { type CaseRecord, withPolicy } from './onboardings.ts';
import type { Db } from './pool.ts';

/** A case as an answer shows it: null is what is not known yet. */
export type CaseView = Omit<CaseRecord, 'step' | 'reminders' | 'redirectUri' | 'workflowStartedAt'> & {
  item: ItemView | null;
  account: {
    id: string;
    institution: string | null;
    mask: string | null;
    subtype: string | null;
    verificationStatus: string | null;
    /** Other cases of the tenant in which it was found when it was read. */
    duplicateOf: string[];
  } | null;
  identity: IdentityJudgement | null;
  /** Of the account that the case works with, as far as the case has taken them, oldest first. */
  reviews: (GivenReview & {
    at: string;
    /** It is about what there is to review now. */
    counts: boolean;
  })[];
  transfer: {
    id: string;
    attempt: number;
    network: string;
    status: TransferStatus;
    amountCents: number;
    windows: ReturnWindows;
    failureCode: string | null;
  } | null;
  /** The newest one. `id` and `status` are Plaid's, null until it has made it; `attempt` counts from one. */
  payment: {
    id: string | null;
    reference: string;
    adjustedReference: string | null;
    status: string | null;
    attempt: number;
  } | null;
  identityVerification: { id: string; status: string } | null;
  /** The oldest first. */
  refunds: RefundView[];
  /** The oldest first. */
  reports: ReportView[];
};

export type RefundView = {
  id: string;
  amountCents: number;
  status: RefundStanding;
  failureCode: string | null;
  /** The bank has taken back the debit as well. */
  paidTwice: boolean;
  askedAt: string;
};

export type ReportView = { id: string; kind: ReportKind; status: ReportStatus; error: string | null };

/** The dates are text as JSON has them. */
export type ItemView = {
  id: string;
  error: string | null;
  consentEndsAt: string | null;
  newAccountsAt: string | null;
  revokedAt: string | null;
  removedAt: string | null;
};

// Laterals, because each of these tables can hold several rows of a case and the newest is the one that counts.
const caseView = `
  select o.id, o.tenant_id as "tenantId", o.user_id as "userId", o.stage, o.outcome, o.reason,
    o.waiting_for as "waitingFor", o.waiting_until as "waitingUntil", ${fundingColumn}, o.products, o.policy,
    o.created_at as "createdAt", o.updated_at as "updatedAt",
    i.item, a.account, c.identity, coalesce(v.reviews, '[]') as reviews, p."identityVerification", t.transfer, f.refunds,
    y.payment, r.reports
  from onboardings o
  left join lateral (
    select json_build_object('id', id, 'error', error, 'consentEndsAt', consent_ends_at,
      'newAccountsAt', new_accounts_at, 'revokedAt', revoked_at, 'removedAt', removed_at) as item
    from items where onboarding_id = o.id order by created_at desc limit 1) i on true
  left join lateral (
    select json_build_object('id', accounts.id, 'institution', items.institution, 'mask', mask, 'subtype', subtype,
      'verificationStatus', verification_status, 'duplicateOf', to_json(duplicate_of)) as account
    from accounts join items on items.id = item_id
    where accounts.onboarding_id = o.id order by accounts.created_at desc limit 1) a on true
  left join lateral (
    select id as check_id, json_build_object('decision', decision, 'reason', reason, 'fields', fields,
      'flags', to_json(flags), 'source', source, 'policyVersion', policy_version) as identity
    from identity_checks where onboarding_id = o.id order by created_at desc limit 1) c on true
  left join lateral (
    select json_agg(json_build_object('decision', decision, 'reviewer', reviewer, 'at', taken_at,
      'counts', reviews.step is not distinct from o.step) order by taken_at) as reviews
    from reviews where onboarding_id = o.id and identity_check_id is not distinct from c.check_id
      and taken_at is not null) v on true
  left join lateral (
    select json_build_object('id', id, 'status', status) as "identityVerification"
    from identity_verifications where onboarding_id = o.id order by created_at desc limit 1) p on true
  left join lateral (
    select json_build_object('id', id, 'attempt', attempt, 'network', network, 'status', status,
      'amountCents', amount_cents, 'windows', json_build_object('standard', standard_return_window,
        'unauthorized', unauthorized_return_window), 'failureCode', failure_code) as transfer
    from transfers where onboarding_id = o.id order by attempt desc limit 1) t on true
  left join lateral (
    select coalesce(json_agg(json_build_object('id', r.id, 'amountCents', r.amount_cents, 'status', r.status,
      'failureCode', r.failure_code, 'askedAt', asked_at,
      'paidTwice', coalesce(t.status = 'returned', false) and r.status in ('posted', 'settled')
      ) order by asked_at, r.id), '[]') as refunds
    from refunds r left join transfers t on t.id = r.transfer_id where r.onboarding_id = o.id) f on true
  left join lateral (
    select json_build_object('id', id, 'reference', reference, 'adjustedReference', adjusted_reference,
      'status', status, 'attempt', count(*) over ()) as payment
    from payments where onboarding_id = o.id order by created_at desc limit 1) y on true
  left join lateral (
    select coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'status', status, 'error', error)
      order by asked_at, id), '[]') as reports
    from reports where onboarding_id = o.id) r on true`;

/** Null for another tenant's case as for one that does not exist. */
export async function findOnboarding(db: Db, tenantId: string, id: string): Promise<CaseView | null> {
  const { rows } = await db.query<CaseView>(`${caseView} where o.id = $1 and o.tenant_id = $2`, [id, tenantId]);
  return rows[0] ? withPolicy(rows[0]) : null;
}

export type CasesPage = {
  stage?: Stage | undefined;
  outcome?: Outcome | undefined;
  userId?: string | undefined;
  limit: number;
  /** Where the page before ended. `createdAt` is text, because a Date drops PostgreSQL's microseconds. */
  cursor?: CasesCursor | undefined;
};
export type CasesCursor = { createdAt: string; id: string };

/** Newest first. `next` is where the following page begins, null at the end. */
export async function listOnboardings(
  db: Db,
  tenantId: string,
  page: CasesPage,
): Promise<{ cases: CaseView[]; next: CasesCursor | null }> {
  const { rows } = await db.query<CaseView & { position: string }>(
    `select v.*, v."createdAt"::text as position from (${caseView}
       where o.tenant_id = $1
         and ($2::text is null or o.stage = $2) and ($3::text is null or o.outcome = $3)
         and ($4::text is null or o.user_id = $4)
         and ($5::timestamptz is null or (o.created_at, o.id) < ($5, $6))
       order by o.created_at desc, o.id desc limit $7) v`,
    [
      tenantId,
      page.stage ?? null,
      page.outcome ?? null,
      page.userId ?? null,
      page.cursor?.createdAt ?? null,
      page.cursor?.id ?? null,
      page.limit + 1,
    ],
  );
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  const cases = rows.slice(0, page.limit).map(({ position: _, ...view }) => withPolicy(view));
  return { cases, next: last ? { createdAt: last.position, id: last.id } : null };
}

// Cases as the API shows them to the tenant, each with the newest of its related rows.

import type { LinkLanguage } from '../../domain/bank/link-settings.ts';
import type { Delay } from '../../domain/case/delay.ts';
import type { Network, Outcome } from '../../domain/case/onboarding.ts';
import type { GivenReview, ReviewReason } from '../../domain/case/review.ts';
import type { Stage } from '../../domain/case/stages.ts';
import type { ReportKind, ReportStatus } from '../../domain/data/report.ts';
import type { IdentityJudgement } from '../../domain/owner/identity.ts';
import type { AuthorizationRisk } from '../../domain/transfers/authorization.ts';
import type { RefundStanding } from '../../domain/transfers/refund.ts';
import type { ReturnWindows, TransferStatus } from '../../domain/transfers/transfer.ts';
import { isoMicros, isoMillis } from '../instant.ts';
import { joinPair, type Metadata, type MetadataPair, metadataOf } from '../metadata.ts';
import type { Db } from '../pool.ts';
import { fundingColumn } from './funding.ts';
import { type CaseRecord, withPolicy } from './onboardings.ts';
import { isDisclosed } from './reviews.ts';

/** A case as an answer shows it. A field is null while its value is not known. */
export type CaseView = Omit<CaseRecord, 'step' | 'reminders' | 'linkSettings' | 'workflowStartedAt'> & {
  /** Null while no step is in trouble, and once the case has an outcome. */
  delay: Delay | null;
  metadata: Metadata;
  /** Null: the tenant has chosen none for Link. */
  linkLanguage: LinkLanguage | null;
  item: ItemView | null;
  account: {
    id: string;
    institution: string | null;
    mask: string | null;
    subtype: string | null;
    verificationStatus: string | null;
    /** Our id of the linked account that it is. Null while it is none. */
    linked: string | null;
    /** Other cases of the tenant that had this account when we read it. */
    duplicateOf: string[];
  } | null;
  identity: IdentityJudgement | null;
  /** Reviews of the account that the case works with, and that the case has read, oldest first. */
  reviews: (GivenReview & {
    at: string;
    /** True if it answers the question that is open. */
    counts: boolean;
    /** Null: the reviewer named none, or the question is not decided yet. */
    reason: ReviewReason | null;
  })[];
  /**
   * The newest authorization that Plaid has answered. `decision` is Plaid's, or our own `retired` or `cancelled`;
   * `ruleset` is the key of the rule set that the case named.
   */
  authorization: {
    decision: string;
    rationale: string | null;
    description: string | null;
    network: Network;
    ruleset: string | null;
    risk: AuthorizationRisk | null;
  } | null;
  transfer: {
    id: string;
    number: number;
    network: string;
    status: TransferStatus;
    amountCents: number;
    windows: ReturnWindows;
    failureCode: string | null;
  } | null;
  /**
   * The newest payment. `id` and `status` are Plaid's, null until Plaid has made the payment; `number` counts from 1.
   */
  payment: {
    id: string | null;
    reference: string;
    adjustedReference: string | null;
    status: string | null;
    number: number;
  } | null;
  identityVerification: { id: string; status: string } | null;
  /** The network of the transfer that the tenant has to confirm. */
  authorizedNetwork: Network | null;
  /** Oldest first. */
  refunds: RefundView[];
  /** Oldest first. */
  reports: ReportView[];
};

export type RefundView = {
  id: string;
  amountCents: number;
  status: RefundStanding;
  failureCode: string | null;
  /** The bank has returned the debit too, so the applicant was paid twice. */
  paidTwice: boolean;
  askedAt: string;
  /** When Gangway asks Plaid again, because our Ledger does not cover the refund. Null: it does not wait for that. */
  tryAgainAt: string | null;
};

export type ReportView = { id: string; kind: ReportKind; status: ReportStatus; error: string | null };

/** The dates are strings, as JSON has them. */
export type ItemView = {
  id: string;
  error: string | null;
  consentEndsAt: string | null;
  newAccountsAt: string | null;
  revokedAt: string | null;
  removedAt: string | null;
};

// Laterals, because each of these tables can hold several rows of a case, and only the newest counts. Under row-level
// security PostgreSQL looks up by an index only what it compares without a function or a sub-select that might leak.
// So `used` is a join, and `case` stands where `coalesce` would.
export const caseView = `
  select o.id, o.tenant_id as "tenantId", o.user_id as "userId", o.stage, o.outcome, o.reason,
    o.waiting_for as "waitingFor", o.waiting_until as "waitingUntil", o.question, ${fundingColumn}, o.products, o.policy,
    o.account_id as "accountId", ${metadataOf('o.id')},
    o.link_settings ->> 'language' as "linkLanguage", o.created_at as "createdAt", o.updated_at as "updatedAt",
    case when o.outcome is null and o.delayed_because is not null then json_build_object(
      'since', ${isoMillis('o.delayed_since')}, 'reason', o.delayed_because) end as delay,
    i.item, a.account, c.identity, coalesce(v.reviews, '[]') as reviews, p."identityVerification", t.transfer, f.refunds,
    y.payment, r.reports, z.authorization,
    case when o.waiting_for = 'confirmation' then (
      select network from authorizations where onboarding_id = o.id order by turn desc limit 1)
    end as "authorizedNetwork"
  from onboardings o
  left join accounts used on used.id = o.account_id
  left join lateral (
    select json_build_object('id', id, 'error', error, 'consentEndsAt', consent_ends_at,
      'newAccountsAt', new_accounts_at, 'revokedAt', revoked_at, 'removedAt', removed_at) as item
    from items where onboarding_id = o.id or id = used.item_id
    order by turn desc limit 1) i on true
  left join lateral (
    select json_build_object('id', accounts.id, 'institution', items.institution, 'mask', mask, 'subtype', subtype,
      'verificationStatus', verification_status, 'duplicateOf', to_json(duplicate_of), 'linked',
      (select id from linked_accounts where account_id = accounts.id)) as account
    from accounts join items on items.id = item_id
    where accounts.onboarding_id = o.id or accounts.id = o.account_id order by accounts.turn desc limit 1) a on true
  left join lateral (
    select id as check_id, json_build_object('decision', decision, 'reason', reason, 'fields', fields,
      'flags', to_json(flags), 'source', source, 'policyVersion', policy_version) as identity
    from identity_checks
    where onboarding_id = case when o.account_id is null then o.id else used.onboarding_id end
      and account_id = coalesce(o.account_id, account_id)
    order by turn desc limit 1) c on true
  left join lateral (
    select json_agg(json_build_object('decision', decision, 'reviewer', reviewer, 'key', key_id, 'at', taken_at,
      'counts', coalesce(reviews.question = o.question, false),
      'reason', case when ${isDisclosed} then reviews.reason end) order by taken_at) as reviews
    from reviews where onboarding_id = o.id and taken_at is not null
      and (identity_check_id is not distinct from c.check_id or reviews.question = o.question)) v on true
  left join lateral (
    select json_build_object('id', id, 'status', status) as "identityVerification"
    from identity_verifications where onboarding_id = o.id order by turn desc limit 1) p on true
  left join lateral (
    select json_build_object('id', id, 'number', number, 'network', network, 'status', status,
      'amountCents', amount_cents, 'windows', json_build_object('standard', standard_return_window,
        'unauthorized', unauthorized_return_window), 'failureCode', failure_code) as transfer
    from transfers where onboarding_id = o.id order by number desc limit 1) t on true
  left join lateral (
    select coalesce(json_agg(json_build_object('id', r.id, 'amountCents', r.amount_cents, 'status', r.status,
      'failureCode', r.failure_code, 'askedAt', asked_at,
      'tryAgainAt', case when r.status = 'asked' then try_again_at end,
      'paidTwice', coalesce(t.status = 'returned', false) and r.status in ('posted', 'settled')
      ) order by asked_at, r.id), '[]') as refunds
    from refunds r left join transfers t on t.id = r.transfer_id where r.onboarding_id = o.id) f on true
  left join lateral (
    select json_build_object('id', id, 'reference', reference, 'adjustedReference', adjusted_reference,
      'status', status, 'number', count(*) over ()) as payment
    from payments where onboarding_id = o.id order by turn desc limit 1) y on true
  left join lateral (
    select coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'status', status, 'error', error)
      order by asked_at, id), '[]') as reports
    from reports where onboarding_id = o.id) r on true
  left join lateral (
    select json_build_object('decision', decision, 'rationale', rationale, 'description', description,
      'network', coalesce(network, o.network), 'ruleset', ruleset, 'risk', risk) as authorization
    from authorizations where onboarding_id = o.id and decision is not null order by turn desc limit 1) z on true`;

/** Returns the first case that has one of these ids. Null if there is none, or if it belongs to another tenant. */
export async function findOnboarding(db: Db, tenantId: string, ...ids: string[]): Promise<CaseView | null> {
  const { rows } = await db.query<CaseView>(`${caseView} where o.id = any ($1) and o.tenant_id = $2`, [ids, tenantId]);
  return rows[0] ? withPolicy(rows[0]) : null;
}

export type CasesPage = {
  stage?: Stage | undefined;
  outcome?: Outcome | undefined;
  userId?: string | undefined;
  metadata?: MetadataPair | undefined;
  limit: number;
  /** The end of the page before. */
  cursor?: CasesCursor | undefined;
};
export type CasesCursor = { at: string; id: string };

/** Newest first. `next` is the beginning of the following page, null at the end. */
export async function listOnboardings(
  db: Db,
  tenantId: string,
  page: CasesPage,
): Promise<{ cases: CaseView[]; next: CasesCursor | null }> {
  const { join, at, id, values: pair } = joinPair(page.metadata, { at: 'o.created_at', id: 'o.id' }, 9);
  // PostgreSQL would join all of what the filters leave before it takes the page.
  const text = `${caseView} where o.id = any (array(select o.id from onboardings o ${join}
      where o.tenant_id = $1 and o.account_id is null
        and ($2::text is null or o.stage = $2) and ($8::boolean or o.open) and ($3::text is null or o.outcome = $3)
        and ($4::text is null or o.user_id = $4)
        and ($5::timestamptz is null or (${at}, ${id}) < ($5, $6))
      order by ${at} desc, ${id} desc limit $7))
    order by o.created_at desc, o.id desc`;
  const values = [
    tenantId,
    page.stage ?? null,
    page.outcome ?? null,
    page.userId ?? null,
    page.cursor?.at ?? null,
    page.cursor?.id ?? null,
    page.limit + 1,
    // An index holds the open cases only.
    page.stage === undefined || page.stage === 'closed',
    ...pair,
  ];
  return pageOfCases(db, text, values, page.limit);
}

/** Runs a `caseView` with a limit of one more than the page has. */
export async function pageOfCases(
  db: Db,
  text: string,
  values: unknown[],
  limit: number,
): Promise<{ cases: CaseView[]; next: CasesCursor | null }> {
  const { rows } = await db.query<CaseView & { position: string }>(
    { planned_each_time: true, text: `select v.*, ${isoMicros('v."createdAt"')} as position from (${text}) v` },
    values,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const cases = rows.slice(0, limit).map(({ position: _, ...view }) => withPolicy(view));
  return { cases, next: last ? { at: last.position, id: last.id } : null };
}

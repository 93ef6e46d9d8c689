import { z } from 'zod';
import { findLinkedAccount, type LinkedAccount } from '../../db/bank/linked-accounts.ts';
import { type AccountStatus, accountStatuses, standingOfAccount } from '../../domain/bank/linked-account.ts';
import { Failure } from '../../domain/failure.ts';
import { identityDecisions, identityReasons } from '../../domain/owner/identity.ts';
import type { Deps } from '../context.ts';
import { time } from '../http/answer-fields.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../http/request.ts';
import { tenantOf } from './find-case.ts';
import { metadataAnswer } from './metadata-input.ts';

/** Returns the caller's account that the path names. Throws one 404 for another tenant's id and for an unknown one. */
export async function findAccount({ db }: Pick<Deps, 'db'>, ctx: Context): Promise<LinkedAccount> {
  const id = ctx.params?.id ?? '';
  const found = /^acct_[0-9a-f]{32}$/.test(id) ? await findLinkedAccount(db, tenantOf(ctx), id) : null;
  if (found) return found;
  throw new Problem(
    404,
    'account_not_found',
    'You have no linked account with this id. Take the id from GET /v1/accounts, or from an onboarding that is verified or funded.',
  );
}

export const accountSchema = z
  .object({
    id: z.string(),
    user_id: z.string(),
    onboarding_id: z.string().describe('The onboarding that linked it.'),
    status: z.enum(accountStatuses),
    reason: z.string().nullable(),
    institution: z.string().nullable(),
    mask: z.string().nullable(),
    subtype: z.string().nullable(),
    verified: z.object({ by: z.string(), at: time }),
    identity: z.object({ decision: z.enum(identityDecisions), reason: z.enum(identityReasons).nullable() }),
    can: z
      .object({ debit: z.boolean(), credit: z.boolean(), rtp: z.boolean().nullable() })
      .describe('Which transfers may be asked for. rtp is null while Plaid has not said.'),
    tokenized_numbers: z.boolean().nullable(),
    consent_ends_at: time.nullable(),
    metadata: metadataAnswer,
    created_at: time,
  })
  .meta({ id: 'Account' });
type AccountAnswer = z.output<typeof accountSchema>;

/** Renders a linked account for answers. */
export function accountAnswer(account: LinkedAccount): AccountAnswer {
  const { status, reason, debit, credit } = standingOfAccount(account, new Date());
  return {
    id: account.id,
    user_id: account.userId,
    onboarding_id: account.onboardingId,
    status,
    reason,
    institution: account.institution,
    mask: account.mask,
    subtype: account.subtype,
    verified: { by: account.verifiedBy, at: account.verifiedAt.toISOString() },
    identity: account.identity,
    can: { debit, credit, rtp: credit ? account.rtp : false },
    tokenized_numbers: account.tokenized,
    consent_ends_at: account.consentEndsAt?.toISOString() ?? null,
    metadata: account.metadata,
    created_at: account.createdAt.toISOString(),
  };
}

const gone: readonly AccountStatus[] = ['removed', 'revoked'];

type Standing = Pick<AccountAnswer, 'status' | 'reason'>;

/** Throws if no login can make the account usable again. */
export function refuseGone(answer: Standing): void {
  if (gone.includes(answer.status)) throw unusable(answer);
}

/** Throws if the account cannot be used for what the caller asks. */
export function unusable({ status, reason }: Standing): Failure {
  const why = gone.includes(status)
    ? 'The person has to link an account by a new onboarding.'
    : 'It takes no such transfer while it is on hold.';
  return new Failure('conflict', `The account is ${status} (${reason}). ${why}`, { code: 'account_unusable' });
}

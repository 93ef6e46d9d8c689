import { z } from 'zod';
import { holdForTransfer } from '../../db/bank/linked-accounts.ts';
import { copyApplicant } from '../../db/case/applicants.ts';
import { insertOnboarding, loadCase } from '../../db/case/onboardings.ts';
import { newId } from '../../db/ids.ts';
import { addMetadata } from '../../db/metadata.ts';
import { recordConsent } from '../../db/transfers/consents.ts';
import { listTransfers as listCases, sumTransfers } from '../../db/transfers/transfer-lists.ts';
import { directions } from '../../domain/case/onboarding.ts';
import { defaultPolicy } from '../../domain/case/policy.ts';
import { formatAmount } from '../../domain/money.ts';
import { consentOf, refuseOver } from '../cases/consent-input.ts';
import { accountAnswer, findAccount, unusable } from '../cases/find-account.ts';
import { answerCase, showTransfers, tenantOf } from '../cases/find-case.ts';
import { achFundingOf } from '../cases/funding-input.ts';
import { answerHeld, held } from '../cases/hold-answer.ts';
import { assertLinkAddresses, keepAllowedAddresses, readLinkSettings } from '../cases/link-input.ts';
import { startCase } from '../cases/start-case.ts';
import { transferSchema as shownTransfer, statuses } from '../cases/transfer-answer.ts';
import { ofReturns, transferFilterOf, transferFilters } from '../cases/transfer-filter.ts';
import { transferPolicyOf, transferSchema } from '../cases/transfer-input.ts';
import type { Deps, Handler } from '../context.ts';
import { money, pageOf } from '../http/answer-fields.ts';
import { readJson } from '../http/body.ts';
import { instant, isPeriod, noPeriod } from '../http/fields.ts';
import { answerOnce, requireKey } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { asksCase, documented } from '../http/operation.ts';
import { encodePlace, pageLimit, placeCursor, queryOf } from '../http/query.ts';

const creating = {
  summary: 'Start a transfer on a linked account',
  body: {
    schema: transferSchema,
    example: {
      ...{ direction: 'debit', amount: '40.00' },
      consent: { text: 'I authorize Acme to debit my account for order 7.', given_at: '2026-01-05T09:30:00Z' },
    },
  },
  idempotencyKey: 'required',
  status: 201,
  location: true,
  answer: shownTransfer,
  problems: [
    ...asksCase,
    'account_unusable',
    'erased',
    'applicant_missing',
    'erasure_under_way',
    'address_not_registered',
    'quota_reached',
  ],
} as const;

/** Starts a transfer on a linked account. */
export function createTransfer(deps: Deps): Handler {
  const { db, vault } = deps;
  return documented(creating, async (ctx) => {
    requireKey(
      ctx,
      'Send an Idempotency-Key header, a new one for each transfer, so that a retry cannot move it twice.',
    );
    const given = checkInput(transferSchema, await readJson(ctx.req));
    const account = await findAccount({ db }, ctx);
    const { tenantId, userId, accountId, onboardingId: linker } = account;
    await answerOnce(deps, ctx, {
      request: given,
      record: async (tx) => {
        refuseOver(given);
        const answer = accountAnswer(account);
        if (!answer.can[given.direction]) throw unusable(answer);
        if (!(await holdForTransfer(tx, account.id)))
          throw unusable({ status: 'removed', reason: 'removed_by_tenant' });
        await assertLinkAddresses(deps, tx, tenantId, { given: given.link, at: '/link' });
        const linkers = await loadCase(tx, linker);
        const id = newId('trf');
        const terms = {
          funding: achFundingOf(given),
          policy: transferPolicyOf(given, linkers?.policy ?? defaultPolicy),
        };
        const handedOn = await keepAllowedAddresses(deps, tx, tenantId, linkers?.linkSettings ?? {});
        const linkSettings = { ...handedOn, ...readLinkSettings(given.link) };
        await insertOnboarding(tx, { id, tenantId, userId, products: [], ...terms, linkSettings, accountId });
        if (given.metadata) await addMetadata(tx, { table: 'onboardings', id }, given.metadata);
        await copyApplicant(tx, vault, { from: linker, to: id });
        const consent = consentOf(given);
        if (consent) await recordConsent(tx, vault, id, consent);
        return id;
      },
      finish: async (id) => {
        await startCase(deps, id);
        ctx.set('Location', `/v1/transfers/${id}`);
        return { status: 201, body: await answerCase(deps, ctx, id) };
      },
    });
  });
}

const query = z
  .strictObject({
    ...transferFilters,
    limit: pageLimit(100, 20),
    cursor: placeCursor(/^(onb|trf)_[0-9a-f]{32}$/),
  })
  .refine(...ofReturns);

/** Answers with the transfers of the tenant, newest first: those on linked accounts, and those of onboardings. */
export function listTransfers(deps: Deps): Handler {
  return documented({ summary: 'List transfers, newest first', query, answer: pageOf(shownTransfer) }, async (ctx) => {
    const page = transferFilterOf(checkInput(query, queryOf(ctx)));
    const { cases, next } = await listCases(deps.db, tenantOf(ctx), page);
    const data = await showTransfers(deps, cases);
    ctx.body = { data, next_cursor: next && encodePlace(next.at, next.id) };
  });
}

/** The transfers that were asked for in a period. */
export const periodQuery = z
  .strictObject({ ...transferFilters, from: instant, to: instant })
  .refine(isPeriod, noPeriod)
  .refine(...ofReturns);

const sum = z
  .object({
    ...{ direction: z.enum(directions), status: z.enum(statuses), count: z.int() },
    ...{ amount: money, currency: z.literal('USD') },
  })
  .meta({ id: 'TransferSum' });
const summing = {
  summary: 'Add up the transfers of a period, by direction and status',
  query: periodQuery,
  answer: z.object({ data: z.array(sum) }),
} as const;

/** Answers with the number and the amounts of the transfers asked for in a period. */
export function sumUpTransfers({ db }: Deps): Handler {
  return documented(summing, async (ctx) => {
    const filter = transferFilterOf(checkInput(periodQuery, queryOf(ctx)));
    const sums = await sumTransfers(db, tenantOf(ctx), filter);
    ctx.body = {
      data: sums.map(
        ({ direction, status, count, amountCents }): z.output<typeof sum> => ({
          ...{ direction, status, count, amount: formatAmount(amountCents), currency: 'USD' },
        }),
      ),
    };
  });
}

export function getTransfer(deps: Deps): Handler {
  return documented({ summary: 'Read a transfer', answer: shownTransfer, ...held }, (ctx) => answerHeld(deps, ctx));
}

import { z } from 'zod';
import { insertApplicant } from '../../db/case/applicants.ts';
import { listOnboardings as listCases } from '../../db/case/case-views.ts';
import { insertOnboarding } from '../../db/case/onboardings.ts';
import { newId } from '../../db/ids.ts';
import { addMetadata } from '../../db/metadata.ts';
import { recordConsent } from '../../db/transfers/consents.ts';
import { outcomes } from '../../domain/case/onboarding.ts';
import { stages } from '../../domain/case/stages.ts';
import { caseSchema } from '../cases/case-answer.ts';
import { consentOf } from '../cases/consent-input.ts';
import { answerCase, showCases, tenantOf } from '../cases/find-case.ts';
import { answerHeld, held } from '../cases/hold-answer.ts';
import { assertLinkAddresses } from '../cases/link-input.ts';
import { metadataFilter } from '../cases/metadata-input.ts';
import { applicantOf, linkOf, onboardingSchema } from '../cases/onboarding-input.ts';
import { policyOf } from '../cases/policy-input.ts';
import { recordFunding } from '../cases/record-funding.ts';
import { assertRegistered } from '../cases/registered-address.ts';
import { firstOffer, startCase } from '../cases/start-case.ts';
import type { Deps, Handler } from '../context.ts';
import { pageOf } from '../http/answer-fields.ts';
import { readJson } from '../http/body.ts';
import { answerOnce, requireKey } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { asksCase, asksPlaid, documented } from '../http/operation.ts';
import { encodePlace, pageLimit, placeCursor, queryOf } from '../http/query.ts';

const creating = {
  summary: 'Start an onboarding',
  description: 'Show the Link of `next_action` to the applicant.',
  body: {
    schema: onboardingSchema,
    example: {
      user_id: 'user-1',
      applicant: { legal_name: 'Alberta Bobbeth Charleson', email: 'accountholder0@example.com' },
      funding: { rail: 'ach', direction: 'debit', amount: '25.00' },
    },
  },
  idempotencyKey: 'required',
  status: 201,
  location: true,
  answer: caseSchema,
  problems: [...asksCase, ...asksPlaid, 'erased', 'erasure_under_way', 'address_not_registered', 'quota_reached'],
} as const;

/** Starts an onboarding, and answers with the case and its Link token. */
export function createOnboarding(deps: Deps): Handler {
  const { db, vault } = deps;
  return documented(creating, async (ctx) => {
    requireKey(ctx, 'Send an Idempotency-Key header, a new one for each onboarding, so that a retry cannot start two.');
    const given = checkInput(onboardingSchema, await readJson(ctx.req));
    const tenantId = tenantOf(ctx);
    await answerOnce(deps, ctx, {
      request: given,
      record: async (tx) => {
        const id = newId('onb');
        const { user_id: userId, products = [], link, redirect_uri: address } = given;
        await assertLinkAddresses(deps, tx, tenantId, { given: link, at: '/link' });
        if (address) await assertRegistered(deps, tx, tenantId, { use: 'return', address, field: '/redirect_uri' });
        const funding = await recordFunding(tx, vault, tenantId, given.funding);
        const terms = { funding, policy: policyOf(given.policy) };
        await insertOnboarding(tx, { id, tenantId, userId, products, ...terms, linkSettings: linkOf(given) });
        if (given.metadata) await addMetadata(tx, { table: 'onboardings', id }, given.metadata);
        const dataKeyId = await vault.newDataKey(tx, tenantId);
        await insertApplicant(tx, vault, { tenantId, onboardingId: id, dataKeyId, applicant: applicantOf(given) });
        const consent = consentOf(given);
        if (consent) await recordConsent(tx, vault, id, consent);
        return id;
      },
      finish: async (id) => {
        if ((await startCase(deps, id)) === 'starting') await firstOffer(db, id);
        ctx.set('Location', `/v1/onboardings/${id}`);
        return { status: 201, body: await answerCase(deps, ctx, id) };
      },
    });
  });
}

const query = z.strictObject({
  stage: z.enum(stages).optional(),
  outcome: z.enum(outcomes).optional(),
  user_id: z.string().max(64).optional(),
  metadata: metadataFilter,
  limit: pageLimit(100, 20),
  cursor: placeCursor(/^onb_[0-9a-f]{32}$/),
});

/** Answers with the tenant's cases, newest first. */
export function listOnboardings(deps: Deps): Handler {
  return documented({ summary: 'List onboardings, newest first', query, answer: pageOf(caseSchema) }, async (ctx) => {
    const { user_id, ...page } = checkInput(query, queryOf(ctx));
    const { cases, next } = await listCases(deps.db, tenantOf(ctx), { ...page, userId: user_id });
    ctx.body = { data: await showCases(deps, cases), next_cursor: next && encodePlace(next.at, next.id) };
  });
}

export function getOnboarding(deps: Deps): Handler {
  return documented({ summary: 'Read an onboarding', answer: caseSchema, ...held }, (ctx) => answerHeld(deps, ctx));
}

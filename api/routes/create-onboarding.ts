import { insertApplicant } from '../../db/applicants.ts';
import { newId } from '../../db/ids.ts';
import { insertOnboarding } from '../../db/onboardings.ts';
import { readJson } from '../body.ts';
import { answerCase, tenantOf } from '../cases/find-case.ts';
import { applicantOf, onboardingSchema } from '../cases/onboarding-input.ts';
import { policyOf } from '../cases/policy-input.ts';
import { recordFunding } from '../cases/record-funding.ts';
import { firstOffer, startCase } from '../cases/start-case.ts';
import type { Deps, Route } from '../context.ts';
import { answerOnce, requireKey } from '../idempotent.ts';
import { checkInput } from '../input.ts';

/** Starts an onboarding and answers with the case, its Link token included. */
export function createOnboarding(deps: Deps): Route {
  const { db, vault } = deps;
  return {
    method: 'POST',
    path: '/v1/onboardings',
    handle: async (ctx) => {
      requireKey(
        ctx,
        'Send an Idempotency-Key header, a new one for each onboarding, so that a retry cannot start two.',
      );
      const given = checkInput(onboardingSchema, await readJson(ctx.req));
      const tenantId = tenantOf(ctx);
      await answerOnce(deps, ctx, {
        request: given,
        record: async (tx) => {
          const id = newId('onb');
          const { user_id: userId, products = [], redirect_uri: redirectUri = null } = given;
          const funding = await recordFunding(tx, vault, tenantId, given.funding);
          const terms = { funding, policy: policyOf(given.policy) };
          await insertOnboarding(tx, { id, tenantId, userId, products, ...terms, redirectUri });
          const dataKeyId = await vault.newDataKey(tx);
          await insertApplicant(tx, vault, { onboardingId: id, dataKeyId, applicant: applicantOf(given) });
          return id;
        },
        finish: async (id) => {
          await startCase(deps, id);
          await firstOffer(db, id);
          ctx.set('Location', `/v1/onboardings/${id}`);
          return { status: 201, body: await answerCase({ db, vault }, ctx, id) };
        },
      });
    },
  };
}

// /identity_verification/create, /get, /list and /retry
import type {
  IdentityVerificationCreateResponse,
  IdentityVerificationGetResponse,
  IdentityVerificationListResponse,
  IdentityVerificationRetryResponse,
} from 'plaid';
import { z } from 'zod';
import { type Answer, type Endpoint, endpoint } from '../endpoint.ts';
import { invalidRequest } from '../errors.ts';
import { newAttempt, sendWebhook } from './attempts.ts';
import { attemptsOf, findVerification } from './find.ts';
import { clientUserId, shownUser, templateId, user } from './requests.ts';
import { skippedBy, stepsRequest, strategy } from './retry.ts';

const create = endpoint({
  path: '/identity_verification/create',
  request: z.strictObject({
    client_user_id: clientUserId,
    template_id: templateId,
    is_shareable: z.boolean(),
    gave_consent: z.boolean(),
    is_idempotent: z.boolean().nullish(),
    user: user.nullish(),
  }),
  respond(world, asked): Answer<IdentityVerificationCreateResponse> {
    const [existing] = attemptsOf(world, asked);
    if (existing) {
      existing.times += 1;
      world.changed();
      if (asked.is_idempotent) return existing.verification;
      // Plaid documents only that the status is 400: the code is an assumption.
      throw invalidRequest(
        'INVALID_FIELD',
        'an identity verification exists already for this client_user_id: retry it',
      );
    }
    const { template_id, client_user_id, is_shareable, gave_consent } = asked;
    const made = { template_id, client_user_id, is_shareable, gave_consent, skipped: [], previous: null };
    return newAttempt(world, { ...made, user: shownUser(asked.user) }).verification;
  },
});

const get = endpoint({
  path: '/identity_verification/get',
  request: z.strictObject({ identity_verification_id: z.string().min(1) }),
  respond: (world, asked): Answer<IdentityVerificationGetResponse> =>
    findVerification(world, asked.identity_verification_id).verification,
});

/** Plaid documents neither the size of a page nor its order. */
const pageSize = 10;

const list = endpoint({
  path: '/identity_verification/list',
  request: z.strictObject({
    client_user_id: clientUserId,
    template_id: templateId,
    cursor: z.string().regex(/^\d+$/).nullish(),
  }),
  respond(world, asked): Answer<IdentityVerificationListResponse> {
    const all = attemptsOf(world, asked);
    const from = Number(asked.cursor ?? 0);
    return {
      identity_verifications: all.slice(from, from + pageSize).map((attempt) => attempt.verification),
      next_cursor: all.length > from + pageSize ? String(from + pageSize) : null,
    };
  },
});

const retry = endpoint({
  path: '/identity_verification/retry',
  request: z.strictObject({
    client_user_id: clientUserId,
    template_id: templateId,
    strategy,
    steps: stepsRequest.nullish(),
    user: user.nullish(),
    is_shareable: z.boolean().nullish(),
  }),
  respond(world, asked): Answer<IdentityVerificationRetryResponse> {
    const [last] = attemptsOf(world, asked);
    if (!last) throw invalidRequest('INVALID_FIELD', 'no identity verification exists for this client_user_id');
    const attempt = newAttempt(world, {
      client_user_id: asked.client_user_id,
      template_id: asked.template_id,
      is_shareable: asked.is_shareable ?? last.verification.shareable_url !== null,
      gave_consent: last.gave_consent,
      user: asked.user ? shownUser(asked.user) : last.verification.user,
      skipped: skippedBy(asked, last.verification),
      previous: last.verification.id,
    });
    sendWebhook(world, attempt.verification, 'RETRIED');
    return attempt.verification;
  },
});

export const identityVerificationEndpoints: Endpoint[] = [create, get, list, retry];

// What the simulated Plaid knows about attempts to verify who a person is.
import type { IdentityVerification } from 'plaid';
import type { Wire } from '../endpoint.ts';
import { PlaidError } from '../errors.ts';
import type { World } from '../world.ts';

export type Verification = Wire<IdentityVerification>;
export type Status = Verification['status'];
export type Step = keyof Verification['steps'];

export type SimVerification = {
  verification: Verification;
  /** Opens its page; the address holds it. */
  key: string;
  gave_consent: boolean;
  /** Requests to create it. */
  times: number;
};

export type IdentityVerificationState = { attempts: Record<string, SimVerification> };

export const initialIdentityVerificationState = (): IdentityVerificationState => ({ attempts: {} });

/** Plaid does not document the code of this error: NOT_FOUND is an assumption. */
export function findVerification(world: World, id: string): SimVerification {
  const found = world.state.identityVerification.attempts[id];
  if (!found)
    throw new PlaidError(404, 'INVALID_REQUEST', 'NOT_FOUND', 'could not find matching identity verification');
  return found;
}

/** Of one person under one template, the newest first. */
export function attemptsOf(world: World, asked: { client_user_id: string; template_id: string }): SimVerification[] {
  return Object.values(world.state.identityVerification.attempts)
    .filter(
      ({ verification: { client_user_id, template } }) =>
        client_user_id === asked.client_user_id && template.id === asked.template_id,
    )
    .reverse();
}

export function verificationLedger(world: World): { identity_verifications: object[] } {
  return {
    identity_verifications: Object.values(world.state.identityVerification.attempts).map(
      ({ verification: { id, client_user_id, template, status, previous_attempt_id }, times }) => ({
        identity_verification_id: id,
        client_user_id,
        template_id: template.id,
        status,
        previous_attempt_id,
        times,
      }),
    ),
  };
}

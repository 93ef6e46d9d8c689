// Finds the attempts that a request names.
import { PlaidError } from '../errors.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import type { SimVerification } from './state.ts';

/** Plaid does not document the code of this error: NOT_FOUND is an assumption. */
export function findVerification(world: World, id: string): SimVerification {
  const found = world.state.identityVerification.attempts[id];
  if (!found)
    throw new PlaidError(404, 'INVALID_REQUEST', 'NOT_FOUND', 'could not find matching identity verification');
  return found;
}

/** Returns the attempts of one person under one template, the newest first. */
export function attemptsOf(world: World, asked: { client_user_id: string; template_id: string }): SimVerification[] {
  return lookUp(world.state.identityVerification.attempts, personOf, asked.client_user_id)
    .filter(({ verification: { template } }) => template.id === asked.template_id)
    .reverse();
}

export const personOf = ({ verification }: SimVerification) => verification.client_user_id;

// Plays the person who verifies their identity, or the reviewer at Plaid's Dashboard, by the rules of the hosted page.
import { z } from 'zod';
import { Refused } from '../refused.ts';
import { findScenario, scenarios } from '../scenarios/index.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { decidable, decide, goThrough } from './attempts.ts';
import { personOf } from './find.ts';
import type { SimVerification } from './state.ts';

export const verificationRequest = z
  .strictObject({
    identity_verification_id: z.string().optional(),
    /** Chooses this user's newest attempt. */
    client_user_id: z.string().optional(),
    /** Names the person's story. */
    username: z.string().optional(),
    /** The decision of a reviewer at the Dashboard. */
    decision: z.enum(['approve', 'reject', 'cancel', 'expire']).optional(),
  })
  .refine((given) => (given.identity_verification_id === undefined) !== (given.client_user_id === undefined), {
    error: 'give either identity_verification_id or client_user_id',
  })
  .refine((given) => (given.username === undefined) !== (given.decision === undefined), {
    error: 'give either username or decision',
  });
type Asked = z.output<typeof verificationRequest>;

export function playVerification(world: World, asked: Asked) {
  const attempt = attemptOf(world, asked);
  const { verification } = attempt;
  if (asked.decision) {
    if (!decidable[asked.decision].includes(verification.status)) {
      throw new Refused(`${asked.decision} is not possible while it is ${verification.status}`);
    }
    decide(world, attempt, asked.decision);
  } else {
    const scenario = findScenario(asked.username ?? '');
    if (!scenario) throw new Refused(`username must be one of ${scenarios.map((one) => one.username).join(', ')}`);
    if (verification.status !== 'active')
      throw new Refused(`it is ${verification.status}: there is nothing left to do`);
    goThrough(world, attempt, scenario.verification ?? 'success');
  }
  return { identity_verification_id: verification.id, status: verification.status };
}

function attemptOf(world: World, asked: Asked): SimVerification {
  const { attempts } = world.state.identityVerification;
  const found =
    asked.client_user_id === undefined
      ? attempts[asked.identity_verification_id ?? '']
      : lookUp(attempts, personOf, asked.client_user_id).at(-1);
  if (!found) throw new Refused('no such identity verification');
  return found;
}

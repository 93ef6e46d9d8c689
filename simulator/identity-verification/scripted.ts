// Plays the person who is verified, and the person at the Dashboard, by the same rules as the page.
import { z } from 'zod';
import { Refused } from '../refused.ts';
import { findScenario, scenarios } from '../scenarios/index.ts';
import type { World } from '../world.ts';
import { decidable, decide, goThrough } from './attempts.ts';
import type { SimVerification } from './state.ts';

export const verificationRequest = z
  .strictObject({
    identity_verification_id: z.string().optional(),
    /** Takes this user's newest one. */
    client_user_id: z.string().optional(),
    /** The person's story. */
    username: z.string().optional(),
    /** What is done with it at the Dashboard. */
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
  const all = Object.values(world.state.identityVerification.attempts);
  const found = all.findLast(({ verification: { id, client_user_id } }) =>
    asked.client_user_id === undefined
      ? id === asked.identity_verification_id
      : client_user_id === asked.client_user_id,
  );
  if (!found) throw new Refused('no such identity verification');
  return found;
}

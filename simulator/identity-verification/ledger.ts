import type { World } from '../world.ts';

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

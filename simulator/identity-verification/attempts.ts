// Creates an attempt, takes the person through it, and records the decision that a reviewer makes at the Dashboard.
// Steps and statuses: IdentityVerificationStepSummary and IdentityVerificationStatus of Plaid's OpenAPI document.
import { newId, randomText } from '../ids.ts';
import type { World } from '../world.ts';
import type { SimVerification, Status, Step, Verification } from './state.ts';

/** The steps of the simulator's one template, in this order. Plaid screens the person after them. */
const asked: readonly Step[] = ['accept_tos', 'documentary_verification', 'selfie_check'];

type Made = {
  client_user_id: string;
  template_id: string;
  is_shareable: boolean;
  gave_consent: boolean;
  user: Verification['user'];
  /** The steps that this attempt leaves out. */
  skipped: readonly Step[];
  previous: string | null;
};

export function newAttempt(world: World, made: Made): SimVerification {
  const id = `idv_${randomText(14)}`;
  const key = newId();
  const skipped = made.gave_consent ? [...made.skipped, 'accept_tos'] : made.skipped;
  const first = asked.find((step) => !skipped.includes(step));
  const stepAtFirst = (step: Step) => {
    if (skipped.includes(step)) return 'skipped';
    return step === first ? 'active' : 'waiting_for_prerequisite';
  };
  const attempt: SimVerification = {
    verification: {
      id,
      client_user_id: made.client_user_id,
      created_at: world.now().toISOString(),
      completed_at: null,
      previous_attempt_id: made.previous,
      shareable_url: made.is_shareable ? `${world.origin}/verify/${id}?key=${key}` : null,
      template: { id: made.template_id, version: 1 },
      user: made.user,
      status: 'active',
      steps: {
        accept_tos: stepAtFirst('accept_tos'),
        verify_sms: 'not_applicable',
        kyc_check: 'not_applicable',
        documentary_verification: stepAtFirst('documentary_verification'),
        selfie_check: stepAtFirst('selfie_check'),
        watchlist_screening: 'waiting_for_prerequisite',
        risk_check: 'not_applicable',
      },
      documentary_verification: null,
      selfie_check: null,
      kyc_check: null,
      risk_check: null,
      verify_sms: null,
      watchlist_screening_id: null,
      beacon_user_id: null,
      user_id: null,
      redacted_at: null,
    },
    key,
    gave_consent: made.gave_consent,
    times: 1,
  };
  world.state.identityVerification.attempts[id] = attempt;
  world.changed();
  return attempt;
}

/** Takes the person through the steps that are left. A document that Plaid refuses ends the attempt. */
export function goThrough(
  world: World,
  { verification }: SimVerification,
  ends: 'success' | 'failed' | 'pending_review',
) {
  const { steps } = verification;
  for (const step of asked.filter((one) => steps[one] === 'active' || steps[one] === 'waiting_for_prerequisite')) {
    const fails = ends === 'failed' && step !== 'accept_tos';
    steps[step] = fails ? 'failed' : 'success';
    sendWebhook(world, verification, 'STEP_UPDATED');
    if (fails) break;
  }
  if (ends !== 'failed') {
    steps.watchlist_screening = ends;
    verification.watchlist_screening_id = `scr_${randomText(14)}`;
    sendWebhook(world, verification, 'STEP_UPDATED');
  }
  const { documentary_verification: document, selfie_check: selfie } = steps;
  if (document !== 'skipped') verification.documentary_verification = { status: document, documents: [] };
  if (selfie === 'success' || selfie === 'failed') verification.selfie_check = { status: selfie, selfies: [] };
  become(world, verification, ends);
}

export type Decision = 'approve' | 'reject' | 'cancel' | 'expire';

/** The statuses that each decision can end. Plaid's types have `expired`, but Plaid lets no attempt expire yet. */
export const decidable: Record<Decision, readonly Status[]> = {
  approve: ['pending_review'],
  reject: ['pending_review'],
  cancel: ['active', 'pending_review'],
  expire: ['active'],
};

export function decide(world: World, { verification }: SimVerification, decision: Decision): void {
  const { steps } = verification;
  if (decision === 'approve' || decision === 'reject') {
    steps.watchlist_screening = decision === 'approve' ? 'manually_approved' : 'manually_rejected';
    become(world, verification, decision === 'approve' ? 'success' : 'failed');
    return;
  }
  const status = decision === 'cancel' ? 'canceled' : 'expired';
  const open = ['active', 'waiting_for_prerequisite', 'pending_review'];
  for (const step of Object.keys(steps) as Step[]) if (open.includes(steps[step])) steps[step] = status;
  become(world, verification, status);
}

function become(world: World, verification: Verification, status: Status): void {
  verification.status = status;
  if (status !== 'pending_review') verification.completed_at = world.now().toISOString();
  sendWebhook(world, verification, 'STATUS_UPDATED');
  world.changed();
}

/** Notifies the Dashboard's URL, not that of a Link token (https://plaid.com/docs/identity-verification/webhooks/). */
export function sendWebhook(
  world: World,
  { id }: Verification,
  webhook_code: 'STATUS_UPDATED' | 'STEP_UPDATED' | 'RETRIED',
): void {
  const { dashboardUrl } = world.state.webhooks;
  if (!dashboardUrl) return;
  world.send(dashboardUrl, { webhook_type: 'IDENTITY_VERIFICATION', webhook_code, identity_verification_id: id });
}

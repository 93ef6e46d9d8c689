// What concerns the person: the Link they finish, the Link with which they repair, and the end of their case.

import { unusedApproval } from '../db/authorizations.ts';
import { upsertVerification } from '../db/identity-verifications.ts';
import { finishLink, unfinishedLinkSessions } from '../db/link-sessions.ts';
import { addLinkTell } from '../db/link-tells.ts';
import { addNotification } from '../db/notifications.ts';
import { loadCase } from '../db/onboardings.ts';
import { transaction } from '../db/pool.ts';
import { countReminder } from '../db/reminders.ts';
import { moveStage } from '../db/stages.ts';
import { addToTimeline } from '../db/timeline.ts';
import { daysAfter } from '../domain/days.ts';
import type { PersonRepair } from '../domain/failure.ts';
import { resultOf } from '../domain/identity-verification.ts';
import { askedFor } from '../domain/next-action.ts';
import { waits } from '../domain/onboarding.ts';
import type { LinkPurpose } from '../plaid/gateway.ts';
import { authorizations } from './authorizations.ts';
import { cleanUp } from './clean-up.ts';
import type { Gateways } from './gateways.ts';
import { known, permittedItem } from './known.ts';
import { linkResult } from './link-result.ts';
import { offerLink } from './offer-link.ts';
import type { PeopleActivities } from './types.ts';

export function peopleActivities(gateways: Gateways): PeopleActivities {
  const { pool, vault, plaid, alert } = gateways;

  async function purposeOf(repair: PersonRepair, onboardingId: string): Promise<LinkPurpose> {
    if (repair.mode !== 'update') return repair;
    const { accessToken } = await permittedItem({ pool, vault }, onboardingId);
    return { mode: 'update', accessToken };
  }

  return {
    async findLink({ onboardingId }) {
      let found = false;
      for (const session of await unfinishedLinkSessions(pool, vault, onboardingId)) {
        const { finished, publicTokens, shown } = await linkResult(gateways, session.token);
        const publicToken = publicTokens[0] ?? null;
        // A new link has succeeded only if it brought a public token; a repair brings none.
        if (!finished || (session.mode === 'new' && !publicToken)) continue;
        await transaction(pool, async (tx) => {
          const done = await finishLink(tx, vault, { sessionId: session.id, publicToken, shown });
          // Should the answer of this call be lost, the next one finds nothing new: the relay tells the case.
          if (done?.news) await addLinkTell(tx, done.session, 'linked');
        });
        found = true;
      }
      return { finished: found };
    },

    async readVerification({ onboardingId, step }) {
      const { policy } = await known('case', loadCase(pool, onboardingId));
      const { templateId } = await known('template', Promise.resolve(policy.identityVerification ?? null));
      const read = plaid.readIdentityVerification({ templateId, clientUserId: onboardingId });
      const attempt = await known('identity verification', read);
      const result = resultOf(attempt.status);
      await transaction(pool, async (tx) => {
        await upsertVerification(tx, vault, { ...attempt, onboardingId });
        const waitingUntil = daysAfter(new Date(), policy.reviewWithin);
        const wait = { waitingFor: waits.review, waitingUntil };
        if (result === 'failed') await moveStage(tx, { onboardingId, step, stage: 'in_review', ...wait });
      });
      return { result, status: attempt.status };
    },

    async offerLink({ onboardingId, step, reason }) {
      const { policy } = await known('case', loadCase(pool, onboardingId));
      const wait = { waitingFor: waits.link, waitingUntil: daysAfter(new Date(), policy.linkWithin) };
      const move = { onboardingId, step, stage: 'awaiting_link' as const, ...wait, ...(reason && { reason }) };
      return offerLink(gateways, { mode: 'new' }, move);
    },

    async offerVerification({ onboardingId, step, until }) {
      const { accessToken } = await permittedItem({ pool, vault }, onboardingId);
      const wait = { waitingFor: waits.verification, waitingUntil: new Date(until) };
      // Plaid takes the Item's token and no products for this, as for a new login.
      const purpose = { mode: 'update', accessToken } as const;
      return offerLink(gateways, purpose, { onboardingId, step, stage: 'awaiting_micro_deposits', ...wait });
    },

    async offerRepair({ onboardingId, step, repair }) {
      const { policy } = await known('case', loadCase(pool, onboardingId));
      const purpose = await purposeOf(repair, onboardingId);
      const wait = { waitingFor: waits.repair, waitingUntil: daysAfter(new Date(), policy.repairWithin) };
      return offerLink(gateways, purpose, { onboardingId, step, stage: 'repairing_link', ...wait });
    },

    async remind({ onboardingId, reminder, trouble }) {
      await transaction(pool, async (tx) => {
        const standing = await countReminder(tx, onboardingId, reminder);
        if (!standing) return;
        if (trouble) {
          await addToTimeline(tx, onboardingId, 'reminded', { trouble });
          return alert({ onboarding_id: onboardingId, trouble }, 'in trouble: this case still waits');
        }
        // The record may be further than the case has heard.
        const action = askedFor(standing);
        if (!action) return;
        await addNotification(tx, { onboardingId, type: 'onboarding.reminder', action });
        await addToTimeline(tx, onboardingId, 'reminded', { action });
      });
    },

    cleanUp: cleanUp(gateways),

    async closeCase({ onboardingId, step, outcome, reason }) {
      await moveStage(pool, { onboardingId, step, stage: 'closed', outcome, reason });
      const unused = await unusedApproval(pool, onboardingId);
      if (unused) await authorizations({ pool, vault, plaid }).letGo(unused);
      const recorded = await known('case', loadCase(pool, onboardingId));
      return recorded.outcome ?? outcome;
    },
  };
}

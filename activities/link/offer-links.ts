// The Links that a step of the case asks the applicant to finish.
import { loadCase } from '../../db/case/onboardings.ts';
import { restingIn } from '../../domain/case/stages.ts';
import type { PersonRepair } from '../../domain/failure.ts';
import type { LinkPurpose } from '../../plaid/gateway.ts';
import type { Deps } from '../deps.ts';
import { known, permittedItem } from '../on-record.ts';
import type { PeopleActivities } from '../types.ts';
import { moveToLink } from './move-to-link.ts';

type Offers = Pick<PeopleActivities, 'offerLink' | 'offerMicroDepositCode' | 'offerRepair'>;

export function linkOfferActivities(deps: Deps): Offers {
  const { db, vault } = deps;
  return {
    async offerLink({ onboardingId, step, reason }) {
      const { policy } = await known('case', loadCase(db, onboardingId));
      const rest = restingIn('awaiting_link', policy, new Date());
      return moveToLink(deps, { mode: 'new' }, { onboardingId, step, ...rest, ...(reason && { reason }) });
    },

    async offerMicroDepositCode({ onboardingId, step, until }) {
      const { accessToken } = await permittedItem({ db, vault }, onboardingId);
      const wait = { waitingFor: 'micro_deposit_code', waitingUntil: new Date(until) } as const;
      // For this Plaid takes the Item's token and no products, as for a new login at the bank.
      const purpose = { mode: 'update', accessToken } as const;
      return moveToLink(deps, purpose, { onboardingId, step, stage: 'awaiting_micro_deposits', ...wait });
    },

    async offerRepair({ onboardingId, step, repair }) {
      const { policy } = await known('case', loadCase(db, onboardingId));
      const purpose = await purposeOf(deps, repair, onboardingId);
      return moveToLink(deps, purpose, { onboardingId, step, ...restingIn('repairing_link', policy, new Date()) });
    },
  };
}

async function purposeOf(
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  repair: PersonRepair,
  onboardingId: string,
): Promise<LinkPurpose> {
  if (repair.mode === 'new' || repair.mode === 'authorization') return repair;
  const { accessToken } = await permittedItem({ db, vault }, onboardingId);
  return { mode: repair.mode, accessToken };
}

// The activities around the applicant: the Link that they finish, the Link for a repair, reminders, reviews, the end.
import { leavePlaid } from '../../cases/leave-plaid.ts';
import type { Deps } from '../deps.ts';
import { findLink } from '../link/find-link.ts';
import { linkOfferActivities } from '../link/offer-links.ts';
import type { PeopleActivities } from '../types.ts';
import { closeCase } from './close-case.ts';
import { delayActivities } from './delay.ts';
import { readReviews } from './read-reviews.ts';
import { readVerification } from './read-verification.ts';
import { remind } from './remind.ts';
import { resendNotification } from './resend-notification.ts';

export const peopleActivities = (deps: Deps): PeopleActivities => ({
  findLink: findLink(deps),
  readVerification: readVerification(deps),
  readReviews: readReviews(deps),
  ...linkOfferActivities(deps),
  remind: remind(deps),
  resendNotification: resendNotification(deps),
  ...delayActivities(deps),
  closeCase: closeCase(deps),
  cleanUp: ({ onboardingId }) => leavePlaid(deps, onboardingId),
});

// The settings of config.ts that say how many days things stay (docs/personal-data.md).
import { wholeNumber } from './limits.ts';

export const retention = {
  GANGWAY_INBOX_DAYS: wholeNumber(1, 3650).default(30).describe('How many days webhooks stay once they are done.'),
  GANGWAY_INBOX_FAILED_DAYS: wholeNumber(1, 3650)
    .default(90)
    .describe('How many days webhooks stay that failed, or whose case never came. The API logs a warning.'),
  GANGWAY_IDEMPOTENCY_DAYS: wholeNumber(31, 3650)
    .default(400)
    .describe('How many days idempotency keys stay. A repeat of a request after that is a new request.'),
  GANGWAY_APPLICANT_DAYS: wholeNumber(1, 3650)
    .default(730)
    .describe(
      'After how many days the API erases the applicant of a closed case, unless their account is still linked.',
    ),
  GANGWAY_UNFUNDED_DAYS: wholeNumber(1, 3650)
    .default(180)
    .describe('As GANGWAY_APPLICANT_DAYS, for a case that ended without money and without a verified account.'),
  GANGWAY_NOTIFICATION_DAYS: wholeNumber(7, 3650).default(90).describe('How many days notifications stay.'),
  GANGWAY_AUDIT_DAYS: wholeNumber(400, 36_500)
    .default(2_557)
    .describe('How many days the audit stays. Default: seven years.'),
};

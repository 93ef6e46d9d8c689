import type { AttemptResult } from '../../../domain/notify/delivery.ts';

/** The result of an attempt to deliver a notification, in words for operators. */
export const attemptWords: Record<AttemptResult, string> = {
  delivered: 'delivered',
  gone: 'the receiver wants no more notifications (410)',
  throttled: 'the receiver asks to slow down',
  redirected: 'the receiver redirects, which is not followed',
  refused: 'the receiver refused it',
  timed_out: 'no answer in time',
  unresolved: 'the name of the receiver does not resolve',
  forbidden_address: 'the address is a private one',
  unreachable: 'the receiver cannot be reached',
  bad_tls: 'the certificate of the receiver is not valid',
  no_answer: 'the connection ended without an answer',
  internal_error: 'an error of Gangway',
  smtp_unavailable: 'the mail server is away',
  email_refused: 'the mail server refused it',
  not_for_applicant: 'of a type that applicants do not receive',
  no_email: 'the applicant has no email address',
  erased: 'the applicant is erased',
  too_late: 'too late to be of use',
};

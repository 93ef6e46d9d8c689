/** Actions that only the applicant can take. */
export type PersonAction = 'verify_identity' | 'open_link' | 'verify_micro_deposits' | 'repair_link';
/** Actions that the case asks for: it notifies the tenant about each, and reminds. */
export type AskedFor = PersonAction | 'review';

/** The next step of a case. The applicant or a reviewer takes it, or the case waits. */
export type NextAction = AskedFor | 'wait' | 'none';

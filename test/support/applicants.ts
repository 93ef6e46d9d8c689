import type { Applicant } from '../../domain/onboarding.ts';

/** Whom Plaid's sandbox, and the simulator like it, names as owner of every account (plaid.com/docs/sandbox). */
export const alberta: Applicant = {
  legalName: 'Alberta Bobbeth Charleson',
  email: 'accountholder0@example.com',
  phone: null,
  address: { street: '2992 Cameron Road', city: 'Malakoff', region: 'NY', postalCode: '14236', country: 'US' },
};

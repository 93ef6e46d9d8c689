import type { Applicant } from '../../../domain/case/onboarding.ts';

/** The owner of every account in Plaid's sandbox, and so in the simulator (plaid.com/docs/sandbox). */
export const alberta: Applicant = {
  legalName: 'Alberta Bobbeth Charleson',
  email: 'accountholder0@example.com',
  phone: null,
  address: { street: '2992 Cameron Road', city: 'Malakoff', region: 'NY', postalCode: '14236', country: 'US' },
};

// Returns the applicant in Plaid's fields. Leaves out unknown data, because Plaid would compare a null.

import type { Applicant } from '../domain/case/onboarding.ts';

export function userOf({ legalName, email, phone, address }: Applicant) {
  return {
    legal_name: legalName,
    ...(email && { email_address: email }),
    ...(phone && { phone_number: phone }),
    ...(address && {
      address: {
        street: address.street,
        city: address.city,
        ...(address.region && { region: address.region }),
        postal_code: address.postalCode,
        country: address.country,
      },
    }),
  };
}

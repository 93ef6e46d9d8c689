// The applicant in Plaid's words. What we do not know is left out: null would be compared.

import type { Applicant } from '../domain/onboarding.ts';

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

// How an applicant compares with the owners that a bank names, where Plaid does not compare them for us. Simple on
// purpose: it knows no nicknames and forgives no typing errors, and what it does not understand a person looks at.
import { addressScore, samePostalCode } from './compare-addresses.ts';
import { isBusinessName, nameScore, sharesName, wordsOf } from './compare-names.ts';
import type { IdentityEvidence, IdentityFlag } from './identity.ts';
import type { Applicant } from './onboarding.ts';
import type { Owner } from './owner.ts';

/** One for each name of each owner. An owner's contacts speak for that owner only. */
export function compareOwners(applicant: Applicant, owners: readonly Owner[]): IdentityEvidence[] {
  const names = new Set(owners.flatMap((owner) => owner.names).map((name) => wordsOf(name).sort().join(' ')));
  const joint: IdentityFlag[] = names.size > 1 ? ['joint_owners'] : [];
  return owners.flatMap((owner) =>
    (owner.names.length > 0 ? owner.names : [null]).map((name) => {
      const { scores, flags } = compareOwner(applicant, name, owner);
      return { scores, flags: [...flags, ...joint] };
    }),
  );
}

function compareOwner(applicant: Applicant, name: string | null, owner: Owner): IdentityEvidence {
  const { legalName, email, phone, address } = applicant;
  const flags: IdentityFlag[] = [];
  if (name !== null && sharesName(legalName, name)) flags.push('partial_name');
  if (name !== null && (isBusinessName(name) || isBusinessName(legalName))) flags.push('business');
  if (address && owner.addresses.some((one) => samePostalCode(address, one))) flags.push('postal_code');
  return {
    scores: {
      legal_name: name === null ? null : nameScore(legalName, name),
      email: email === null ? null : best(owner.emails, (one) => (sameEmail(email, one) ? 100 : 0)),
      phone: phone === null ? null : best(owner.phones, (one) => (samePhone(phone, one) ? 100 : 0)),
      address: address === null ? null : best(owner.addresses, (one) => addressScore(address, one)),
    },
    flags,
  };
}

function best<T>(known: T[], score: (one: T) => number | null): number | null {
  const scores = known.map(score).filter((one) => one !== null);
  return scores.length === 0 ? null : Math.max(...scores);
}

/** The part before the @ may in theory differ by case. No mail provider makes use of that. */
const sameEmail = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/**
 * `given` is in E.164 form. Banks write numbers as they like, and mostly without the country code: what is left of ours
 * must then be no more than one (1 to 3 digits).
 */
function samePhone(given: string, bank: string): boolean {
  const ours = given.replace(/\D/g, '');
  const theirs = bank.replace(/\D/g, '').replace(/^0+/, '');
  return ours.endsWith(theirs) && ours.length - theirs.length <= 3;
}

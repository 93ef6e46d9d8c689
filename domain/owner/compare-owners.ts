// Compares an applicant with the owners that a bank names, if Plaid does not compare them for us. Simple on purpose: it
// knows no nicknames and forgives no typing errors. A reviewer looks at the cases that it cannot decide.

import type { Applicant } from '../case/onboarding.ts';
import { addressScore, samePostalCode } from './compare-addresses.ts';
import { hasSimilarName, isBusinessName, isFiduciaryName, isName, nameScore, sharesName } from './compare-names.ts';
import { samePhone } from './compare-phones.ts';
import type { IdentityEvidence, IdentityFlag } from './identity.ts';
import { ownersIn, sidesOf } from './joint-names.ts';
import type { Owner } from './owner.ts';
import { sameScripts, shareScript } from './spelling.ts';

/** Returns one result for each name of each owner. An owner's contacts count for that owner only. */
export function compareOwners(applicant: Applicant, owners: readonly Owner[]): IdentityEvidence[] {
  const known = owners.flatMap((owner) => owner.names).filter(isName);
  const joint: IdentityFlag[] = areSeveral(known, applicant) ? ['joint_owners'] : [];
  return owners.flatMap((owner) => {
    const names = owner.names.filter(isName);
    return (names.length > 0 && isName(applicant.legalName) ? names : [null]).map((name) => {
      const { scores, flags } = compareOwner(applicant, name, owner);
      return { scores, flags: [...flags, ...joint] };
    });
  });
}

function compareOwner(applicant: Applicant, name: string | null, owner: Owner): IdentityEvidence {
  const { legalName, email, phone, address } = applicant;
  const flags: IdentityFlag[] = name === null ? [] : flagsOf(legalName, name);
  if (address && owner.addresses.some((one) => samePostalCode(address, one))) flags.push('postal_code');
  return {
    scores: {
      legal_name: name === null || !shareScript(legalName, name) ? null : nameScore(legalName, name),
      email: email === null ? null : best(owner.emails, (one) => percent(sameEmail(email, one))),
      phone: phone === null ? null : best(owner.phones, (one) => percent(samePhone(phone, one))),
      address: address === null ? null : best(owner.addresses, (one) => addressScore(address, one)),
    },
    flags,
  };
}

function flagsOf(legalName: string, name: string): IdentityFlag[] {
  const seen: Partial<Record<IdentityFlag, boolean>> = {
    partial_name: sharesName(legalName, name),
    similar_name: hasSimilarName(legalName, name),
    other_script: !sameScripts(legalName, name),
    business: isBusinessName(name, legalName) || isBusinessName(legalName, name),
    fiduciary: isFiduciaryName(name, legalName) || isFiduciaryName(legalName, name),
  };
  return (Object.keys(seen) as IdentityFlag[]).filter((flag) => seen[flag]);
}

/** Names that differ only in spelling or order are one owner. */
function areSeveral(names: string[], { legalName }: Applicant): boolean {
  const [first = ''] = names;
  return names.some(
    (name) =>
      ownersIn(name).length > 1 ||
      nameScore(first, name) < 95 ||
      (ownersIn(name).flatMap(sidesOf).length > 1 && nameScore(legalName, name) < 95),
  );
}

function best<T>(known: T[], score: (one: T) => number | null): number | null {
  const scores = known.map(score).filter((one) => one !== null);
  return scores.length === 0 ? null : Math.max(...scores);
}

const percent = (same: boolean | null): number | null => (same === null ? null : same ? 100 : 0);

/** The part before the @ may in theory depend on case. No mail provider uses that. */
const sameEmail = (a: string, b: string): boolean | null =>
  b.includes('@') ? a.trim().toLowerCase() === b.trim().toLowerCase() : null;

import { readApplicant } from '../../db/case/applicants.ts';
import type { Address, Applicant } from '../../domain/case/onboarding.ts';
import { explainJudgement } from '../../domain/owner/explain-judgement.ts';
import { type IdentityField, identityFields } from '../../domain/owner/identity.ts';
import type { Owner, OwnerAddress } from '../../domain/owner/owner.ts';
import { findCase } from '../cases/find-case.ts';
import { readOwners } from '../cases/read-owners.ts';
import type { Deps, Handler } from '../context.ts';

/**
 * Answers with the applicant and the owners of their account, field by field, for the reviewer who has to decide.
 * Throws `erased` once the applicant is erased.
 */
export function getIdentity(deps: Deps): Handler {
  const { db, vault } = deps;
  return async (ctx) => {
    const view = await findCase(deps, ctx);
    const applicant = await readApplicant(db, vault, view.id);
    const read = await readOwners(deps, view);
    const { identity } = view;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = {
      onboarding_id: view.id,
      decision: identity?.decision ?? null,
      reason: identity?.reason ?? null,
      why: identity ? explainJudgement(identity) : null,
      source: identity?.source ?? null,
      flags: identity?.flags ?? [],
      policy_version: identity?.policyVersion ?? null,
      owners: read.owners
        ? { status: 'read', count: read.owners.length, detail: null }
        : { status: read.because, count: null, detail: read.detail },
      fields: identityFields.map((field) => {
        const judged = identity?.fields.find((one) => one.field === field);
        return {
          field,
          applicant: ofApplicant[field](applicant),
          ...ownersOf(field, read.owners),
          score: judged?.score ?? null,
          threshold: judged?.threshold ?? null,
          verdict: judged?.verdict ?? null,
        };
      }),
    };
  };
}

const ofApplicant: Record<IdentityField, (applicant: Applicant) => unknown> = {
  legal_name: ({ legalName }) => legalName,
  email: ({ email }) => email,
  phone: ({ phone }) => phone,
  address: ({ address }) => address && addressAnswer(address),
};

const ofOwner: Record<IdentityField, (owner: Owner) => unknown[]> = {
  legal_name: ({ names }) => names,
  email: ({ emails }) => emails,
  phone: ({ phones }) => phones,
  address: ({ addresses }) => addresses.map(addressAnswer),
};

/** `bank`: whether the bank gives the field at all. `owners`: the values of each owner, in the bank's order. */
function ownersOf(field: IdentityField, owners: Owner[] | null) {
  if (!owners) return { bank: 'not_read', owners: null };
  const values = owners.map(ofOwner[field]);
  return { bank: values.some((given) => given.length > 0) ? 'given' : 'not_given', owners: values };
}

const addressAnswer = ({ street, city, region, postalCode, country }: Address | OwnerAddress) => ({
  ...{ street, city, region, postal_code: postalCode, country },
});

import { z } from 'zod';
import { readApplicant } from '../../db/case/applicants.ts';
import type { Address, Applicant } from '../../domain/case/onboarding.ts';
import { compareOwners } from '../../domain/owner/compare-owners.ts';
import { explainJudgement, explainVerdict } from '../../domain/owner/explain-judgement.ts';
import {
  fieldVerdicts,
  type IdentityField,
  type IdentityPolicy,
  identityDecisions,
  identityFields,
  identityReasons,
  identitySources,
  judge,
  judgementFlags,
} from '../../domain/owner/identity.ts';
import type { Owner, OwnerAddress } from '../../domain/owner/owner.ts';
import { findCase } from '../cases/find-case.ts';
import { noOwners, readOwners } from '../cases/read-owners.ts';
import type { Deps, Handler } from '../context.ts';
import { documented } from '../http/operation.ts';

const address = z.object({
  ...{ street: z.string().nullable(), city: z.string().nullable(), region: z.string().nullable() },
  ...{ postal_code: z.string().nullable(), country: z.string().nullable() },
});
const value = z.union([z.string(), address]);
type Value = z.output<typeof value>;
const fieldSchema = z.object({
  field: z.enum(identityFields),
  applicant: value.nullable(),
  bank: z.enum(['given', 'not_given', 'not_read']).describe('Whether the bank gives the field at all.'),
  owners: z.array(z.array(value)).nullable().describe("The values of each owner, in the bank's order."),
  score: z.number().nullable(),
  threshold: z.number().nullable(),
  verdict: z.enum(fieldVerdicts).nullable(),
});
/** How one owner of today compares with the applicant by our own rules. */
const comparison = z
  .object({
    decision: z.enum(identityDecisions),
    reason: z.enum(identityReasons).nullable(),
    why: z.string(),
    flags: z.array(z.enum(judgementFlags)),
    fields: z.array(
      z.object({
        field: z.enum(identityFields),
        applicant: value.nullable().describe('Null: not known, as is the score.'),
        owner: z.array(value).nullable().describe('All values that the bank gives. Null: not known.'),
        score: z.number().nullable(),
        threshold: z.number(),
        verdict: z.enum(fieldVerdicts),
        why: z.string(),
      }),
    ),
  })
  .meta({ id: 'OwnerComparison', description: 'The applicant beside one owner, by our own rules.' });
const identitySchema = z
  .object({
    onboarding_id: z.string(),
    decision: z.enum(identityDecisions).nullable(),
    reason: z.enum(identityReasons).nullable(),
    why: z.string().nullable().describe('The reason in a sentence.'),
    source: z.enum(identitySources).nullable(),
    flags: z.array(z.enum(judgementFlags)),
    policy_version: z.int().nullable(),
    owners: z.object({
      status: z.enum(['read', ...noOwners]),
      count: z.int().nullable(),
      detail: z.string().nullable().describe('Why there are none.'),
    }),
    fields: z.array(fieldSchema),
    comparisons: z
      .array(comparison)
      .nullable()
      .describe("One for each owner, in the bank's order: made now, and by our own rules also where Plaid decided."),
  })
  .meta({ id: 'Identity', description: 'The applicant beside the owners of the account.' });
const reading = {
  summary: 'Read the applicant and the owners of the account, for a reviewer',
  answer: identitySchema,
  problems: ['applicant_missing', 'erased'],
} as const;

/**
 * Answers with the applicant and the owners of their account, field by field, for the reviewer who has to decide.
 * Throws `erased` once the applicant is erased.
 */
export function getIdentity(deps: Deps): Handler {
  const { db, vault } = deps;
  return documented(reading, async (ctx) => {
    const view = await findCase(deps, ctx);
    const applicant = await readApplicant(db, vault, view.id);
    const read = await readOwners(deps, view);
    const { identity } = view;
    ctx.set('Cache-Control', 'no-store');
    const answer: z.output<typeof identitySchema> = {
      onboarding_id: view.id,
      decision: identity?.decision ?? null,
      reason: identity?.reason ?? null,
      why: identity ? explainJudgement(identity) : null,
      source: identity?.source ?? null,
      flags: [...(identity?.flags ?? [])],
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
      comparisons: read.owners?.map((owner) => comparisonOf(applicant, owner, view.policy.identity)) ?? null,
    };
    ctx.body = answer;
  });
}

function comparisonOf(applicant: Applicant, owner: Owner, policy: IdentityPolicy): z.output<typeof comparison> {
  const { fields, flags, ...judged } = judge('own_rules', compareOwners(applicant, [owner]), policy);
  return {
    ...{ decision: judged.decision, reason: judged.reason, why: explainJudgement(judged), flags: [...flags] },
    fields: fields.map(({ field, score, threshold, verdict }) => ({
      ...{ field, applicant: ofApplicant[field](applicant), owner: nullIfEmpty(ofOwner[field](owner)) },
      ...{ score, threshold, verdict, why: explainVerdict(verdict) },
    })),
  };
}

const nullIfEmpty = <T>(values: T[]): T[] | null => (values.length > 0 ? values : null);

const ofApplicant: Record<IdentityField, (applicant: Applicant) => Value | null> = {
  legal_name: ({ legalName }) => legalName,
  email: ({ email }) => email,
  phone: ({ phone }) => phone,
  address: ({ address }) => address && addressAnswer(address),
};

const ofOwner: Record<IdentityField, (owner: Owner) => Value[]> = {
  legal_name: ({ names }) => names,
  email: ({ emails }) => emails,
  phone: ({ phones }) => phones,
  address: ({ addresses }) => addresses.map(addressAnswer),
};

/** `bank`: whether the bank gives the field at all. `owners`: the values of each owner, in the bank's order. */
function ownersOf(field: IdentityField, owners: Owner[] | null): Pick<z.output<typeof fieldSchema>, 'bank' | 'owners'> {
  if (!owners) return { bank: 'not_read', owners: null };
  const values = owners.map(ofOwner[field]);
  return { bank: values.some((given) => given.length > 0) ? 'given' : 'not_given', owners: values };
}

const addressAnswer = ({ street, city, region, postalCode, country }: Address | OwnerAddress) => ({
  ...{ street, city, region, postal_code: postalCode, country },
});

// The applicant beside the owners of the account, field by field. All of it is personal.
import type { VNode } from 'preact';
import { type IdentityField, identityFields, type JudgementFlag } from '../../../domain/owner/identity.ts';
import { GangwayError, type Schemas } from '../../../packages/client/src/index.ts';
import type { Desk } from '../desk.ts';
import { Badge, Facts, Table, type Tone } from '../kit.tsx';
import { kindOf } from './kind.ts';

type Identity = Schemas['Identity'];
type Field = Identity['fields'][number];
type Comparison = NonNullable<Identity['comparisons']>[number];
type Value = NonNullable<Field['applicant']>;

export const fieldWords: Record<IdentityField, string> = {
  ...{ legal_name: 'Name', email: 'Email address', phone: 'Phone', address: 'Address' },
};

export const flagWords: Record<JudgementFlag, string> = {
  nickname: 'One name is a nickname of the other.',
  partial_name: 'Only a first or a last name is equal, as in a family.',
  similar_name: 'Some words of the names are spelt differently.',
  other_script: 'The names are in different scripts.',
  business: 'One name is that of a business or organisation.',
  fiduciary: 'One name says that a person holds the account for another.',
  postal_code: 'The postal codes are equal.',
  joint_owners: 'The account has more than one owner.',
  duplicate_account: 'Other cases have this account too.',
};

type Verdict = NonNullable<Field['verdict']>;
const verdicts: Record<Verdict, [tone: Tone, words: string]> = {
  match: ['good', 'match'],
  weak: ['warn', 'alike'],
  conflict: ['bad', 'different'],
  unknown: ['plain', 'not known'],
};

/** Reads it by the route that writes to the audit. Returns the words of a refusal if the API has none to show. */
export async function readIdentity(desk: Desk, id: string): Promise<Identity | string> {
  // The owners of a linked account were judged in its onboarding.
  if (kindOf(id) === 'transfers')
    return 'Gangway compared the applicant with the owners in the onboarding of this account.';
  try {
    return (await desk.api.GET('/v1/onboardings/{id}/identity', { params: { path: { id } } })).data;
  } catch (error) {
    if (!(error instanceof GangwayError) || !error.problem || error.code === 'onboarding_not_found') throw error;
    if ((error.status ?? 500) >= 500) return 'Gangway could not read the owners now. Load the page again in a moment.';
    return error.problem.detail;
  }
}

export function SideBySide({ identity }: { identity: Identity | string }): VNode {
  if (typeof identity === 'string') return <p>{identity}</p>;
  const { owners, comparisons, why, source, flags, policy_version: version, decision } = identity;
  const ownerColumn = (at: number) => ({
    head: owners.count === 1 ? 'Owner' : `Owner ${at + 1}`,
    cell: ({ owners: values, bank }: Field) => <Values values={bank === 'given' ? (values?.[at] ?? []) : []} />,
  });
  return (
    <>
      <Table
        caption="The applicant beside the owners of the account"
        rows={identity.fields}
        none=""
        keyOf={({ field }) => field}
        columns={[
          { head: 'Field', cell: ({ field }) => fieldWords[field] },
          { head: 'Applicant', cell: ({ applicant }) => <Values values={applicant === null ? [] : [applicant]} /> },
          ...Array.from({ length: owners.count ?? 0 }, (_, at) => ownerColumn(at)),
          { head: 'Score', cell: Score, number: true },
          { head: 'Verdict', cell: ({ verdict }) => <Says verdict={verdict} /> },
        ]}
      />
      {owners.detail && <p>Owners: {owners.detail}</p>}
      <Facts
        facts={{
          Judgement: decision ?? 'none yet',
          Why: why,
          'Compared by': source === 'plaid_match' ? 'Plaid' : source === 'own_rules' ? 'Gangway’s own rules' : 'nobody',
          'Version of the rules': version,
        }}
      />
      <Flags flags={flags} />
      {comparisons && comparisons.length > 1 && <Comparisons comparisons={comparisons} />}
    </>
  );
}

export const Flags = ({ flags }: { flags: readonly JudgementFlag[] }): VNode | null =>
  flags.length === 0 ? null : (
    <ul aria-label="Observations">
      {flags.map((flag) => (
        <li key={flag}>{flagWords[flag]}</li>
      ))}
    </ul>
  );

export const Says = ({ verdict }: { verdict: Verdict | null }): VNode => {
  const [tone, words] = verdicts[verdict ?? 'unknown'];
  return <Badge tone={tone}>{words}</Badge>;
};

export const Score = ({ score, threshold }: { score: number | null; threshold: number | null }): VNode =>
  score === null ? (
    <span class="dim">not known</span>
  ) : (
    <span class="number">
      {score}
      {threshold !== null && `, needs ${threshold}`}
    </span>
  );

/** Each owner has to be compared alone: one of several is enough. */
const Comparisons = ({ comparisons }: { comparisons: Comparison[] }): VNode => (
  <>
    <h3>Each owner, compared now by Gangway’s own rules</h3>
    <Table
      caption="How each owner compares with the applicant"
      rows={comparisons.map((comparison, at) => ({ at, ...comparison }))}
      none=""
      keyOf={({ at }) => `${at}`}
      columns={[
        { head: 'Owner', cell: ({ at }) => `Owner ${at + 1}` },
        { head: 'Judgement', cell: ({ decision, why }) => `${decision}: ${why}` },
        ...identityFields.map((field) => ({
          head: fieldWords[field],
          cell: ({ fields }: Comparison) => {
            const found = fields.find((one) => one.field === field);
            return <Score score={found?.score ?? null} threshold={found?.threshold ?? null} />;
          },
        })),
      ]}
    />
  </>
);

const Values = ({ values }: { values: readonly Value[] }): VNode =>
  values.length === 0 ? (
    <span class="dim">not known</span>
  ) : (
    <div>
      {values.map((value) => (
        <div key={textOf(value)}>{textOf(value)}</div>
      ))}
    </div>
  );

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  const { street, city, region, postal_code, country } = value;
  return [street, city, region, postal_code, country].filter(Boolean).join(', ');
}

// The Links of a case: the one that it waits for, and those that it offers. A person who opens its address acts as the
// applicant, so only operators see it.
import type { VNode } from 'preact';
import { isAtLeast } from '../../../domain/operators/roles.ts';
import type { Schemas } from '../../../packages/client/src/index.ts';
import type { Desk } from '../desk.ts';
import { Table, When } from '../kit.tsx';
import type { TheCase } from './read-case.ts';
import { askedForWords } from './timeline-words.ts';

type Row = { to: string; url: string | null; expiresAt: string | null };

const offerWords: Record<Schemas['Offer']['type'], string> = {
  select_accounts: 'choose other accounts',
  renew_login: 'sign in at the bank again',
  verify_income: 'share the income',
};

function linksOf({ shown, onboarding }: TheCase): Row[] {
  const next = shown.next_action;
  const awaited = next && 'link_token' in next ? [{ to: askedForWords[next.type], ...timed(next) }] : [];
  const verify =
    next?.type === 'verify_identity' ? [{ to: askedForWords.verify_identity, url: next.url, expiresAt: null }] : [];
  return [
    ...awaited,
    ...verify,
    ...(onboarding?.offers ?? []).map((offer) => ({ to: offerWords[offer.type], ...timed(offer) })),
  ];
}

const timed = ({ url, expires_at }: { url: string | null; expires_at: string | null }) => ({
  url,
  expiresAt: expires_at,
});

export function LinksOf({ desk, theCase }: { desk: Desk; theCase: TheCase }): VNode | null {
  const links = linksOf(theCase);
  if (links.length === 0) return null;
  const mayCopy = isAtLeast(desk.role, 'operator');
  return (
    <>
      <h2>Links for the applicant</h2>
      <Table
        caption="The links that the applicant can use now"
        rows={links}
        none=""
        keyOf={({ to }) => to}
        columns={[
          { head: 'To', cell: ({ to }) => to },
          {
            head: 'Good until',
            cell: ({ expiresAt, url }) => <When at={expiresAt} missing={url ? '—' : 'none is open'} />,
          },
          {
            head: 'Address',
            cell: ({ url }) =>
              mayCopy ? (
                <code class={url ? 'secret' : undefined}>{url ?? '—'}</code>
              ) : (
                <span class="dim">operators see it</span>
              ),
          },
        ]}
      />
    </>
  );
}

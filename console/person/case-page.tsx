// The page of a case for a browser that may see it.
import type { VNode } from 'preact';
import type { LinkOffer } from '../../domain/bank/link.ts';
import { isLanguage } from '../../domain/page/page-words.ts';
import { isTransferId } from '../../domain/transfers/transfer-id.ts';
import type { PageContext } from '../context.ts';
import type { CaseOnPage } from './case-of-page.ts';
import { formatMoney, formatTime } from './format.ts';
import { show } from './frame.tsx';
import { type CaseWords, standingOf } from './standing.ts';
import type { Visit } from './visit.ts';

/** `problem`: why the last step did not work. */
export function showCase(ctx: PageContext, visit: Visit, one: CaseOnPage, problem: string | null = null): void {
  const standing = standingOf(one, visit.language);
  const base = `/p/c/${one.id}`;
  show(ctx, {
    ...{ said: visit, heading: standing.heading, wrong: problem !== null, at: base },
    status: problem === null ? 200 : 503,
    // A closed case changes no more.
    live: one.next_action ? `${base}/events` : undefined,
    children: (
      <>
        {problem !== null && (
          <div class="errors" tabIndex={-1} role="alert" autofocus>
            <h2>{visit.texts.refused.subject}</h2>
            <p>{problem}</p>
          </div>
        )}
        <h1>{standing.heading}</h1>
        {standing.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <Facts visit={visit} one={one} />
        <Actions visit={visit} standing={standing} />
        {!one.outcome && <Offers visit={visit} one={one} />}
      </>
    ),
  });
}

function Facts({ visit: { texts, language }, one }: { visit: Visit; one: CaseOnPage }): VNode | null {
  const { funding, account, reference } = one;
  const facts: [name: string, value: string][] = [
    ...(funding ? [[texts.facts.amount, formatMoney(funding, language)] as [string, string]] : []),
    ...(account ? [[texts.facts.account, accountIn(account)] as [string, string]] : []),
    ...(reference ? [[texts.facts.reference, reference] as [string, string]] : []),
  ];
  if (facts.length === 0) return null;
  return (
    <dl class="card facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt class="dim">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const accountIn = ({ institution, mask }: NonNullable<CaseOnPage['account']>): string =>
  [institution, mask && `•••• ${mask}`].filter(Boolean).join(' ');

function Actions({ visit, standing }: { visit: Visit; standing: CaseWords }): VNode | null {
  const back = standing.button === null ? backOf(visit) : null;
  if (standing.button === null && back === null) return null;
  return (
    <p class="actions">
      {standing.button !== null && <Open visit={visit} words={standing.button} leaves={standing.leaves} />}
      {back !== null && (
        <a class="button quiet" href={back} target="_top" rel="noreferrer">
          {visit.texts.backTo(visit.name)}
        </a>
      )}
    </p>
  );
}

type OpenProps = { visit: Visit; words: string; leaves: boolean; offer?: LinkOffer };

/** Plaid's pages stand in no frame, and that for Identity Verification does not lead back: a tab keeps this one. */
function Open({ visit, words, leaves, offer }: OpenProps): VNode {
  const { page, pass, linkLanguage: lang } = visit;
  const tab = leaves || pass !== null;
  // The tab gets none of the cookies of the frame, so it does not know which language the person has chosen either.
  const framed = pass !== null && { pass, ...(isLanguage(lang) && { lang }) };
  const query = new URLSearchParams({ ...(offer && { for: offer }), ...framed });
  return (
    <a
      class="button"
      href={`/p/c/${page.id}/open${query.size > 0 ? `?${query}` : ''}`}
      rel="noreferrer"
      target={tab ? '_blank' : undefined}
    >
      {words} {tab && visit.texts.newTab}
    </a>
  );
}

function Offers({ visit, one }: { visit: Visit; one: CaseOnPage }): VNode[] {
  const { texts, language } = visit;
  return one.offers.map(({ type, before }) => (
    <section class="card" key={type}>
      <p>
        {texts.offers[type]} {before && texts.before(formatTime(before, one, language))}
      </p>
      <Open visit={visit} words={texts.buttons[type]} leaves={false} offer={type} />
    </section>
  ));
}

/** The tenant's own address, with the id of the case as Link appends it. */
function backOf({ page: { id, linkSettings } }: Visit): string | null {
  const { completionRedirectUri: address } = linkSettings;
  if (!address) return null;
  const url = new URL(address);
  url.searchParams.set(isTransferId(id) ? 'transfer_id' : 'onboarding_id', id);
  return url.href;
}

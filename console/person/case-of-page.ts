// A case, as its page reads it from the API: what an onboarding and a transfer on a linked account have in common.
import type { LinkOffer } from '../../domain/bank/link.ts';
import type { LinkLanguage } from '../../domain/bank/link-settings.ts';
import { type Outcome, outcomes } from '../../domain/case/onboarding.ts';
import { isTransferId } from '../../domain/transfers/transfer-id.ts';
import type { Client, Onboarding, Transfer } from '../../packages/client/src/index.ts';
import type { ReadEvents } from '../changes.ts';

export type CaseOnPage = Pick<Onboarding, 'id' | 'reason' | 'next_action' | 'delayed' | 'waiting' | 'funding'> & {
  outcome: Outcome | null;
  account: { institution: string | null; mask: string | null } | null;
  /** The text beside a payment on the statement. */
  reference: string | null;
  offers: { type: LinkOffer; before: string | null }[];
};

type WantedLink = { for?: LinkOffer; page_language: LinkLanguage };

export type CaseApi = {
  read: () => Promise<CaseOnPage>;
  /** Resolves with the page of Link, or null if the case needs no Link any more. */
  openLink: (wanted: WantedLink) => Promise<string | null>;
  /** The person is back from Link. */
  returned: () => Promise<unknown>;
  events: ReadEvents;
};

export const caseApi = (api: Client, id: string): CaseApi => {
  const params = { path: { id } };
  const following = (signal: AbortSignal, headers: Record<string, string>) => ({
    ...{ params, signal, headers, parseAs: 'stream' as const },
  });
  if (isTransferId(id)) {
    return {
      read: async () => ofTransfer(api, (await api.GET('/v1/transfers/{id}', { params })).data),
      openLink: async (body) => linkIn((await api.POST('/v1/transfers/{id}/link_token', { params, body })).data),
      returned: () => api.POST('/v1/transfers/{id}/link', { params, body: { returned: true } }),
      events: async (...how) => (await api.GET('/v1/transfers/{id}/events', following(...how))).response,
    };
  }
  return {
    read: async () => ofOnboarding((await api.GET('/v1/onboardings/{id}', { params })).data),
    openLink: async (body) => {
      const { data } = await api.POST('/v1/onboardings/{id}/link_token', { params, body });
      return body.for ? (data.offers.find(({ type }) => type === body.for)?.url ?? null) : linkIn(data);
    },
    returned: () => api.POST('/v1/onboardings/{id}/link', { params, body: { returned: true } }),
    events: async (...how) => (await api.GET('/v1/onboardings/{id}/events', following(...how))).response,
  };
};

const linkIn = ({ next_action: action }: Pick<Onboarding, 'next_action'>): string | null =>
  action && 'url' in action ? action.url : null;

const ofOnboarding = ({ payment, ...one }: Onboarding): CaseOnPage => ({
  ...one,
  reference: payment && (payment.adjusted_reference ?? payment.reference),
});

async function ofTransfer(api: Client, one: Transfer): Promise<CaseOnPage> {
  const path = one.account_id ? { id: one.account_id } : null;
  const account = path && (await api.GET('/v1/accounts/{id}', { params: { path } })).data;
  const outcome = outcomes.find((outcome) => outcome === one.status) ?? null;
  return { ...one, outcome, account, reference: null, offers: [] };
}

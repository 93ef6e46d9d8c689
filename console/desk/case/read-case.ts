// All that the page of a case shows, from the API.

import { type Outcome, outcomes } from '../../../domain/case/onboarding.ts';
import type { Stage } from '../../../domain/case/stages.ts';
import { isTransferId } from '../../../domain/transfers/transfer-id.ts';
import type { Onboarding, Schemas, Transfer } from '../../../packages/client/src/index.ts';
import { ofCase } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { kindOf } from './kind.ts';

export type TheCase = {
  id: string;
  stage: Stage;
  outcome: Outcome | null;
  /** The fields that every case has. */
  shown: Onboarding | Transfer;
  /** Null: the case is a transfer on a linked account. */
  onboarding: Onboarding | null;
  holds: Schemas['Hold'][];
};

export type Told = {
  timeline: Schemas['TimelineEntry'][];
  notifications: Schemas['Notification'][];
  webhooks: Schemas['CaseWebhook'][];
  events: Schemas['CaseTransferEvent'][];
};

const path = (id: string) => ({ path: { id } });

/** Throws a 404 for another tenant's case, and for an unknown one. */
export async function readCase(desk: Desk, id: string): Promise<TheCase> {
  if (!isTransferId(id)) {
    const { data } = await desk.api.GET('/v1/onboardings/{id}', { params: path(id) });
    const { stage, outcome } = data;
    return { id, stage, outcome, shown: data, onboarding: data, holds: await holdsOn(desk, id, data.account?.id) };
  }
  const { data } = await desk.api.GET('/v1/transfers/{id}', { params: path(id) });
  // The transfer of an onboarding is shown with it.
  if (data.onboarding_id) return readCase(desk, data.onboarding_id);
  return { id, ...positionOf(data), shown: data, onboarding: null, holds: await holdsOn(desk, id, data.account_id) };
}

function positionOf({ status, next_action: next }: Transfer): Pick<TheCase, 'stage' | 'outcome'> {
  const outcome = outcomes.find((one) => one === status) ?? null;
  if (outcome === null) return { stage: status as Stage, outcome };
  return { stage: next === null ? 'closed' : 'watching_returns', outcome };
}

/** Returns the holds in force that returns of this case, or on its account, have caused. */
async function holdsOn(desk: Desk, id: string, account: string | null | undefined): Promise<Schemas['Hold'][]> {
  const { data } = await desk.api.GET('/v1/holds', { params: { query: { limit: 100 } } });
  return data.data.filter(
    (hold) => [hold.onboarding_id, hold.transfer_id].includes(id) || (account && hold.account.id === account),
  );
}

/** Returns the newest hundred of each, and the whole timeline. */
export async function readTold(desk: Desk, id: string): Promise<Told> {
  const { api } = desk;
  const kind = kindOf(id);
  const of = { params: { ...path(id), query: { limit: 100 } } };
  const [notifications, webhooks, events] = await Promise.all([
    api.GET('/v1/notifications', { params: { query: { limit: 100, ...ofCase(id) } } }),
    api.GET(`/v1/${kind}/{id}/webhooks`, of),
    api.GET(`/v1/${kind}/{id}/transfer_events`, of),
  ]);
  const timeline: Told['timeline'] = [];
  const entries = api.list(`/v1/${kind}/{id}/timeline`, { params: { ...path(id), query: { limit: 500 } } });
  for await (const entry of entries) timeline.push(entry);
  return {
    timeline,
    notifications: notifications.data.data,
    webhooks: webhooks.data.data,
    events: events.data.data,
  };
}

// The decisions of the tenant and its reviewers, each made once.
import { GangwayError } from '../../packages/client/src/index.ts';
import type { World } from './call.ts';
import { type DemoCase, keyed, look } from './case.ts';

export async function review(
  { api, report }: World,
  { view, story, userId, label }: DemoCase,
  reviewer: string,
): Promise<boolean> {
  if (!story.review) return false;
  const params = { path: { id: view.id }, ...keyed(`${userId}-${reviewer}`) };
  const body = { decision: story.review, reviewer, note: 'Decided by the demo.' };
  const given = api.POST('/v1/onboardings/{id}/review', { params, body });
  return accepted(given, () => report(`${label}: ${reviewer} says ${story.review}`));
}

export async function answer({ api, report }: World, { view, story, userId, label }: DemoCase): Promise<boolean> {
  if (!story.answers) return false;
  const params = { path: { id: view.id }, ...keyed(`${userId}-answer`) };
  const given = api.POST(`/v1/onboardings/{id}/${story.answers}`, { params, body: { by: 'demo-treasury' } });
  return accepted(given, () => report(`${label}: the tenant says ${story.answers}`));
}

export async function cancel({ api, report }: World, { view, userId, label }: DemoCase): Promise<boolean> {
  const params = { path: { id: view.id }, ...keyed(`${userId}-cancel`) };
  const asked = api.POST('/v1/onboardings/{id}/cancel', { params, body: { reason: 'demo' } });
  return accepted(asked, () => report(`${label}: the tenant cancels`));
}

export async function refund({ api, report }: World, one: DemoCase): Promise<boolean> {
  const { view, story, userId, label } = one;
  const amount = story.refund?.amount;
  const params = { path: { id: view.id }, ...keyed(`${userId}-refund`) };
  const asked = api.POST('/v1/onboardings/{id}/refunds', { params, ...(amount !== undefined && { body: { amount } }) });
  const refused = !(await isDone(asked, ({ code }) => code === 'refund_refused'));
  report(`${label}: the tenant refunds ${amount ?? 'all of it'}${refused ? ', and Plaid refuses' : ''}`);
  // Read the case again, so that the demo lets time pass for the refund.
  await look(api, one);
  return true;
}

async function accepted(call: Promise<unknown>, tell: () => void): Promise<boolean> {
  // The record is a moment ahead of the workflow, which does not wait for people yet. Try again later.
  const isAccepted = await isDone(call, ({ status }) => status === 409);
  if (isAccepted) tell();
  return isAccepted;
}

/** Returns false if the API refuses the call in this way. */
const isDone = (call: Promise<unknown>, isRefused: (error: GangwayError) => boolean): Promise<boolean> =>
  call.then(
    () => true,
    (error: unknown) => {
      if (error instanceof GangwayError && isRefused(error)) return false;
      throw error;
    },
  );

// Drives one case on the shared stack, over HTTP and the simulated bank, as a tenant and an applicant would.
import { randomUUID } from 'node:crypto';
import type { Answer } from '../../../dev/demo/call.ts';
import { GangwayError } from '../../../packages/client/src/index.ts';
import { until } from '../until.ts';
import { sharedStack } from './shared-stack.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer of the API, read as a tenant would
export type View = any;

/** Creates an onboarding of the applicant whom the bank names as the owner. */
export function createCase(more: object = {}): Promise<View> {
  const request = {
    user_id: `user-${randomUUID()}`,
    applicant: { legal_name: 'Alberta Bobbeth Charleson', email: 'accountholder0@example.com' },
    funding: { rail: 'ach', direction: 'credit', amount: '25.00' },
    ...more,
  };
  return post('/v1/onboardings', request);
}

type Untyped = (path: string, init: object) => Promise<{ data: View; response: Response }>;

/** Calls the API by its client, at a path that the test makes. Throws where the API refuses. */
async function call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Answer & { body: View }> {
  const untyped = sharedStack().world.api[method] as unknown as Untyped;
  // The client knows only the document's own paths, and would make no key for this one.
  const headers = method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {};
  const { data, response } = await untyped(path, { headers, ...(body && { body }) });
  return { status: response.status, body: data };
}

export const read = async (path: string): Promise<View> => (await call('GET', path)).body;
export const post = async (path: string, request: object): Promise<View> => (await call('POST', path, request)).body;
export const remove = (path: string): Promise<Answer & { body: View }> => call('DELETE', path);

/** Posts a request that the API refuses. Returns its problem. */
export async function refusedPost(path: string, request: object): Promise<View> {
  const error = await post(path, request).then(
    () => null,
    (error: unknown) => error,
  );
  if (error instanceof GangwayError && error.problem) return error.problem;
  throw new Error(`POST ${path} was not refused`, { cause: error });
}

/** Reads until `check` returns true. Returns the last answer. */
export async function reads(path: string, what: string, check: (view: View) => boolean): Promise<View> {
  let view: View;
  const reached = await until(async () => {
    view = await read(path);
    return check(view);
  });
  if (!reached) throw new Error(`never ${what}: ${JSON.stringify(view)}`);
  return view;
}

export async function atSimulator(path: string, body: object): Promise<View> {
  const { status, body: answer } = await sharedStack().world.simulator('POST', path, body);
  if (status !== 200) throw new Error(`${path} was refused: ${JSON.stringify(answer)}`);
  return answer;
}

/** Waits for a Link token as an applicant would: a busy worker may offer it only after the answer of the API. */
export async function goThroughLink(id: string, more: object): Promise<View> {
  let answer: Awaited<ReturnType<typeof world.simulator>> | undefined;
  const { world } = sharedStack();
  await until(async () => {
    answer = await world.simulator('POST', '/simulator/link', { client_user_id: id, ...more });
    return !JSON.stringify(answer.body).includes('has no open Link token');
  });
  if (answer?.status !== 200) throw new Error(`Link was refused: ${JSON.stringify(answer?.body)}`);
  return answer.body;
}

/** Returns the results of the webhooks of this kind that reached the case. */
export async function inboxOf(onboardingId: string, code: string): Promise<(string | null)[]> {
  const { rows } = await sharedStack().pool.query<{ result: string | null }>(
    `select w.result from webhooks w join plaid_ids r on r.kind = w.plaid_id_kind and r.external_id = w.plaid_id
     where r.onboarding_id = $1 and w.code = $2 order by w.id`,
    [onboardingId, code],
  );
  return rows.map(({ result }) => result);
}

/** Runs `act` while webhooks of these kinds are lost. */
export async function withoutWebhooks(codes: string[], act: () => Promise<void>): Promise<void> {
  await atSimulator('/simulator/webhooks', { drop: 'all', codes });
  try {
    await act();
  } finally {
    await atSimulator('/simulator/webhooks', { drop: 'none', codes: null });
  }
}

// One case on the shared stack, from HTTP to the simulated bank, as a product and its person would drive it.
import { randomUUID } from 'node:crypto';
import { until } from '../../dev/until.ts';
import { sharedStack } from './shared-stack.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer of the API, read as a product would
export type View = any;

/** Creates an onboarding of the owner whom the bank knows. */
export function createCase(more: object = {}): Promise<View> {
  const request = {
    user_id: `user-${randomUUID()}`,
    applicant: { legal_name: 'Alberta Bobbeth Charleson', email: 'accountholder0@example.com' },
    funding: { rail: 'ach', direction: 'credit', amount: '25.00' },
    ...more,
  };
  return post('/v1/onboardings', request);
}

export async function read(path: string): Promise<View> {
  return (await sharedStack().world.api('GET', path)).body;
}

export async function post(path: string, request: object): Promise<View> {
  const { status, body } = await sharedStack().world.api('POST', path, request, randomUUID());
  if (status >= 300) throw new Error(`POST ${path} was refused: ${JSON.stringify(body)}`);
  return body;
}

/** Reads until it is so, and gives what was read. */
export async function reads(path: string, what: string, check: (view: View) => boolean, seconds = 8): Promise<View> {
  let view: View;
  const reached = await until(
    async () => {
      view = await read(path);
      return check(view);
    },
    { seconds },
  );
  if (!reached) throw new Error(`never ${what}: ${JSON.stringify(view)}`);
  return view;
}

export async function atSimulator(path: string, body: object): Promise<View> {
  const { status, body: answer } = await sharedStack().world.simulator('POST', path, body);
  if (status !== 200) throw new Error(`${path} was refused: ${JSON.stringify(answer)}`);
  return answer;
}

export const goThroughLink = (id: string, more: object): Promise<View> =>
  atSimulator('/simulator/link', { client_user_id: id, ...more });

/** What came of the webhooks of this kind that reached the case. */
export async function inboxOf(onboardingId: string, code: string): Promise<(string | null)[]> {
  const { rows } = await sharedStack().pool.query<{ result: string | null }>(
    `select w.result from webhooks w join routes r on r.kind = w.route_kind and r.external_id = w.route_id
     where r.onboarding_id = $1 and w.code = $2 order by w.id`,
    [onboardingId, code],
  );
  return rows.map(({ result }) => result);
}

/** Does something while webhooks of these kinds are lost on their way. */
export async function withoutWebhooks(codes: string[], act: () => Promise<void>): Promise<void> {
  await atSimulator('/simulator/webhooks', { drop: 'all', codes });
  try {
    await act();
  } finally {
    await atSimulator('/simulator/webhooks', { drop: 'none', codes: null });
  }
}

// Takes the numbers of a linked account out of Gangway, and a token for a processor.
import { until } from '../until.ts';
import { atSimulator, read } from './journeys.ts';
import { sharedStack } from './shared-stack.ts';

/** Plaid also fails each request once, with the access token in it. Returns the token, and those refusals. */
export async function takeNumbers(onboardingId: string): Promise<{ processorToken: string; refusals: string[] }> {
  const { addresses } = sharedStack();
  const account = (await read(`/v1/onboardings/${onboardingId}`)).account.id;
  /** Not as a careful tenant, who would repeat a request that fails. */
  const ask = async (path: string, request: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${addresses.api_key}`, ...request.headers };
    const answer = await fetch(`${addresses.api}/v1/accounts/${account}${path}`, { ...request, headers });
    return { status: answer.status, text: await answer.text() };
  };
  const numbers = () => ask('/numbers');
  const token = () =>
    ask('/processor_token', {
      ...{ method: 'POST', body: '{"processor": "dwolla"}' },
      headers: { 'content-type': 'application/json', 'idempotency-key': `token-${onboardingId}` },
    });
  const refusals: string[] = [];
  for (const [path, request] of [
    ['/auth/get', numbers],
    ['/processor/token/create', token],
  ] as const) {
    const failed = await until(async () => {
      // Another case may meet the fault first.
      await atSimulator('/simulator/faults', { path, kind: 'commit_then_fail' });
      const { status, text } = await request();
      return status >= 500 && refusals.push(text) > 0;
    });
    if (!failed) throw new Error(`no request met the fault of ${path}`);
  }
  const [given, made] = [await numbers(), await token()];
  if (given.status !== 200 || made.status !== 201) throw new Error(`refused: ${given.status}, ${made.status}`);
  return { processorToken: JSON.parse(made.text).processor_token, refusals };
}

// The compiler refuses what the document of the API does not have: `npm run types` fails if it takes one of these.
import type { Client } from '../../packages/client/src/index.ts';

export async function refusedByTheCompiler({ GET, POST, list, waitForOnboarding, waitForTransfer }: Client) {
  // @ts-expect-error: no such path
  await GET('/v1/onboarding');
  // @ts-expect-error: the id is missing
  await GET('/v1/onboardings/{id}');
  // @ts-expect-error: the body is missing
  await POST('/v1/onboardings');
  // @ts-expect-error: no such field
  await POST('/v1/onboardings/{id}/cancel', { params: { path: { id: 'onb_1' } }, body: { reasons: 'x' } });
  // @ts-expect-error: no list
  list('/v1/onboardings/{id}', { params: { path: { id: 'onb_1' } } });
  // @ts-expect-error: no such stage
  await waitForOnboarding('onb_1', 'transferred');
  await waitForOnboarding('onb_1', 'funded');
  await waitForTransfer('trf_1', ({ status }) => status === 'funded');
}

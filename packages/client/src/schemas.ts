// The names of the API's own schemas, for callers who pass answers around.
import type { components, paths } from './openapi.ts';

export type Schemas = components['schemas'];
export type Onboarding = Schemas['Onboarding'];
export type Transfer = Schemas['Transfer'];
/** The body of `POST /v1/onboardings`. */
export type NewOnboarding = paths['/v1/onboardings']['post']['requestBody']['content']['application/json'];
export type Problem = Schemas['Problem'];
/** The body of a notification, as endpoints receive it. */
export type NotificationEvent = Schemas['OnboardingEvent'] | Schemas['TransferEvent'];

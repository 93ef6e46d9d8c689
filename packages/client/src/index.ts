export { type Client, type ClientOptions, createClient } from './client.ts';
export { GangwayError } from './gangway-error.ts';
export type { paths } from './openapi.ts';
export type { NewOnboarding, NotificationEvent, Onboarding, Problem, Schemas, Transfer } from './schemas.ts';
export { verifyNotification } from './verify-notification.ts';

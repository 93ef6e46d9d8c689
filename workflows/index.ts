// The worker registers each export as a workflow type under its own name.
export { feed } from './feed.ts';
export { onboarding } from './onboarding.ts';
export { paymentInitiation } from './payment-initiation.ts';
export { reconcile } from './reconcile.ts';
export { transfer } from './transfer.ts';

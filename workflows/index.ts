// What the worker registers: each export is a workflow type under its own name.
export { onboarding } from './onboarding.ts';
export { transferFeed } from './transfer-feed.ts';

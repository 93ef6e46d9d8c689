import { ApplicationFailure } from '@temporalio/workflow';
import { refusals } from './messages.ts';

/** Refuses an update. Call it in a validator. `message` says why, or what to send. */
export function refuse(type: keyof typeof refusals, message: string): never {
  throw ApplicationFailure.nonRetryable(message, refusals[type]);
}

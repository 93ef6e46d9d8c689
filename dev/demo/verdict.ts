import type { Stage } from '../../domain/case/stages.ts';
import type { DemoCase } from './case.ts';
import { type Money, moneyOf } from './stories.ts';

/** Returns each difference from the story as a sentence. Empty when there is none. */
export function judge({ story, view, closed, asked }: DemoCase, passed: Stage[], atBank: Money): string[] {
  const problems: string[] = [];
  if (!closed) problems.push(`still ${view.stage}`);
  if (view.outcome !== story.ends) problems.push(`${view.outcome ?? 'no outcome'} instead of ${story.ends}`);
  const missed = (story.through ?? []).filter((stage) => !passed.includes(stage));
  if (missed.length > 0) problems.push(`did not pass ${missed.join(', ')}`);
  const wanted = moneyOf(story);
  for (const what of ['transfers', 'payments'] as const) {
    if (atBank[what] !== wanted[what]) problems.push(`${atBank[what]} ${what} at the bank instead of ${wanted[what]}`);
  }
  for (const [index, { view, ends }] of asked.entries()) {
    if (view.status !== ends) problems.push(`transfer ${index + 1} is ${view.status} instead of ${ends}`);
  }
  const refund = view.refunds[0]?.status;
  if (refund !== story.refund?.ends)
    problems.push(`refund ${refund ?? 'none'} instead of ${story.refund?.ends ?? 'none'}`);
  return problems;
}

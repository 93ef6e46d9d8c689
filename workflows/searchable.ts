// Keeps a case's search attributes up to date with as few Actions as possible.
import { upsertSearchAttributes } from '@temporalio/workflow';
import { type Case, type Searchable, setSearchable } from './case.ts';
import { searchAttributes } from './search-attributes.ts';

type Sought = Pick<Case, 'start' | 'stage' | 'trouble' | 'itemId' | 'transfer' | 'paymentId' | 'ending'>;

export const searchableOf = ({ stage, trouble, itemId, transfer, paymentId, ending }: Sought): Searchable => ({
  stage,
  trouble: trouble?.kind ?? 'none',
  item: itemId,
  transfer: transfer?.transferId ?? null,
  payment: paymentId,
  outcome: ending?.outcome ?? null,
  reason: ending?.reason ?? null,
});

/**
 * Writes the search attributes that have changed. A write costs one Action, so the case writes only when it comes to
 * rest: for an applicant, a reviewer, an operator or an outage. While steps run, which takes seconds, the attributes
 * still name the last rest. An offered payment alone is no reason to write: its id goes out with the next change.
 */
export function makeSearchable(theCase: Case): void {
  const was = theCase.searchable;
  const now = searchableOf(theCase);
  const changed = (Object.keys(now) as (keyof Searchable)[]).filter((name) => now[name] !== was[name]);
  if (changed.every((name) => name === 'payment')) return;
  setSearchable(theCase, now);
  upsertSearchAttributes([
    ...changed.map((name) => ({ key: searchAttributes[name], value: now[name] })),
    // A run sleeps only at its beginning, and writes nothing before it wakes.
    ...(theCase.start.asleepUntil ? [{ key: searchAttributes.asleepUntil, value: null }] : []),
  ]);
}

/** Writes the ending. If the attributes hold it already, as for money that has arrived, this costs no Action. */
export function makeEndingSearchable(theCase: Case): void {
  const { outcome, reason } = searchableOf(theCase);
  if (outcome !== theCase.searchable.outcome || reason !== theCase.searchable.reason) makeSearchable(theCase);
}

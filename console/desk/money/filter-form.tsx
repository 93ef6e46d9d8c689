// The form of the filter. It is a GET, so that an address holds what is shown.
import type { VNode } from 'preact';
import { errorAt, type Refused } from '../answers.ts';
import { Choice, Filters, Line } from '../fields.tsx';
import { inWords } from '../kit.tsx';
import { otherFields } from './filter.ts';
import { attentionWords, directionWords, networkWords, statusWords } from './words.ts';

/** The words of the fields, by their names in the API. */
export const labels = {
  status: 'Status',
  direction: 'Direction',
  network: 'Network',
  attention: 'To look at',
  from: 'From (day in UTC)',
  to: 'To (day in UTC)',
};

type FilterProps = { filter: URLSearchParams; refused: Refused | null; clear: string };

export function Filter({ filter, refused, clear }: FilterProps): VNode {
  const others = otherFields.filter((name) => filter.has(name));
  const field = (id: keyof typeof labels) => ({
    ...{ id, label: labels[id], value: filter.get(id) ?? undefined, error: errorAt(refused, id) },
  });
  return (
    <Filters clear={filter.size > 0 && clear}>
      <Choice {...field('status')} any="All" options={Object.entries(statusWords)} />
      <Choice {...field('direction')} any="Both" options={Object.entries(directionWords)} />
      <Choice {...field('network')} any="All" options={Object.entries(networkWords)} />
      <Choice {...field('attention')} any="All" options={Object.entries(attentionWords)} />
      <Line {...field('from')} type="date" />
      <Line {...field('to')} type="date" />
      {others.map((name) => (
        <input key={name} type="hidden" name={name} value={filter.get(name) ?? ''} />
      ))}
      {others.length > 0 && (
        <p>Only with {others.map((name) => `${inWords(name).toLowerCase()} ${filter.get(name)}`).join(', ')}.</p>
      )}
    </Filters>
  );
}

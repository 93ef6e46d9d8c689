// The name under which the API records the decisions of a person.
import type { Desk } from '../desk.ts';

/**
 * Returns the reviewer that stands for the person who has signed in: a name for readers and their id, such as
 * `ines-moor.op000001`. `seen`: the reviewers of this question. A person whose name has changed since stays the one
 * that they were, so that no person approves twice under two names.
 */
export function reviewerOf({ operator }: Pick<Desk, 'operator'>, seen: readonly string[] = []): string {
  const isOwn = (reviewer: string) => reviewer === operator.id || reviewer.endsWith(`.${operator.id}`);
  return seen.find(isOwn) ?? [slugOf(operator.name), operator.id].filter(Boolean).join('.');
}

/** Providers may give an email address as the name, of which the API takes no part behind the @. */
const slugOf = (name: string): string =>
  name
    .replace(/@.*/, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);

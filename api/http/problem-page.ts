// The page that explains the codes of error answers.
import { type PlaidCode, type ProblemCode, problems } from './problems.ts';

/** Codes in capitals are Plaid's own (ITEM_LOGIN_REQUIRED): an open list, under one entry. */
export const ofPlaid = {
  anchor: 'PLAID',
  title: 'Plaid refuses, or is away',
  advice: 'Look the code up at https://plaid.com/docs/errors. With 503, send the same request again after Retry-After.',
};

/** Returns the address of the page that explains a code, and the title there. */
export function pageOf(code: ProblemCode | PlaidCode): { type: string; title: string } {
  const { title, anchor } = isOurs(code) ? { title: problems[code].title, anchor: code } : ofPlaid;
  return { type: `/problems#${anchor}`, title };
}

const isOurs = (code: string): code is ProblemCode => Object.hasOwn(problems, code);

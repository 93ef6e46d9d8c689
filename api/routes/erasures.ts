import { z } from 'zod';
import {
  askForRemovalOfPerson,
  type ErasureRecord,
  findErasure,
  hasCases,
  insertErasure,
  type Person,
} from '../../db/people/erasures.ts';
import { type ErasureFacts, erasureFacts } from '../../db/people/receipts.ts';
import { transaction } from '../../db/pool.ts';
import { stages } from '../../domain/case/stages.ts';
import { continueErasure } from '../cases/erase-person.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { time } from '../http/answer-fields.ts';
import { documented } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../http/request.ts';

const keptWords = ['records', 'transfers', 'payments', 'authorization_proofs', 'account_holds'] as const;
const receiptSchema = z
  .object({
    id: z.string(),
    user_id: z.string(),
    status: z.enum(['under_way', 'done']),
    asked: z.object({ at: time, by_key: z.string() }),
    done_at: time.nullable(),
    done: z.object({ cases_cancelled: z.int(), items_removed: z.int(), cases_erased: z.int() }),
    left: z.int().describe('Cases that are open or not erased.'),
    waiting_for: z
      .array(z.object({ id: z.string(), stage: z.enum(stages), until: time.nullable() }))
      .describe('The open cases whose end is known last, at most twenty.'),
    problem: z.string().nullable().describe('The code of the fault that the last try met.'),
    kept: z.array(z.object({ what: z.enum(keptWords), count: z.int(), until: time.nullable(), why: z.string() })),
  })
  .meta({ id: 'Erasure', description: 'The receipt of the erasure of a person.' });
const erasing = {
  summary: 'Erase a person in all their cases',
  description: '202 while something is left, with which Gangway goes on. A repeat gets the same receipt.',
  answer: receiptSchema,
  otherwise: { 202: receiptSchema },
} as const;
const reading = {
  summary: "Read the receipt of a person's newest erasure",
  answer: receiptSchema,
  problems: ['erasure_not_found'],
} as const;

/**
 * Erases a person with all their cases. The answer is the receipt: 200 once all is done, 202 while something is left,
 * with which the relay goes on. A repeat gets the same receipt.
 */
export function erasePerson(deps: Deps): Handler {
  const { db } = deps;
  return documented(erasing, async (ctx) => {
    const person = await knownPerson(deps, ctx);
    const { keyId } = ctx.state;
    if (!keyId) throw new TypeError('a route that needs a key stands before authentication');
    const erasure = await transaction(db, async (tx) => {
      await askForRemovalOfPerson(tx, person);
      return insertErasure(tx, person, keyId);
    });
    if (erasure) await continueErasure(deps, erasure);
    const record = await findErasure(db, person);
    if (!record) throw new TypeError('an erasure that was just recorded is gone');
    ctx.status = record.doneAt ? 200 : 202;
    ctx.body = await receipt(deps, record);
  });
}

/** Answers with the receipt of the person's newest erasure. */
export function getErasure(deps: Deps): Handler {
  return documented(reading, async (ctx) => {
    const record = await findErasure(deps.db, await knownPerson(deps, ctx));
    if (!record) throw notAsked();
    ctx.body = await receipt(deps, record);
  });
}

/** Throws one 404 for a person of another tenant and for an unknown one. */
export async function knownPerson({ db }: Pick<Deps, 'db'>, ctx: Context): Promise<Person> {
  const person = { tenantId: tenantOf(ctx), userId: ctx.params?.user_id ?? '' };
  if (/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/.test(person.userId) && (await hasCases(db, person))) return person;
  throw new Problem(404, 'user_not_found', 'You have no case with this user_id. Take it from an answer about a case.');
}

async function receipt({ db }: Pick<Deps, 'db'>, record: ErasureRecord): Promise<z.output<typeof receiptSchema>> {
  const { erased, cancelled, itemsRemoved, left, open, kept } = await erasureFacts(db, record);
  return {
    ...{ id: record.id, user_id: record.userId, status: record.doneAt ? 'done' : 'under_way' },
    asked: { at: record.askedAt.toISOString(), by_key: record.askedBy },
    done_at: record.doneAt?.toISOString() ?? null,
    done: { cases_cancelled: cancelled, items_removed: itemsRemoved, cases_erased: erased },
    left: record.doneAt ? 0 : left,
    waiting_for: record.doneAt
      ? []
      : open.map((one) => ({ ...one, until: one.until && new Date(one.until).toISOString() })),
    problem: record.doneAt ? null : record.problem,
    kept: keptRows(kept),
  };
}

function keptRows(kept: ErasureFacts['kept']): z.output<typeof receiptSchema>['kept'] {
  const rows: z.output<typeof receiptSchema>['kept'] = [
    {
      what: 'records',
      count: kept.cases,
      until: null,
      why: 'Amounts, dates, codes and ids, and your user_id: the books of who moved which money.',
    },
    { what: 'transfers', count: kept.transfers, until: null, why: 'Each movement of money, as Plaid reported it.' },
    {
      what: 'payments',
      count: kept.payments,
      until: null,
      why: 'Each payment by the applicant, as Plaid reported it.',
    },
    {
      ...{ what: 'authorization_proofs', count: kept.proofs, until: kept.proofsUntil?.toISOString() ?? null },
      why: 'Nacha requires the proof that the holder agreed to a debit. It has the name and the last four digits.',
    },
    {
      what: 'account_holds',
      count: kept.holds,
      until: null,
      why: 'A keyed hash keeps an account from being debited again after a dispute.',
    },
  ];
  return rows.filter(({ count }) => count > 0);
}

const notAsked = () =>
  new Problem(404, 'erasure_not_found', 'You have not asked to erase this user. DELETE /v1/users/:user_id does so.');

import { z } from 'zod';
import { type AuditView, actors, listAudit as listRows } from '../../db/audit/entries.ts';
import { newestSeals } from '../../db/audit/seals.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { pageOf } from '../http/answer-fields.ts';
import { instant } from '../http/fields.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { encodePlace, pageLimit, placeCursor, queryOf } from '../http/query.ts';

const query = z.strictObject({
  object: z.string().max(64).optional(),
  action: z.string().max(100).optional(),
  key: z.string().max(64).optional(),
  from: instant.optional(),
  to: instant.optional(),
  limit: pageLimit(200, 50),
  cursor: placeCursor(/^[1-9][0-9]{0,17}$/),
});

const row = z
  .object({
    id: z.string(),
    at: z.iso.datetime().describe('A time in UTC, with microseconds.'),
    actor: z.enum(actors).describe("`temporal`: an operator who used Temporal's own interfaces."),
    key: z.string().nullable().describe('The id of the API key.'),
    who: z.string().nullable().describe('The person or system, by the word of the actor.'),
    source: z.string().nullable().describe('The address from which the request came.'),
    action: z.string(),
    object: z.string().nullable().describe('The id of what it is about.'),
    outcome: z.string().describe('`begun`, `accepted`, `done`, or the code of the problem that the caller received.'),
    request_id: z.string().nullable(),
    number: z.int().nullable().describe('Null for a moment, until the row is sealed. So is the hash.'),
    hash: z.string().nullable(),
  })
  .meta({ id: 'AuditRow' });
const seal = z.object({ number: z.int(), hash: z.string() }).nullable();
const reading = {
  summary: 'Read the audit, newest first',
  query,
  answer: pageOf(row).extend({ newest: seal.describe('The newest seal. Keep it, to notice a change of older rows.') }),
} as const;

/** Answers with the tenant's audit, newest first, and with the newest seal, which the tenant may keep as an anchor. */
export function listAudit({ db }: Pick<Deps, 'db'>): Handler {
  return documented(reading, async (ctx) => {
    const tenantId = tenantOf(ctx);
    const { rows, next } = await listRows(db, tenantId, checkInput(query, queryOf(ctx)));
    const newest = (await newestSeals(db, [tenantId])).get(tenantId);
    ctx.body = {
      data: rows.map(auditAnswer),
      next_cursor: next && encodePlace(next.at, next.id),
      newest: newest ? { number: newest.number, hash: newest.hash.toString('hex') } : null,
    };
  });
}

export const auditAnswer = ({ keyId, requestId, tenantId: _, ...rest }: AuditView): z.output<typeof row> => ({
  ...{ id: rest.id, at: rest.at, actor: rest.actor, key: keyId, who: rest.who, source: rest.source },
  ...{ action: rest.action, object: rest.object, outcome: rest.outcome, request_id: requestId },
  /** Null for a moment, until the relay has sealed the rest. */
  ...{ number: rest.number, hash: rest.hash },
});

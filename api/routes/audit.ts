import { z } from 'zod';
import { type AuditView, listAudit as listRows } from '../../db/audit/entries.ts';
import { newestSeals } from '../../db/audit/seals.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { instant } from '../http/fields.ts';
import { checkInput } from '../http/input.ts';
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

/** Answers with the tenant's audit, newest first, and with the newest seal, which the tenant may keep as an anchor. */
export function listAudit({ db }: Pick<Deps, 'db'>): Handler {
  return async (ctx) => {
    const tenantId = tenantOf(ctx);
    const { rows, next } = await listRows(db, tenantId, checkInput(query, queryOf(ctx)));
    const newest = (await newestSeals(db, [tenantId])).get(tenantId);
    ctx.body = {
      data: rows.map(auditAnswer),
      next_cursor: next && encodePlace(next.at, next.id),
      newest: newest ? { number: newest.number, hash: newest.hash.toString('hex') } : null,
    };
  };
}

export const auditAnswer = ({ keyId, requestId, tenantId: _, ...row }: AuditView) => ({
  ...{ id: row.id, at: row.at, actor: row.actor, key: keyId, who: row.who, source: row.source },
  ...{ action: row.action, object: row.object, outcome: row.outcome, request_id: requestId },
  /** Null for a moment, until the relay has sealed the row. */
  ...{ number: row.number, hash: row.hash },
});

import { z } from 'zod';
import type { Person } from '../../db/people/erasures.ts';
import { casesOf, erasuresOf, exportedRows } from '../../db/people/export.ts';
import { exportedTables } from '../../db/people/exported-tables.ts';
import type { Deps, Handler } from '../context.ts';
import { time } from '../http/answer-fields.ts';
import { documented } from '../http/operation.ts';
import { answerStream } from '../http/stream.ts';
import { knownPerson } from './erasures.ts';

const row = z.record(z.string(), z.unknown());
const exporting = {
  summary: 'Export all that Gangway holds of a person',
  description:
    'Each case has one list of rows for each table. The answer comes as a stream; if the connection breaks, ask again.',
  answer: z
    .object({
      user_id: z.string(),
      exported_at: time,
      erasures: z.array(
        z.object({
          ...{ id: z.string(), asked_by: z.string(), asked_at: time },
          ...{ done_at: time.nullable(), problem: z.string().nullable() },
        }),
      ),
      cases: z.array(z.object(Object.fromEntries(exportedTables.map(({ table }) => [table, z.array(row)])))),
    })
    .meta({ id: 'UserExport' }),
} as const;

type ExportDeps = Pick<Deps, 'db' | 'vault'>;

/**
 * Answers with all that Gangway holds of a person, over all their cases, as one JSON document. It is written while it
 * is read, page by page, so that no export holds much memory or the event loop. After a fault in between the connection
 * breaks, so that nobody takes a part for the whole.
 */
export function exportUser(deps: ExportDeps): Handler {
  return documented(exporting, async (ctx) => {
    const person = await knownPerson(deps, ctx);
    ctx.type = 'json';
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Content-Disposition', 'attachment; filename="user.json"');
    answerStream(ctx, documentOf(deps, person));
  });
}

async function* documentOf({ db, vault }: ExportDeps, person: Person): AsyncGenerator<string> {
  const head = { user_id: person.userId, exported_at: new Date().toISOString() };
  yield `${JSON.stringify({ ...head, erasures: await erasuresOf(db, person) }).slice(0, -1)},"cases":[`;
  let after = '';
  for (;;) {
    const ids = await casesOf(db, person, after);
    for (const id of ids) {
      if (after !== '') yield ',';
      yield* caseOf({ db, vault }, id);
      after = id;
    }
    if (ids.length === 0) break;
  }
  yield ']}\n';
}

/** An object with one list of rows for each table. */
async function* caseOf({ db, vault }: ExportDeps, id: string): AsyncGenerator<string> {
  let before = '{';
  for (const table of exportedTables) {
    yield `${before}${JSON.stringify(table.table)}:[`;
    let first = true;
    for await (const rows of exportedRows(db, vault, table, id)) {
      yield `${first ? '' : ','}${JSON.stringify(rows).slice(1, -1)}`;
      first = false;
    }
    yield ']';
    before = ',';
  }
  yield '}';
}

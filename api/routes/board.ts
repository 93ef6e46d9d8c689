import { countSending, countUndone } from '../../db/board.ts';
import { readDays, readTallies } from '../../db/tallies.ts';
import { boardAnswer, boardDays, boardSchema, wholeBoardSchema } from '../cases/board-answer.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { documented } from '../http/operation.ts';

/** Answers with the tenant's numbers of today: cases, money, returns, and questions that wait for a person. */
export function readBoard(deps: Pick<Deps, 'db'>): Handler {
  const reading = { summary: 'Read what goes on today, in numbers', answer: boardSchema };
  return documented(reading, async (ctx) => {
    ctx.body = await readNumbers(deps, tenantOf(ctx));
  });
}

/** Answers with the numbers of all tenants together, and with those of the inbox. */
export function readWholeBoard(deps: Pick<Deps, 'db'>): Handler {
  const reading = { summary: 'Read what goes on today, of all tenants together', answer: wholeBoardSchema };
  return documented(reading, async (ctx) => {
    const counts = await countUndone(deps.db);
    ctx.body = {
      ...(await readNumbers(deps, null)),
      webhooks: Object.fromEntries(
        counts.map(({ status, count, oldest }) => [status, { count, oldest_since: oldest?.toISOString() ?? null }]),
      ),
    };
  });
}

async function readNumbers({ db }: Pick<Deps, 'db'>, tenantId: string | null) {
  const now = new Date();
  return boardAnswer(now, {
    tallies: await readTallies(db, { tenantId }),
    days: await readDays(db, { tenantId, ...boardDays(now) }),
    sending: await countSending(db, tenantId),
  });
}

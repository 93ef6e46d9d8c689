import { changeMetadata as changeStored, type MetadataOwner } from '../../db/metadata.ts';
import type { Db } from '../../db/pool.ts';
import { Failure } from '../../domain/failure.ts';
import { accountAnswer, accountSchema, findAccount } from '../cases/find-account.ts';
import { answerCase, findCase, shownAt } from '../cases/find-case.ts';
import { metadataChangeSchema, refuseTooMany } from '../cases/metadata-input.ts';
import type { Deps, Handler } from '../context.ts';
import { readJson } from '../http/body.ts';
import { answerOnce } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import type { Context } from '../http/request.ts';

const changing = {
  summary: 'Change the metadata',
  body: { schema: metadataChangeSchema, example: { metadata: { order: '7', campaign: null } } },
  idempotencyKey: 'optional',
  problems: ['erased'],
} as const;

/** Changes the metadata of a case, also once it is closed. */
export function changeMetadata(deps: Deps): Handler {
  return documented({ ...changing, answer: shownAt }, async (ctx) => {
    const { metadata } = await readChange(ctx);
    const { id } = await findCase(deps, ctx);
    await answerOnce(deps, ctx, {
      request: metadata,
      record: async (tx) => {
        await change(tx, { table: 'onboardings', id }, id, metadata);
        return id;
      },
      finish: async () => ({ status: 200, body: await answerCase(deps, ctx, id) }),
    });
  });
}

/** Changes the metadata of a linked account, which are its own. */
export function changeAccountMetadata(deps: Deps): Handler {
  return documented({ ...changing, answer: accountSchema }, async (ctx) => {
    const { metadata } = await readChange(ctx);
    const { id, onboardingId } = await findAccount(deps, ctx);
    await answerOnce(deps, ctx, {
      request: metadata,
      record: async (tx) => {
        await change(tx, { table: 'linked_accounts', id }, onboardingId, metadata);
        return onboardingId;
      },
      finish: async () => ({ status: 200, body: accountAnswer(await findAccount(deps, ctx)) }),
    });
  });
}

const readChange = async (ctx: Context) => checkInput(metadataChangeSchema, await readJson(ctx.req));

async function change(tx: Db, owner: MetadataOwner, onboardingId: string, metadata: Record<string, string | null>) {
  const keys = await changeStored(tx, owner, onboardingId, metadata);
  if (keys === null) {
    const detail = 'The applicant was erased, and their metadata with them. It cannot be set again.';
    throw new Failure('missing', detail, { code: 'erased' });
  }
  refuseTooMany(keys);
}

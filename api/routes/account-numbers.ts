// The only routes by which a linked account's numbers, or access to them, leave Gangway (docs/security.md).
import { z } from 'zod';
import type { LinkedAccount } from '../../db/bank/linked-accounts.ts';
import type { FreshNumbers } from '../../domain/bank/account-numbers.ts';
import { processors } from '../../domain/bank/processors.ts';
import { Failure } from '../../domain/failure.ts';
import { askForNumbers, refuseNumbers, rtpOf } from '../cases/ask-plaid.ts';
import { findAccount } from '../cases/find-account.ts';
import type { Deps, Handler } from '../context.ts';
import { time } from '../http/answer-fields.ts';
import { readJson } from '../http/body.ts';
import { answerOnce, requireKey } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { asksPlaid, documented } from '../http/operation.ts';

const refusals = [...asksPlaid, 'account_unusable', 'account_repair_needed', 'account_not_shared'] as const;

const pair = { account: z.string(), routing: z.string() };
const numbersSchema = z
  .object({
    account_id: z.string(),
    mask: z.string().nullable(),
    is_tokenized_account_number: z.boolean().describe('The bank made the number for us alone.'),
    show_to_person: z.boolean().describe('False if the person does not know the number.'),
    ends_with_consent: z.boolean().describe('The bank drops the number when its consent ends.'),
    consent_ends_at: time.nullable(),
    changed_at: time.nullable(),
    ach: z.object({
      ...pair,
      can_transfer_in: z.boolean().nullable().describe('Null: the bank does not say.'),
      can_transfer_out: z.boolean().nullable(),
    }),
    wire: z
      .object({ ...pair, routing: z.string().nullable() })
      .nullable()
      .describe('Null: wires do not take this number.'),
    rtp: z.object(pair).nullable().describe('Null: RTP does not take this number.'),
  })
  .meta({ id: 'AccountNumbers' });

const reading = { summary: 'Read the numbers of a linked account', answer: numbersSchema, problems: refusals } as const;

/** Answers with the numbers of a linked account as the bank gives them now. Gangway's own copy may be out of date. */
export function getAccountNumbers(deps: Deps): Handler {
  return documented(reading, async (ctx) => {
    const account = await findAccount(deps, ctx);
    refuseNumbers(account);
    const numbers = await askForNumbers(deps, account, (accessToken) =>
      deps.plaid.readNumbers(accessToken, account.accountId),
    );
    ctx.body = numbersAnswer(account, numbers, await rtpOf(deps, account));
  });
}

/** Each network has the pair that it needs. Null: the network does not take these numbers. */
function numbersAnswer(
  account: LinkedAccount,
  numbers: FreshNumbers,
  rtp: boolean | null,
): z.output<typeof numbersSchema> {
  const { tokenized, transfersIn, transfersOut } = numbers;
  const [number, routing] = [numbers.account.reveal(), numbers.routing.reveal()];
  return {
    account_id: account.id,
    mask: account.mask,
    is_tokenized_account_number: tokenized,
    // A person does not know the number that the bank made for us, and the bank drops it when its consent ends.
    show_to_person: !tokenized,
    ends_with_consent: tokenized,
    consent_ends_at: account.consentEndsAt?.toISOString() ?? null,
    changed_at: account.changedAt?.toISOString() ?? null,
    ach: { account: number, routing, can_transfer_in: transfersIn, can_transfer_out: transfersOut },
    wire: tokenized ? null : { account: number, routing: numbers.wireRouting?.reveal() ?? null },
    rtp: rtp ? { account: number, routing } : null,
  };
}

const processor = z
  .enum(processors, {
    error: 'must be a processor that Plaid names, such as "dwolla": see /processor/token/create in its documentation',
  })
  .meta({ id: 'Processor' });
const body = z.strictObject({ processor });

const makingToken = {
  summary: 'Make a token with which a processor reads the numbers from Plaid',
  body: { schema: body, example: { processor: 'dwolla' } },
  idempotencyKey: 'required',
  status: 201,
  answer: z.object({ account_id: z.string(), processor, processor_token: z.string() }).meta({ id: 'ProcessorToken' }),
  problems: [...refusals, 'processor_unavailable'],
} as const;

/** Makes a token with which a processor reads the numbers from Plaid, so that they do not pass the tenant's systems. */
export function createProcessorToken(deps: Deps): Handler {
  return documented(makingToken, async (ctx) => {
    requireKey(ctx, 'Send an Idempotency-Key header, a new one for each token, so that a retry gets the first one.');
    const { processor } = checkInput(body, await readJson(ctx.req));
    const account = await findAccount(deps, ctx);
    await answerOnce(deps, ctx, {
      request: { processor },
      record: async () => {
        refuseNumbers(account);
        return account.onboardingId;
      },
      // A try that died may have left a token at Plaid. It is in no hands, and ends with the Item.
      finish: async () => {
        const token = await askForNumbers(deps, account, (accessToken) =>
          deps.plaid.createProcessorToken(accessToken, account.accountId, processor).catch(explain),
        );
        return { status: 201, body: { account_id: account.id, processor, processor_token: token.reveal() } };
      },
    });
  });
}

/** Plaid refuses a processor that the Dashboard does not list as an integration: only an operator can add it. */
function explain(error: unknown): never {
  if (!(error instanceof Failure) || error.kind !== 'bug') throw error;
  throw new Failure(
    'unavailable',
    `Plaid makes no token for this processor (${error.detail.code}). An operator has to enable it in Plaid's Dashboard, under Integrations.`,
    { code: 'processor_unavailable', retryAfterSeconds: 3600 },
    { cause: error },
  );
}

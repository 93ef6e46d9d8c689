// Accounts and their numbers.

import type { ProcessorTokenCreateRequestProcessorEnum } from 'plaid';
import { z } from 'zod';
import type { FreshNumbers } from '../domain/bank/account-numbers.ts';
import type { Processor } from '../domain/bank/processors.ts';
import { Failure } from '../domain/failure.ts';
import { Secret } from '../domain/secret.ts';
import type { Ask } from './ask.ts';
import type { BankAccount } from './gateway.ts';
import { absentVerificationStatusIsInstant } from './quirks.ts';

const accounts = z.object({
  accounts: z.array(
    z.object({
      account_id: z.string(),
      persistent_account_id: z.string().nullish(),
      name: z.string().nullish(),
      mask: z.string().nullish(),
      type: z.string(),
      subtype: z.string().nullish(),
      verification_status: z.string().nullish(),
    }),
  ),
});

export async function readAccounts(ask: Ask, accessToken: Secret): Promise<BankAccount[]> {
  const answer = await ask({
    endpoint: '/accounts/get',
    item: accessToken,
    answer: accounts,
    send: (api, options) => api.accountsGet({ access_token: accessToken.reveal() }, options),
  });
  return answer.accounts.map((account) => ({
    accountId: account.account_id,
    persistentAccountId: account.persistent_account_id ?? null,
    name: account.name ?? null,
    mask: account.mask ?? null,
    type: account.type,
    subtype: account.subtype ?? null,
    verificationStatus: absentVerificationStatusIsInstant(account.verification_status),
  }));
}

const auth = z.object({
  numbers: z.object({
    ach: z.array(
      z.object({
        account_id: z.string(),
        account: z.string(),
        routing: z.string(),
        is_tokenized_account_number: z.boolean().nullish(),
        wire_routing: z.string().nullish(),
        can_transfer_in: z.boolean().nullish(),
        can_transfer_out: z.boolean().nullish(),
      }),
    ),
  }),
});

/**
 * Returns the ACH numbers of an account. Some banks (Chase, PNC, US Bank) give a number made for us instead of the real
 * one: `tokenized`. Throws `needs-user` if the bank gives no numbers.
 */
export async function readNumbers(ask: Ask, accessToken: Secret, accountId: string): Promise<FreshNumbers> {
  const answer = await ask({
    endpoint: '/auth/get',
    item: accessToken,
    answer: auth,
    send: (api, options) =>
      api.authGet({ access_token: accessToken.reveal(), options: { account_ids: [accountId] } }, options),
  });
  const numbers = answer.numbers.ach.find((entry) => entry.account_id === accountId);
  if (!numbers) {
    throw new Failure(
      'needs-user',
      'The bank gives no ACH numbers for this account. The applicant has to link another one.',
      {
        code: 'no_ach_numbers',
        repair: { mode: 'new' },
      },
    );
  }
  return {
    account: new Secret(numbers.account),
    routing: new Secret(numbers.routing),
    tokenized: numbers.is_tokenized_account_number ?? false,
    wireRouting: numbers.wire_routing ? new Secret(numbers.wire_routing) : null,
    transfersIn: numbers.can_transfer_in ?? null,
    transfersOut: numbers.can_transfer_out ?? null,
  };
}

/** Returns a token with which the processor reads the account's numbers from Plaid, by its own keys. */
export async function createProcessorToken(
  ask: Ask,
  accessToken: Secret,
  accountId: string,
  processor: Processor,
): Promise<Secret> {
  const { processor_token } = await ask({
    endpoint: '/processor/token/create',
    answer: z.object({ processor_token: z.string() }),
    send: (api, options) =>
      api.processorTokenCreate(
        {
          access_token: accessToken.reveal(),
          account_id: accountId,
          processor: processor as ProcessorTokenCreateRequestProcessorEnum,
        },
        options,
      ),
  });
  return new Secret(processor_token);
}

// `npm run plaid-sandbox`: plays Plaid, the banks and the passing days in Plaid's sandbox, by hand
// (docs/plaid-sandbox.md). It names cases by Gangway's own ids.
import { parseArgs } from 'node:util';
import { isProduction } from '../../config/production.ts';
import { plaidKeys, plaidSettings, readConfig, webhookUrl, webhookUrlKeys } from '../../config.ts';
import { accountOfCase } from '../../db/bank/accounts.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { paymentsOfCase } from '../../db/payments/payments.ts';
import type { Pool } from '../../db/pool.ts';
import { findRefund } from '../../db/transfers/refunds.ts';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import { createVault, type Vault } from '../../db/vault.ts';
import { Failure } from '../../domain/failure.ts';
import { casesOfTransfer, isTransferId } from '../../domain/transfers/transfer-id.ts';
import { createPlaid } from '../../plaid/client.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import { createSandbox, type Sandbox, verifications, webhookTypes } from '../../plaid/sandbox.ts';
import { complain, print, runCommand, withDatabase } from './command.ts';

const usage = `Usage, where CASE is the id of an onboarding (onb_…) or a transfer (trf_…):
  plaid-sandbox transfer CASE posted|settled|funds_available|failed|returned [--code R01]
  plaid-sandbox refund REFUND posted|settled|failed|returned
  plaid-sandbox payment CASE INITIATED|EXECUTED|SETTLED|INSUFFICIENT_FUNDS|FAILED|CANCELLED|REJECTED
  plaid-sandbox micro-deposit CASE posted|failed|reversed [--code R03]
  plaid-sandbox verification CASE automatically_verified|verification_expired
  plaid-sandbox login CASE broken
  plaid-sandbox webhook CASE CODE [--type ITEM|AUTH|TRANSACTIONS|ASSETS]
  plaid-sandbox events transfers|micro-deposits
  plaid-sandbox ledger available
Each tells Plaid's sandbox what happens, and lets Plaid send the webhook. docs/plaid-sandbox.md plays a whole case.
`;

type Stage = { db: Pool; vault: Vault; plaid: PlaidGateway; sandbox: Sandbox };
type Given = { id: string; to: string; code: string | null; type: string | null };

/** A refusal by the command itself: a sentence for the person at the keyboard. */
class Refusal extends Error {}
const no = (message: string) => new Refusal(message);

/** By the status at Plaid (SandboxTransferSimulateRequest, SandboxTransferRefundSimulateRequest). */
const next: Record<string, readonly string[]> = {
  pending: ['posted', 'failed'],
  posted: ['settled', 'returned'],
  settled: ['funds_available'],
};

function checkMove(what: string, from: string, to: string, ways: readonly string[] = next[from] ?? []): void {
  if (ways.includes(to)) return;
  const says = ways.length === 0 ? 'that is its end' : `from there it goes to ${ways.join(' or ')}`;
  throw no(`The ${what} is ${from} at Plaid: ${says}.`);
}

async function caseOf({ db }: Stage, id: string): Promise<string> {
  if (!/^(onb|trf)_[0-9a-f]{32}$/.test(id)) {
    throw no(
      `${id} is no id of a case. Take the id of an onboarding (onb_…) or a transfer (trf_…) from an answer of the API.`,
    );
  }
  for (const one of isTransferId(id) ? casesOfTransfer(id) : [id]) if (await loadCase(db, one)) return one;
  throw no(`There is no case ${id} in this database. Check the id and DATABASE_URL.`);
}

async function accessOf(stage: Stage, id: string) {
  const caseId = await caseOf(stage, id);
  const item = await itemOfCase(stage.db, stage.vault, caseId);
  if (item?.accessToken) return { caseId, accessToken: item.accessToken };
  throw no(`${id} has no Item at Plaid: it has not linked one yet, or the Item was removed.`);
}

async function moveTransfer(stage: Stage, { id, to, code }: Given): Promise<void> {
  const transferId = (await transferOfCase(stage.db, await caseOf(stage, id)))?.transferId;
  const transfer = transferId && (await stage.plaid.findTransfer({ transferId }));
  if (!transfer) throw no(`${id} has no transfer at Plaid yet. Its timeline says where it stands.`);
  checkMove('transfer', transfer.status, to);
  await stage.sandbox.moveTransfer({ id: transfer.transferId, to, code });
}

async function moveRefund({ db, plaid, sandbox }: Stage, { id, to }: Given): Promise<void> {
  const refund = await findRefund(db, id);
  if (!refund?.refundId || !('transferId' in refund.from)) {
    throw no(`${id} is no refund of a debit that Plaid has made. Take the id from refunds of the case.`);
  }
  const listed = await plaid.listRefunds(refund.from.transferId);
  const now = listed.find(({ refundId }) => refundId === refund.refundId)?.status ?? refund.status;
  checkMove('refund', now, to, now === 'settled' ? [] : next[now]);
  await sandbox.moveRefund({ id: refund.refundId, to });
}

async function movePayment(stage: Stage, { id, to }: Given): Promise<void> {
  const [payment] = await paymentsOfCase(stage.db, await caseOf(stage, id));
  if (!payment?.paymentId) throw no(`${id} has no payment at Plaid.`);
  await stage.sandbox.movePayment({ id: payment.paymentId, to });
}

async function moveMicroDeposit(stage: Stage, { id, to, code }: Given): Promise<void> {
  const account = await accountOfCase(stage.db, await caseOf(stage, id));
  const { events } = account
    ? await stage.plaid.listBankTransferEvents({
        ...{ bankTransferId: null, accountId: account.accountId },
        limit: 25,
        offset: 0,
      })
    : { events: [] };
  const newest = events.toSorted((a, b) => (a.eventId < b.eventId ? 1 : -1))[0];
  if (!newest) throw no(`Plaid has sent no micro-deposit to the account of ${id} yet.`);
  checkMove(
    'micro-deposit',
    newest.type,
    to,
    { pending: ['posted', 'failed'], posted: ['reversed'] }[newest.type] ?? [],
  );
  await stage.sandbox.moveMicroDeposit({ id: newest.bankTransferId, to, code });
  await stage.sandbox.fireBankTransferWebhook();
}

async function setVerification(stage: Stage, { id, to }: Given): Promise<void> {
  const { caseId, accessToken } = await accessOf(stage, id);
  const account = await accountOfCase(stage.db, caseId);
  const status = verifications.find((one) => one === to);
  if (!account || !status) throw no(`${id} has no account yet.`);
  await stage.sandbox.setVerification(accessToken, account.accountId, status);
}

async function fireWebhook(stage: Stage, { id, to, type }: Given): Promise<void> {
  const { accessToken } = await accessOf(stage, id);
  await stage.sandbox.fireItemWebhook(accessToken, to, type);
}

const moves = ['posted', 'settled', 'funds_available', 'failed', 'returned'];
const payments = ['INITIATED', 'EXECUTED', 'SETTLED', 'INSUFFICIENT_FUNDS', 'FAILED', 'CANCELLED', 'REJECTED'];

/** `to`: the words that it takes last; null: any. `id`: false if it needs no case. */
const commands: Record<
  string,
  { id: boolean; to: readonly string[] | null; run: (stage: Stage, given: Given) => Promise<unknown> }
> = {
  transfer: { id: true, to: moves, run: moveTransfer },
  refund: { id: true, to: moves.filter((move) => move !== 'funds_available'), run: moveRefund },
  payment: { id: true, to: payments, run: movePayment },
  'micro-deposit': { id: true, to: ['posted', 'failed', 'reversed'], run: moveMicroDeposit },
  verification: { id: true, to: verifications, run: setVerification },
  login: {
    ...{ id: true, to: ['broken'] },
    run: async (stage, { id }) => stage.sandbox.resetLogin((await accessOf(stage, id)).accessToken),
  },
  webhook: { id: true, to: null, run: fireWebhook },
  events: {
    ...{ id: false, to: ['transfers', 'micro-deposits'] },
    run: ({ sandbox }, { to }) =>
      to === 'transfers' ? sandbox.fireTransferWebhook() : sandbox.fireBankTransferWebhook(),
  },
  ledger: { id: false, to: ['available'], run: ({ sandbox }) => sandbox.makeAvailable() },
};

async function run(stage: Stage, args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    ...{ args, allowPositionals: true },
    options: { code: text, type: text },
  });
  const [name = '', ...rest] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const [id, to] = command?.id ? rest : ['', ...rest];
  if (!command || !to || rest.length !== (command.id ? 2 : 1)) return complain(usage);
  if (command.to && !command.to.includes(to)) throw no(`${to} must be one of ${command.to.join(', ')}.`);
  if (values.type && !webhookTypes.some((type) => type === values.type)) {
    throw no(`--type must be one of ${webhookTypes.join(', ')}.`);
  }
  await command.run(stage, { id: id ?? '', to, code: values.code ?? null, type: values.type ?? null });
  print({ done: name, ...(id && { id }), to });
}

runCommand(async () => {
  const args = process.argv.slice(2);
  if (args.length === 0 || args.includes('--help') || args.includes('help')) return void process.stdout.write(usage);
  if (isProduction(process.env)) {
    throw new Error(
      "plaid-sandbox plays with Plaid's sandbox alone. These settings lead to production: it does nothing.",
    );
  }
  const config = readConfig(process.env, ['DATABASE_URL', 'GANGWAY_VAULT_KEYS', ...plaidKeys, ...webhookUrlKeys]);
  const settings = plaidSettings(config);
  const parts = {
    vault: createVault(config.GANGWAY_VAULT_KEYS),
    plaid: createPlaid(settings),
    sandbox: createSandbox(settings, webhookUrl(config)),
  };
  await withDatabase(config.DATABASE_URL, usage, (db) =>
    run({ db, ...parts }, args).catch((error: unknown) => {
      // The person at the keyboard needs what Plaid said, also where it would be a bug of the worker.
      if (error instanceof Failure || error instanceof Refusal) return complain(error.message);
      throw error;
    }),
  );
});

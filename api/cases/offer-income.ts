// The Link in which the person shares their income: Plaid lets it go together with no other product, so the case offers
// it beside what it waits for.
import { randomBytes } from 'node:crypto';
import { reofferIncome } from '../../db/income-links.ts';
import type { CaseRecord } from '../../db/onboardings.ts';
import { transaction } from '../../db/pool.ts';
import { findReport, readReportToken, recordReportAsked, wantReport } from '../../db/reports.ts';
import { reportFeed } from '../../domain/feed.ts';
import type { PlaidUser } from '../../plaid/gateway.ts';
import type { Deps } from '../context.ts';
import { offerLink } from './start-case.ts';

type OfferDeps = Pick<Deps, 'db' | 'vault' | 'plaid' | 'cases' | 'webhookUrl'>;

/** `open`: the person has a token for it that lasts. */
export async function offerIncome(deps: OfferDeps, record: CaseRecord, open: boolean): Promise<void> {
  const onboardingId = record.id;
  const id = await wantReport(deps.db, { onboardingId, kind: 'income', itemId: null });
  if (!open) {
    const user = (await knownUser(deps, id)) ?? (await newUser(deps, { id, onboardingId }));
    await offerLink(deps, record, { mode: 'income', user }, 'verify_income', (tx) => reofferIncome(tx, id));
  }
  // Also where the token is there already: the request that made it may have found Temporal away.
  await deps.cases.wakeFeed(reportFeed(id));
}

/** Null where Plaid could make nothing of what they shared: it would go on to say so of the same user. */
async function knownUser({ db, vault }: OfferDeps, id: string): Promise<PlaidUser | null> {
  const report = await findReport(db, { id });
  if (!report?.plaidId || report.status === 'failed') return null;
  return { userId: report.plaidId, token: await readReportToken(db, vault, id) };
}

async function newUser(
  { db, vault, plaid }: OfferDeps,
  { id, onboardingId }: { id: string; onboardingId: string },
): Promise<PlaidUser> {
  // Plaid takes an id once: after a crash before its answer was recorded, the next try needs another.
  const user = await plaid.createUser(`${onboardingId}.${randomBytes(4).toString('hex')}`);
  const { userId: plaidId, token } = user;
  await transaction(db, (tx) => recordReportAsked(tx, vault, { id, onboardingId, plaidId, token }));
  return user;
}

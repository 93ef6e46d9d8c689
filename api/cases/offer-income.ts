// The Link in which the applicant shares their income. Plaid combines it with no other product, so the case offers it
// beside the Link that it waits for.
import { createLink } from '../../cases/link.ts';
import { createPlaidUser } from '../../cases/plaid-user.ts';
import type { CaseRecord } from '../../db/case/onboardings.ts';
import { reofferIncome } from '../../db/data/income-links.ts';
import { findReport, readReportToken, recordReportAsked, wantReport } from '../../db/data/reports.ts';
import { transaction } from '../../db/pool.ts';
import type { LinkLanguage } from '../../domain/bank/link-settings.ts';
import { reportFeed } from '../../domain/feed.ts';
import type { PlaidUser } from '../../plaid/gateway.ts';
import type { Deps } from '../context.ts';

type OfferDeps = Pick<Deps, 'db' | 'vault' | 'plaid' | 'cases' | 'webhookUrl'>;

/** `open`: the applicant has a token for it that lasts long enough. `pageLanguage` as in `createLink`. */
export async function offerIncome(
  deps: OfferDeps,
  record: CaseRecord,
  { open, pageLanguage }: { open: boolean; pageLanguage: LinkLanguage | null },
): Promise<void> {
  const onboardingId = record.id;
  const id = await wantReport(deps.db, { onboardingId, kind: 'income', itemId: null });
  if (!open) {
    const user = (await knownUser(deps, id)) ?? (await newUser(deps, { id, onboardingId }));
    const link = { purpose: { mode: 'income', user }, offer: 'verify_income', pageLanguage } as const;
    await createLink(deps, record, link, (tx) => reofferIncome(tx, id));
  }
  // Also with an existing token, because Temporal may have been away when the token was made.
  await deps.cases.wakeFeed(reportFeed(id));
}

/** Null when there is none yet, or Plaid could not use their data: it would repeat that answer for this user. */
async function knownUser({ db, vault }: OfferDeps, id: string): Promise<PlaidUser | null> {
  const report = await findReport(db, { id });
  if (!report?.plaidId || report.status === 'failed') return null;
  return { userId: report.plaidId, token: await readReportToken(db, vault, id) };
}

async function newUser(
  { db, vault, plaid }: OfferDeps,
  { id, onboardingId }: { id: string; onboardingId: string },
): Promise<PlaidUser> {
  const user = await createPlaidUser({ plaid }, onboardingId);
  const { userId: plaidId, token } = user;
  await transaction(db, (tx) => recordReportAsked(tx, vault, { id, onboardingId, plaidId, token }));
  return user;
}

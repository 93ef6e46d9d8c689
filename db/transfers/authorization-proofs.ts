// Proofs of authorization. A data key of its own seals each one, because it outlives the erasure of the applicant.
import { type AuthorizationProof, proofKeptYears } from '../../domain/transfers/authorization-proof.ts';
import { reinitiationWords } from '../../domain/transfers/reinitiation.ts';
import { readNumbers } from '../bank/accounts.ts';
import { readApplicant } from '../case/applicants.ts';
import type { Db } from '../pool.ts';
import type { Vault } from '../vault.ts';
import { readConsent } from './consents.ts';

export type ProofRecord = { transferId: string; transferNumber: number; createdAt: Date; proof: AuthorizationProof };

const place = (tenant: string, owner: string, transferId: string) => ({
  ...{ tenant, owner, table: 'authorization_proofs' },
  row: transferId,
  column: 'proof',
});

/** Records the proof of a debit from the data known now. Call it once, in the transaction that records the debit. */
export async function insertAuthorizationProof(db: Db, vault: Vault, transferId: string): Promise<void> {
  const { tenantId, onboardingId, accountId, erased, account, terms, reinitiations, ...rest } = await factsOf(
    db,
    transferId,
  );
  // The applicant was erased before we found the transfer, so no data for a proof is left.
  if (erased) return;
  const { legalName: name } = await readApplicant(db, vault, onboardingId);
  const numbers = await readNumbers(db, vault, { caseId: onboardingId, accountId });
  const proof: AuthorizationProof = {
    ...{ name, ...rest },
    consent: await readConsent(db, vault, onboardingId),
    // The description that the bank prints beside the entry on the statement.
    terms: reinitiations === 0 ? terms : { ...terms, description: reinitiationWords(reinitiations) },
    account: { ...account, number: lastFour(numbers?.account), routing: lastFour(numbers?.routing) },
  };
  const key = await vault.newDataKey(db, tenantId);
  const sealed = await vault.seal(db, key, place(tenantId, onboardingId, transferId), JSON.stringify(proof));
  await db.query(
    `insert into authorization_proofs (transfer_id, onboarding_id, data_key_id, proof_sealed) values ($1, $2, $3, $4)`,
    [transferId, onboardingId, key, sealed],
  );
}

const lastFour = (digits: string | undefined): string | null => digits?.slice(-4) ?? null;

type ProofFacts = Omit<AuthorizationProof, 'name' | 'account' | 'consent'> & {
  tenantId: string;
  onboardingId: string;
  accountId: string;
  erased: boolean;
  reinitiations: number;
  account: Pick<AuthorizationProof['account'], 'institution' | 'mask'>;
};

async function factsOf(db: Db, transferId: string): Promise<ProofFacts> {
  const { rows } = await db.query<ProofFacts>(
    `select o.tenant_id as "tenantId", t.onboarding_id as "onboardingId", c.id as "accountId", p.data_key_id is null as erased, t.reinitiations,
       json_build_object('session', l.id, 'finishedAt', l.finished_at) as link,
       json_build_object('institution', i.institution, 'mask', c.mask) as account,
       json_build_object('amountCents', t.amount_cents, 'description', o.description, 'achClass', o.ach_class,
         'network', t.network) as terms,
       json_build_object('id', a.authorization_id, 'decision', a.decision, 'rationale', a.rationale,
         'decidedAt', a.answered_at) as authorization
     from transfers t
       join onboardings o on o.id = t.onboarding_id
       join applicants p on p.onboarding_id = o.id
       join authorizations a on a.authorization_id = t.authorization_id
       join accounts c on c.id = a.account_id
       join items i on i.id = c.item_id
       join link_sessions l on l.id = i.link_session_id
     where t.id = $1`,
    [transferId],
  );
  const [facts] = rows;
  if (!facts) throw new TypeError('a transfer that was just recorded has no authorization');
  return facts;
}

/** Returns the proofs of all debits of the case, in the order of the debits. */
export async function authorizationProofsOf(db: Db, vault: Vault, onboardingId: string): Promise<ProofRecord[]> {
  const { rows } = await db.query<Omit<ProofRecord, 'proof'> & { tenantId: string; sealed: Buffer }>(
    `select p.transfer_id as "transferId", t.number as "transferNumber", t.created_at as "createdAt", p.proof_sealed as sealed,
       o.tenant_id as "tenantId"
     from authorization_proofs p join transfers t on t.id = p.transfer_id join onboardings o on o.id = p.onboarding_id
     where p.onboarding_id = $1 order by t.number`,
    [onboardingId],
  );
  const proofs: ProofRecord[] = [];
  for (const { tenantId, sealed, ...row } of rows) {
    const text = await vault.open(db, place(tenantId, onboardingId, row.transferId), sealed);
    proofs.push({ ...row, proof: JSON.parse(text.reveal()) });
  }
  return proofs;
}

/**
 * Deletes the proofs of the cancelled debits of an onboarding, and of transfers on its accounts: no money moved, so we
 * have nothing to prove.
 */
export async function deleteNeedlessProofs(db: Db, onboardingId: string): Promise<void> {
  await db.query(
    `delete from data_keys where id = any (array(
       select p.data_key_id from authorization_proofs p join transfers t on t.id = p.transfer_id
       where t.status = 'cancelled' and p.onboarding_id = any (array(
         select $1 union all
         select o.id from accounts a join onboardings o on o.account_id = a.id where a.onboarding_id = $1))))`,
    [onboardingId],
  );
}

/** Deletes one batch of proofs whose case has no debit young enough to be disputed. Returns how many it deleted. */
export async function deleteOldProofs(db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from data_keys where id = any (array(
       select data_key_id from authorization_proofs p
       where created_at < now() - make_interval(years => $1) and (
         select max(watch_until) from transfers where onboarding_id = p.onboarding_id
       ) <= now() - make_interval(years => $1)
       order by created_at limit $2))`,
    [proofKeptYears, limit],
  );
  return rowCount ?? 0;
}

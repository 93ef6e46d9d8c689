// Proofs of authorization, each sealed by a data key of its own: they outlive the erasure of their person.
import { type AuthorizationProof, proofKeptYears } from '../domain/authorization-proof.ts';
import { representmentWords } from '../domain/representment.ts';
import { readNumbers } from './accounts.ts';
import { readApplicant } from './applicants.ts';
import type { Db } from './pool.ts';
import type { Vault } from './vault.ts';

export type ProofRecord = { transferId: string; attempt: number; createdAt: Date; proof: AuthorizationProof };

const place = (transferId: string) => ({ table: 'authorization_proofs', row: transferId, column: 'proof' });

/** Keeps what is known now of a debit that was just recorded. Call it in the same transaction, once. */
export async function insertAuthorizationProof(db: Db, vault: Vault, transferId: string): Promise<void> {
  const { onboardingId, accountId, erased, account, terms, retry, ...rest } = await factsOf(db, transferId);
  // Found after the end of its case, and of its person: nothing is left to say of them.
  if (erased) return;
  const { legalName: name } = await readApplicant(db, vault, onboardingId);
  const numbers = await readNumbers(db, vault, accountId);
  const proof: AuthorizationProof = {
    ...{ name, ...rest },
    // What stands beside the entry on the statement.
    terms: retry === 0 ? terms : { ...terms, description: representmentWords(retry) },
    account: { ...account, number: lastFour(numbers?.account), routing: lastFour(numbers?.routing) },
  };
  const key = await vault.newDataKey(db);
  await db.query(
    `insert into authorization_proofs (transfer_id, onboarding_id, data_key_id, proof_sealed) values ($1, $2, $3, $4)`,
    [transferId, onboardingId, key, await vault.seal(db, key, place(transferId), JSON.stringify(proof))],
  );
}

const lastFour = (digits: string | undefined): string | null => digits?.slice(-4) ?? null;

type Facts = Omit<AuthorizationProof, 'name' | 'account'> & {
  onboardingId: string;
  accountId: string;
  erased: boolean;
  retry: number;
  account: Pick<AuthorizationProof['account'], 'institution' | 'mask'>;
};

async function factsOf(db: Db, transferId: string): Promise<Facts> {
  const { rows } = await db.query<Facts>(
    `select t.onboarding_id as "onboardingId", c.id as "accountId", p.data_key_id is null as erased, t.retry,
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

/** Of every debit of the case, in the order in which they were made. */
export async function authorizationProofsOf(db: Db, vault: Vault, onboardingId: string): Promise<ProofRecord[]> {
  const { rows } = await db.query<Omit<ProofRecord, 'proof'> & { sealed: Buffer }>(
    `select p.transfer_id as "transferId", t.attempt, t.created_at as "createdAt", p.proof_sealed as sealed
     from authorization_proofs p join transfers t on t.id = p.transfer_id
     where p.onboarding_id = $1 order by t.attempt`,
    [onboardingId],
  );
  const proofs: ProofRecord[] = [];
  for (const { sealed, ...row } of rows) {
    const text = await vault.open(db, place(row.transferId), sealed);
    proofs.push({ ...row, proof: JSON.parse(text.reveal()) });
  }
  return proofs;
}

/** Deletes those of the case's debits that were called off: of money that never moved there is nothing to answer for. */
export async function deleteNeedlessProofs(db: Db, onboardingId: string): Promise<void> {
  await db.query(
    `delete from data_keys where id in (
       select p.data_key_id from authorization_proofs p join transfers t on t.id = p.transfer_id
       where p.onboarding_id = $1 and t.status = 'cancelled')`,
    [onboardingId],
  );
}

/** Deletes those of cases of which no debit is young enough to be answered for: one batch. Gives how many those were. */
export async function deleteOldProofs(db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from data_keys where id in (
       select data_key_id from authorization_proofs p
       where created_at < now() - make_interval(years => $1) and not exists (
         select from transfers t where t.onboarding_id = p.onboarding_id
           and t.watch_until > now() - make_interval(years => $1))
       order by created_at limit $2)`,
    [proofKeptYears, limit],
  );
  return rowCount ?? 0;
}

// The browsers that may see a case on its page. Each has a cookie with a token, of which the table holds the hash.
import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import { lockCase } from '../case/onboardings.ts';
import { atomically, type Db, type Pool } from '../pool.ts';
import { acrossTenants, forTenant } from '../reach.ts';

type OfCase = { id: string; tenantId: string };

export const codeMinutes = 15;
const triesPerCode = 3;
/** Each of them is an email. With three tries each, a code is guessed in a day with a chance of 1 to 66,000. */
const codesPerDay = 5;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
/** Keyed by the token, which is on no record, so that the row does not give the code away. */
const codeHashOf = (token: string, digits: string): Buffer => createHmac('sha256', token).update(digits).digest();

export const newToken = (): string => randomBytes(32).toString('base64url');
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** True if the browser with this token may see the case. Notes once a day that it was there. */
export async function mayBrowserSee(db: Db, { id, tenantId }: OfCase, token: string): Promise<boolean> {
  const { rows } = await forTenant(tenantId, () =>
    db.query<{ old: boolean }>(
      `select seen_at < now() - interval '1 day' as old from page_browsers
       where token_hash = $1 and onboarding_id = $2 and known`,
      [hashOf(token), id],
    ),
  );
  if (rows[0]?.old) {
    await forTenant(tenantId, () =>
      db.query('update page_browsers set seen_at = now() where token_hash = $1', [hashOf(token)]),
    );
  }
  return rows.length === 1;
}

/** Lets the browser with this token see the case. `first`: only if no other one has opened the page before. */
export async function addBrowser(
  db: Db,
  { id, tenantId }: OfCase,
  token: string,
  { first }: { first: boolean },
): Promise<boolean> {
  const { rowCount } = await forTenant(tenantId, () =>
    db.query(
      `insert into page_browsers (token_hash, onboarding_id, known, first) values ($1, $2, true, $3)
       on conflict do nothing`,
      [hashOf(token), id, first],
    ),
  );
  return rowCount === 1;
}

/** Records a code for the browser with this token, which replaces any other. False if the case has had too many. */
export async function addCode(db: Db, { id, tenantId }: OfCase, token: string, code: string): Promise<boolean> {
  return forTenant(tenantId, () =>
    atomically(db, async (tx) => {
      // Otherwise browsers that ask at the same moment would not see each other's codes.
      await lockCase(tx, id);
      const { rowCount } = await tx.query(
        `insert into page_browsers (token_hash, onboarding_id, known, code_hash) select $1, $2, false, $3
         where (select count(*) from page_browsers
                where onboarding_id = $2 and not first and created_at > now() - interval '1 day') < $4`,
        [hashOf(token), id, codeHashOf(token, code), codesPerDay],
      );
      return rowCount === 1;
    }),
  );
}

/** Forgets a code that no email could bring, so that it does not count. */
export async function dropCode(db: Db, { id, tenantId }: OfCase, token: string): Promise<void> {
  await forTenant(tenantId, () =>
    db.query('delete from page_browsers where token_hash = $1 and onboarding_id = $2 and not known', [
      hashOf(token),
      id,
    ]),
  );
}

/** True if the browser with this token may still type in its code. */
export async function awaitsCode(db: Db, { id, tenantId }: OfCase, token: string): Promise<boolean> {
  const { rowCount } = await forTenant(tenantId, () =>
    db.query(
      `select from page_browsers where token_hash = $1 and onboarding_id = $2 and not known and code_tries < $3
         and created_at > now() - make_interval(mins => $4)`,
      [hashOf(token), id, triesPerCode, codeMinutes],
    ),
  );
  return rowCount === 1;
}

/** `right`: the browser is known from now on, by the new token. `over`: the code has expired, or has no try left. */
export type Tried = { result: 'right'; token: string } | { result: 'wrong'; left: number } | { result: 'over' };

/** Compares what was typed in with the code of the browser, and counts the try. */
export async function tryCode(db: Db, { id, tenantId }: OfCase, token: string, typed: string): Promise<Tried> {
  const next = newToken();
  const { rows } = await forTenant(tenantId, () =>
    db.query<{ known: boolean; tries: number }>(
      `update page_browsers set code_tries = code_tries + 1, known = code_hash = $3,
         code_hash = nullif(code_hash, $3), token_hash = case when code_hash = $3 then $4 else token_hash end
       where token_hash = $1 and onboarding_id = $2 and not known and code_tries < $5
         and created_at > now() - make_interval(mins => $6)
       returning known, code_tries as tries`,
      [hashOf(token), id, codeHashOf(token, typed), hashOf(next), triesPerCode, codeMinutes],
    ),
  );
  const [tried] = rows;
  if (!tried) return { result: 'over' };
  if (tried.known) return { result: 'right', token: next };
  const left = triesPerCode - tried.tries;
  return left > 0 ? { result: 'wrong', left } : { result: 'over' };
}

/** Forgets browsers that have opened no page for so many days, but for the first of each case. Returns how many. */
export async function pruneBrowsers(db: Pool, days: number, limit: number): Promise<number> {
  const { rowCount } = await acrossTenants(() =>
    db.query(
      `delete from page_browsers where token_hash = any (array(
         select token_hash from page_browsers where not first and seen_at < now() - make_interval(days => $1)
         order by seen_at limit $2 for update skip locked))`,
      [days, limit],
    ),
  );
  return rowCount ?? 0;
}

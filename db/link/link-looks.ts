// Some requests make us ask Plaid for the result of a Link. A case asks at most this often, however many requests come.
import type { Db } from '../pool.ts';

const most = 10;
export const linkLooksWithinSeconds = 60;

/** Counts a look. False if the case has used up its looks for now. */
export async function countLinkLook(db: Db, onboardingId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update onboardings set
       link_looks = case when link_looks_since > now() - $3 * interval '1 second' then link_looks + 1 else 1 end,
       link_looks_since = case when link_looks_since > now() - $3 * interval '1 second' then link_looks_since else now() end
     where id = $1 and (link_looks < $2 or link_looks_since <= now() - $3 * interval '1 second')`,
    [onboardingId, most, linkLooksWithinSeconds],
  );
  return rowCount === 1;
}

// Plaid's webhook keys that Plaid has confirmed, and the addresses of genuine deliveries: kept over a restart. They are
// public keys, and addresses of Plaid's or of our own proxy: no data of an applicant.
import type { Db } from '../pool.ts';

/** The key as Plaid publishes it. */
export type PublicKey = { kty: string; crv: string; x: string; y: string; kid: string; alg: string };

/** More than Plaid has used in years. Reads the newest. */
const most = 100;

export const webhookKeys = (db: Db) => ({
  async load(): Promise<{ keys: { jwk: PublicKey; checkedAt: Date }[]; senders: string[] }> {
    const { rows: keys } = await db.query<{ jwk: PublicKey; checkedAt: Date }>(
      'select jwk, checked_at as "checkedAt" from webhook_keys order by checked_at desc limit $1',
      [most],
    );
    const { rows: senders } = await db.query<{ address: string }>(
      'select address from webhook_senders order by seen_at desc limit $1',
      [most],
    );
    return { keys, senders: senders.map(({ address }) => address) };
  },

  async saveKey({ jwk, checkedAt }: { jwk: PublicKey; checkedAt: Date }): Promise<void> {
    await db.query(
      `insert into webhook_keys (kid, jwk, checked_at) values ($1, $2, $3)
       on conflict (kid) do update set jwk = excluded.jwk, checked_at = excluded.checked_at`,
      [jwk.kid, jwk, checkedAt],
    );
  },

  async forgetKey(kid: string): Promise<void> {
    await db.query('delete from webhook_keys where kid = $1', [kid]);
  },

  async saveSender(address: string): Promise<void> {
    await db.query(
      `insert into webhook_senders (address) values ($1) on conflict (address) do update set seen_at = now()`,
      [address],
    );
  },
});

// The secret in the address of a case's page. It is derived and not stored: the id of the case, and a keyed hash of it
// and its tenant. Only the vault's index key makes one.
import { timingSafeEqual } from 'node:crypto';
import type { LinkSettings } from '../../domain/bank/link-settings.ts';
import { linkSettingsColumn } from '../link/link-settings.ts';
import type { Db } from '../pool.ts';
import { acrossTenants } from '../reach.ts';
import type { Vault } from '../vault.ts';

type Named = { id: string; tenantId: string };
/** The case whose page it is. */
export type PageCase = Named & { linkSettings: LinkSettings };

/** As many bytes of the hash as the id of a case has. */
const hashBytes = 16;
const shape = /^([ot])([A-Za-z0-9_-]{43})$/;
const prefixes = { o: 'onb', t: 'trf' } as const;

const hashOf = async (db: Db, vault: Vault, { id, tenantId }: Named, what = 'page'): Promise<Buffer> =>
  (await vault.index(db, `${what} ${tenantId} ${id}`)).subarray(0, hashBytes);

export async function pageSecretOf(db: Db, vault: Vault, named: Named): Promise<string> {
  const [prefix = '', hex = ''] = named.id.split('_');
  const bytes = Buffer.concat([Buffer.from(hex, 'hex'), await hashOf(db, vault, named)]);
  return `${prefix[0]}${bytes.toString('base64url')}`;
}

/** Returns the case whose secret this is. Null for any other text, and once the applicant was erased. */
export async function caseOfPage(db: Db, vault: Vault, secret: string): Promise<PageCase | null> {
  const [, prefix, text = ''] = shape.exec(secret) ?? [];
  if (!prefix) return null;
  const bytes = Buffer.from(text, 'base64url');
  const id = `${prefixes[prefix as keyof typeof prefixes]}_${bytes.subarray(0, hashBytes).toString('hex')}`;
  const found = await pageCaseOf(db, id);
  const hash = await hashOf(db, vault, found ?? { id, tenantId: '' });
  return timingSafeEqual(hash, bytes.subarray(hashBytes)) ? found : null;
}

/** Returns the case for its page. Null if there is none, and once the applicant was erased. */
export async function pageCaseOf(db: Db, id: string): Promise<PageCase | null> {
  const { rows } = await acrossTenants(() =>
    db.query<PageCase>(
      `select o.id, o.tenant_id as "tenantId", ${linkSettingsColumn} from onboardings o
       join applicants a on a.onboarding_id = o.id and a.data_key_id is not null where o.id = $1`,
      [id],
    ),
  );
  return rows[0] ?? null;
}

const passMs = 86_400_000;

/**
 * Returns a pass for the buttons of a page in a frame: for a day it opens Plaid for the case, and shows nothing of it.
 * A browser keeps the cookie of a frame on another site from the tab that the button opens.
 */
export async function pagePassOf(db: Db, vault: Vault, named: Named, now = Date.now()): Promise<string> {
  const until = (now + passMs).toString(36);
  return `${until}.${(await hashOf(db, vault, named, `pass ${until}`)).toString('base64url')}`;
}

export async function isPagePass(db: Db, vault: Vault, named: Named, pass: string): Promise<boolean> {
  const [until = '', text = ''] = pass.split('.');
  const given = Buffer.from(text, 'base64url');
  const hash = await hashOf(db, vault, named, `pass ${until}`);
  return given.length === hash.length && timingSafeEqual(given, hash) && Number.parseInt(until, 36) > Date.now();
}

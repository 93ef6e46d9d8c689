// How a tenant's pages look to its applicants.
import type { Db } from '../pool.ts';

/** Media types of pictures that a browser shows and that cannot run scripts, which SVG could. */
export const logoTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/avif'] as const;
export type LogoType = (typeof logoTypes)[number];

/** Null: Gangway's own. */
export type Brand = {
  name: string | null;
  logo: { type: LogoType; bytes: Buffer } | null;
  /** `#` and six digits. */
  colour: string | null;
  /** An email address, or an https address. */
  support: string | null;
};

type Row = Omit<Brand, 'logo'> & { logo: Buffer | null; logoType: LogoType | null };

export async function brandOf(db: Db, tenantId: string): Promise<Brand> {
  const { rows } = await db.query<Row>(
    'select name, logo, logo_type as "logoType", colour, support from brands where tenant_id = $1',
    [tenantId],
  );
  const { logo: bytes = null, logoType: type = null, name = null, colour = null, support = null } = rows[0] ?? {};
  return { name, logo: bytes && type && { type, bytes }, colour, support };
}

export async function setBrand(db: Db, tenantId: string, { name, logo, colour, support }: Brand): Promise<void> {
  await db.query(
    `insert into brands (tenant_id, name, logo, logo_type, colour, support) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id) do update set name = excluded.name, logo = excluded.logo, logo_type = excluded.logo_type,
       colour = excluded.colour, support = excluded.support`,
    [tenantId, name, logo?.bytes ?? null, logo?.type ?? null, colour, support],
  );
}

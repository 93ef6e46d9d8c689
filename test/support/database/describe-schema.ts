import type { Db } from '../../../db/pool.ts';

/**
 * Returns the schema that the migrations make, as sorted lines: tables, columns, constraints, indexes, policies and
 * rights. */
export async function describeSchema(db: Db): Promise<string> {
  const { rows } = await db.query<{ line: string }>(`
    with tables as (
      select oid, relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    )
    select relname || '.' || attname || ': ' || format_type(atttypid, atttypmod)
      || case when attnotnull then ' not null' else '' end
      || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
      || case when attidentity <> '' then ' identity' else '' end as line
    from tables join pg_attribute on attrelid = tables.oid and attnum > 0 and not attisdropped
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    union all
    -- Not null stands with its column (PostgreSQL 18 lists it here as well).
    select relname || ' constraint ' || conname || ': ' || pg_get_constraintdef(c.oid)
    from tables join pg_constraint c on conrelid = tables.oid where contype <> 'n'
    union all
    select tablename || ' index: ' || indexdef from pg_indexes where schemaname = 'public'
    union all
    select relname || ' policy ' || polname || ': ' || pg_get_expr(polqual, polrelid)
    from tables join pg_policy on polrelid = tables.oid
    union all
    select relname || ' rights of ' || grantee || ': ' || string_agg(lower(privilege_type), ', ' order by privilege_type)
    from tables join information_schema.role_table_grants on table_schema = 'public' and table_name = relname
    where grantee like 'gangway\\_%' and grantee <> 'gangway_migrate' group by relname, grantee
    order by line`);
  return rows.map(({ line }) => `${line}\n`).join('');
}

// The API keys of one tenant.
import { allTenantScopes, tenantScopes } from '../../../domain/scopes.ts';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { ask, errorAt, givenIn, inUtc, type Refused, refuse, showPage } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Checks, Line, Post } from '../fields.tsx';
import { Badge, Done, More, Table, When } from '../kit.tsx';
import { Secret } from '../secret.tsx';

type Key = Schemas['ApiKey'];

const menu = '/keys';
const labels = { name: 'Name', scopes: 'Scopes', expires_at: 'Good until' };

const doneWords = {
  tenant: 'The tenant is added. It has no key yet.',
  revoked: 'The key is revoked. Nothing can use it any more.',
};

export async function showKeys(desk: Desk, tenant: string): Promise<void> {
  const { cursor } = givenIn(desk, ['cursor']);
  const { data } = await desk.api.GET('/v1/tenants/{id}/keys', {
    params: { path: { id: tenant }, query: cursor ? { cursor } : {} },
  });
  const to = `/console/keys/${tenant}`;
  showPage(desk, {
    title: `Keys of ${tenant}`,
    menu,
    children: (
      <>
        <Done code={desk.ctx.query.done} words={doneWords} />
        <h1>Keys of {tenant}</h1>
        <p>
          <a href={`${to}/addresses`}>Addresses</a> · <a href={`${to}/usage`}>Usage and quotas</a> ·{' '}
          <a href={`/console/t/${tenant}`}>The tenant's cases</a>
        </p>
        <Table
          caption={`API keys of ${tenant}`}
          rows={data.data}
          keyOf={({ id }) => id}
          none="The tenant has no key."
          columns={[
            { head: 'Name', cell: ({ name }) => name },
            { head: 'Id', cell: ({ id }) => <span class="number">{id}</span> },
            { head: 'State', cell: (key) => <State of={key} /> },
            { head: 'Scopes', cell: ({ scopes }) => scopesIn(scopes) },
            { head: 'Made', cell: ({ created_at }) => <When at={created_at} /> },
            { head: 'Last used', cell: ({ last_used_at }) => <When at={last_used_at} missing="never" /> },
            { head: 'Good until', cell: ({ expires_at }) => <When at={expires_at} missing="no end" /> },
            { head: 'Action', cell: (key) => <Actions of={key} to={`${to}/key/${key.id}`} /> },
          ]}
        />
        <More cursor={data.next_cursor} query={new URLSearchParams()} />
        <p class="actions">
          <a class="button" href={`${to}/new`}>
            Make a key
          </a>
        </p>
      </>
    ),
  });
}

const isOver = ({ expires_at }: Key): boolean => expires_at !== null && Date.parse(expires_at) <= Date.now();
const isGood = (key: Key): boolean => key.revoked_at === null && !isOver(key);

const State = ({ of: key }: { of: Key }) => {
  if (key.revoked_at) return <Badge tone="bad">revoked</Badge>;
  return isOver(key) ? <Badge tone="warn">expired</Badge> : <Badge tone="good">good</Badge>;
};

const scopesIn = (scopes: Key['scopes']): string =>
  allTenantScopes.every((scope) => scopes.includes(scope)) ? 'all' : scopes.join(', ');

const Actions = ({ of: key, to }: { of: Key; to: string }) =>
  isGood(key) ? (
    <>
      <a href={`${to}/rotate`} aria-label={`Rotate ${key.name}, ${key.id}`}>
        Rotate
      </a>{' '}
      <a href={`${to}/revoke`} aria-label={`Revoke ${key.name}, ${key.id}`}>
        Revoke
      </a>
    </>
  ) : (
    <span class="dim">—</span>
  );

export function showNewKey(desk: Desk, tenant: string, refused: Refused | null = null): void {
  const { form } = desk;
  const title = `Make a key of ${tenant}`;
  const sent = form.has('token');
  showPage(
    desk,
    {
      title,
      menu,
      children: (
        <>
          <h1>{title}</h1>
          <Post to={`/console/keys/${tenant}/new`} token={desk.token}>
            <Line
              id="name"
              label="Name"
              required
              hint="The system that will use the key."
              value={form.get('name') ?? undefined}
              error={errorAt(refused, 'name')}
            />
            <Checks
              id="scopes"
              label="What the key may do"
              options={allTenantScopes.map((scope) => [scope, `${scope}: ${tenantScopes[scope]}`])}
              chosen={sent ? form.getAll('scopes') : allTenantScopes}
              error={errorAt(refused, 'scopes')}
            />
            <Line
              id="expires_at"
              label="Good until (UTC)"
              type="datetime-local"
              hint="Empty: until it is rotated or revoked."
              value={form.get('expires_at') ?? undefined}
              error={errorAt(refused, 'expires_at')}
            />
            <p class="actions">
              <button type="submit">Make the key</button>
              <a href={`/console/keys/${tenant}`}>Cancel</a>
            </p>
          </Post>
        </>
      ),
    },
    refused,
  );
}

/** Every good key has another name, so that a form that is sent twice makes one key. */
export async function makeKey(desk: Desk, tenant: string): Promise<void> {
  const name = (desk.form.get('name') ?? '').trim();
  const expires = desk.form.get('expires_at');
  const scopes = allTenantScopes.filter((scope) => desk.form.getAll('scopes').includes(scope));
  const path = { id: tenant };
  for await (const key of desk.api.list('/v1/tenants/{id}/keys', { params: { path } }))
    if (isGood(key) && key.name === name) return showNewKey(desk, tenant, taken(key.id));
  const { data, refused } = await ask(
    desk.api.POST('/v1/tenants/{id}/keys', {
      params: { path },
      body: { name, scopes, ...(expires && { expires_at: inUtc(expires) }) },
    }),
    labels,
  );
  if (refused) return showNewKey(desk, tenant, refused);
  showMadeKey(desk, tenant, data.key);
}

const taken = (id: string): Refused =>
  refuse(
    'name',
    `The key ${id} has this name already. Choose another name. If you have just made that key and lost it, rotate it.`,
    409,
  );

/** The only page that holds the key. */
export const showMadeKey = (desk: Desk, tenant: string, key: string): void =>
  showPage(desk, {
    title: 'New key',
    menu,
    children: (
      <>
        <h1>New key of {tenant}</h1>
        <Secret name="API key" secret={key} back={`/console/keys/${tenant}`} />
      </>
    ),
  });

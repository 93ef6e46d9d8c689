// The tenants of the installation, and the way to what belongs to each.
import { ask, errorAt, givenIn, type Refused, seeOther, showPage } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Line, Post } from '../fields.tsx';
import { More, Table, When } from '../kit.tsx';

const menu = '/keys';
const labels = { id: 'Id', name: 'Name' };

export async function showTenants(desk: Desk, refused: Refused | null = null): Promise<void> {
  const { cursor } = givenIn(desk, ['cursor']);
  const { data } = await desk.api.GET('/v1/tenants', { params: { query: cursor ? { cursor } : {} } });
  const value = (name: string) => desk.form.get(name) ?? undefined;
  showPage(
    desk,
    {
      title: 'Keys',
      menu,
      children: (
        <>
          <h1>Tenants and their keys</h1>
          <Table
            caption="Tenants"
            rows={data.data}
            keyOf={({ id }) => id}
            none="There is no tenant yet."
            columns={[
              { head: 'Tenant', cell: ({ id, name }) => <a href={`/console/keys/${id}`}>{name}</a> },
              { head: 'Id', cell: ({ id }) => id },
              { head: 'Since', cell: ({ created_at }) => <When at={created_at} /> },
              { head: 'Addresses', cell: ({ id, name }) => <TenantLink id={id} name={name} to="addresses" /> },
              { head: 'Usage and quotas', cell: ({ id, name }) => <TenantLink id={id} name={name} to="usage" /> },
            ]}
          />
          <More cursor={data.next_cursor} query={new URLSearchParams()} />
          <h2>Add a tenant</h2>
          <Post to="/console/keys" token={desk.token}>
            <Line
              id="id"
              label="Id"
              required
              hint="2 to 40 small letters, digits, _ or -, from a letter on. It does not change."
              value={value('id')}
              error={errorAt(refused, 'id')}
            />
            <Line id="name" label="Name" required value={value('name')} error={errorAt(refused, 'name')} />
            <p class="actions">
              <button type="submit">Add</button>
            </p>
          </Post>
        </>
      ),
    },
    refused,
  );
}

const TenantLink = ({ id, name, to }: { id: string; name: string; to: string }) => (
  <a href={`/console/keys/${id}/${to}`} aria-label={`${to} of ${name}`}>
    Show
  </a>
);

export async function addTenant(desk: Desk): Promise<void> {
  const [id = '', name = ''] = ['id', 'name'].map((field) => desk.form.get(field)?.trim());
  const { refused } = await ask(desk.api.POST('/v1/tenants', { body: { id, name } }), labels);
  if (refused) return showTenants(desk, refused);
  seeOther(desk, `/console/keys/${id}?done=tenant`);
}

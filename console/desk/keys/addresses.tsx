// The addresses to which a tenant's applicants may return, and the origins that may show pages in a frame.
import type { Schemas } from '../../../packages/client/src/index.ts';
import { Refusal } from '../../refusal.ts';
import { ask, errorAt, givenIn, oneOf, type Refused, seeOther, showPage } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Choice, Line, Post } from '../fields.tsx';
import { Done, More, Table, When } from '../kit.tsx';

type Address = Schemas['TenantAddress'];

const menu = '/keys';
const labels = { use: 'Use', address: 'Address' };
const useWords: Record<Address['use'], string> = {
  return: 'Return: applicants come back to it, and emails lead to it',
  oauth: 'OAuth: a bank sends applicants back to it',
  android: 'Android: the package name of an app',
  frame: 'Frame: an origin that may show pages in a frame',
};
const uses = Object.keys(useWords) as Address['use'][];

const pageOf = (tenant: string): string => `/console/keys/${tenant}/addresses`;

export async function showAddresses(desk: Desk, tenant: string, refused: Refused | null = null): Promise<void> {
  const { cursor } = givenIn(desk, ['cursor']);
  const { data } = await desk.api.GET('/v1/tenants/{id}/addresses', {
    params: { path: { id: tenant }, query: cursor ? { cursor } : {} },
  });
  const value = (name: string) => desk.form.get(name) ?? undefined;
  showPage(
    desk,
    {
      title: `Addresses of ${tenant}`,
      menu,
      children: (
        <>
          <Done
            code={desk.ctx.query.done}
            words={{ added: 'The address is registered.', removed: 'The address is removed.' }}
          />
          <h1>Addresses of {tenant}</h1>
          <p>
            <a href={`/console/keys/${tenant}`}>Keys of {tenant}</a>
          </p>
          <Table
            caption={`Registered addresses of ${tenant}`}
            rows={data.data}
            keyOf={({ id }) => id}
            none="The tenant has no address."
            columns={[
              { head: 'Address', cell: ({ address }) => address },
              { head: 'Use', cell: ({ use }) => useWords[use] },
              { head: 'Since', cell: ({ created_at }) => <When at={created_at} /> },
              {
                head: 'Action',
                cell: ({ id, address }) => (
                  <a href={`${pageOf(tenant)}/${id}/remove`} aria-label={`Remove ${address}`}>
                    Remove
                  </a>
                ),
              },
            ]}
          />
          <More cursor={data.next_cursor} query={new URLSearchParams()} />
          <h2>Register an address</h2>
          <Post to={pageOf(tenant)} token={desk.token}>
            <Choice
              id="use"
              label="Use"
              value={value('use')}
              error={errorAt(refused, 'use')}
              options={uses.map((use) => [use, useWords[use]])}
            />
            <Line id="address" label="Address" required value={value('address')} error={errorAt(refused, 'address')} />
            <p class="actions">
              <button type="submit">Register</button>
            </p>
          </Post>
        </>
      ),
    },
    refused,
  );
}

export async function addAddress(desk: Desk, tenant: string): Promise<void> {
  const use = oneOf(uses, desk.form.get('use') ?? undefined) ?? 'return';
  const address = (desk.form.get('address') ?? '').trim();
  const params = { path: { id: tenant } };
  const call = desk.api.POST('/v1/tenants/{id}/addresses', { params, body: { use, address } });
  const { refused } = await ask(call, labels);
  if (refused) return showAddresses(desk, tenant, refused);
  seeOther(desk, `${pageOf(tenant)}?done=added`);
}

export async function confirmRemove(desk: Desk, tenant: string, id: string): Promise<void> {
  const { use, address } = await addressOf(desk, tenant, id);
  const title = 'Remove the address?';
  showPage(desk, {
    title,
    menu,
    children: (
      <>
        <h1>{title}</h1>
        <p>{address}</p>
        <p>{useWords[use]}.</p>
        <p>No new case of {tenant} can begin with it. Cases that have it keep it. The settings of Link forget it.</p>
        <Post to={`${pageOf(tenant)}/${id}/remove`} token={desk.token}>
          <p class="actions">
            <button type="submit" class="bad-action">
              Remove
            </button>
            <a href={pageOf(tenant)}>Keep it</a>
          </p>
        </Post>
      </>
    ),
  });
}

async function addressOf(desk: Desk, tenant: string, id: string): Promise<Address> {
  for await (const one of desk.api.list('/v1/tenants/{id}/addresses', { params: { path: { id: tenant } } }))
    if (one.id === id) return one;
  throw new Refusal(404, 'There is no such address', 'It may have been removed. Look at the list of addresses.');
}

export async function removeAddress(desk: Desk, tenant: string, id: string): Promise<void> {
  const path = { id: tenant, address_id: id };
  await desk.api.DELETE('/v1/tenants/{id}/addresses/{address_id}', { params: { path } });
  seeOther(desk, `${pageOf(tenant)}?done=removed`);
}

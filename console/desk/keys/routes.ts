import type { DeskRoute } from '../desk.ts';
import { addAddress, confirmRemove, removeAddress, showAddresses } from './addresses.tsx';
import { makeKey, showKeys, showNewKey } from './keys.tsx';
import { confirmKey, revokeKey, rotateKey } from './rotate-or-revoke.tsx';
import { addTenant, showTenants } from './tenants.tsx';
import { changeQuota, showUsage } from './usage.tsx';

/** The pages of the installation about tenants. `id` is the tenant's. */
export const keyPages: DeskRoute[] = [
  ['GET', '/keys', 'operator', (desk) => showTenants(desk)],
  ['POST', '/keys', 'operator', addTenant],
  ['GET', '/keys/:id', 'operator', (desk, { id = '' }) => showKeys(desk, id)],
  ['GET', '/keys/:id/new', 'operator', async (desk, { id = '' }) => showNewKey(desk, id)],
  ['POST', '/keys/:id/new', 'operator', (desk, { id = '' }) => makeKey(desk, id)],
  ['GET', '/keys/:id/key/:key/rotate', 'operator', (desk, params) => confirmKey(desk, keyIn(params, 'rotate'))],
  ['POST', '/keys/:id/key/:key/rotate', 'operator', (desk, { id = '', key = '' }) => rotateKey(desk, id, key)],
  ['GET', '/keys/:id/key/:key/revoke', 'operator', (desk, params) => confirmKey(desk, keyIn(params, 'revoke'))],
  ['POST', '/keys/:id/key/:key/revoke', 'operator', (desk, { id = '', key = '' }) => revokeKey(desk, id, key)],
  ['GET', '/keys/:id/addresses', 'operator', (desk, { id = '' }) => showAddresses(desk, id)],
  ['POST', '/keys/:id/addresses', 'operator', (desk, { id = '' }) => addAddress(desk, id)],
  [
    'GET',
    '/keys/:id/addresses/:address/remove',
    'operator',
    (desk, { id = '', address = '' }) => confirmRemove(desk, id, address),
  ],
  [
    'POST',
    '/keys/:id/addresses/:address/remove',
    'operator',
    (desk, { id = '', address = '' }) => removeAddress(desk, id, address),
  ],
  ['GET', '/keys/:id/usage', 'operator', (desk, { id = '' }) => showUsage(desk, id)],
  ['POST', '/keys/:id/usage', 'operator', (desk, { id = '' }) => changeQuota(desk, id)],
];

const keyIn = <W>({ id: tenant = '', key = '' }: Record<string, string>, what: W) => ({ tenant, id: key, what });

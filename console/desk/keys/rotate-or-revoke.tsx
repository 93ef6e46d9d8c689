// Rotates and revokes a key, each after a page that says what that means.
import type { Schemas } from '../../../packages/client/src/index.ts';
import { Refusal } from '../../refusal.ts';
import { ask, errorAt, type Refused, refuse, seeOther, showPage } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Line, Post } from '../fields.tsx';
import { Facts, When } from '../kit.tsx';
import { showMadeKey } from './keys.tsx';

const labels = { overlap_hours: 'Hours' };

async function keyOf(desk: Desk, tenant: string, id: string): Promise<Schemas['ApiKey']> {
  for await (const key of desk.api.list('/v1/tenants/{id}/keys', { params: { path: { id: tenant } } }))
    if (key.id === id && key.revoked_at === null) return key;
  throw new Refusal(404, 'There is no such key', 'It may have been revoked. Look at the list of keys.');
}

export async function confirmKey(
  desk: Desk,
  { tenant, id, what }: { tenant: string; id: string; what: 'rotate' | 'revoke' },
  refused: Refused | null = null,
): Promise<void> {
  const key = await keyOf(desk, tenant, id);
  const title = what === 'rotate' ? 'Rotate the key?' : 'Revoke the key?';
  showPage(
    desk,
    {
      title,
      menu: '/keys',
      children: (
        <>
          <h1>{title}</h1>
          <Facts
            facts={{
              Tenant: tenant,
              Name: key.name,
              Id: key.id,
              'Last used': <When at={key.last_used_at} missing="never" />,
              'Good until': <When at={key.expires_at} missing="no end" />,
            }}
          />
          <p>
            {what === 'rotate'
              ? 'The next page shows a new key, once. It has the same name and scopes, and no end.'
              : 'Every request with this key is refused from now on. This cannot be taken back.'}
          </p>
          <Post to={`/console/keys/${tenant}/key/${id}/${what}`} token={desk.token}>
            {what === 'rotate' && (
              <>
                <input type="hidden" name="expires_at" value={key.expires_at ?? ''} />
                <Line
                  id="overlap_hours"
                  label="How many hours the old key stays good"
                  type="number"
                  required
                  hint="0 to 720."
                  value={desk.form.get('overlap_hours') ?? '24'}
                  error={errorAt(refused, 'overlap_hours')}
                />
              </>
            )}
            <p class="actions">
              <button type="submit" class={what === 'revoke' ? 'bad-action' : undefined}>
                {what === 'rotate' ? 'Rotate' : 'Revoke'}
              </button>
              <a href={`/console/keys/${tenant}`}>Keep it as it is</a>
            </p>
          </Post>
        </>
      ),
    },
    refused,
  );
}

/** The form knows the end of the key as it was shown, so that a form that is sent twice makes one key. */
export async function rotateKey(desk: Desk, tenant: string, id: string): Promise<void> {
  const again = (refused: Refused) => confirmKey(desk, { tenant, id, what: 'rotate' }, refused);
  const hours = desk.form.get('overlap_hours') ?? '';
  const { expires_at: end } = await keyOf(desk, tenant, id);
  if ((end ?? '') !== desk.form.get('expires_at'))
    return again(
      refuse(null, 'The key has been rotated since this page was shown. Rotate it again only if you need to.', 409),
    );
  const { data, refused } = await ask(
    desk.api.POST('/v1/tenants/{id}/keys/{key_id}/rotate', {
      params: { path: { id: tenant, key_id: id } },
      body: { overlap_hours: hours.trim() === '' ? Number.NaN : Number(hours) },
    }),
    labels,
  );
  if (refused) return again(refused);
  showMadeKey(desk, tenant, data.key);
}

export async function revokeKey(desk: Desk, tenant: string, id: string): Promise<void> {
  await desk.api.DELETE('/v1/tenants/{id}/keys/{key_id}', { params: { path: { id: tenant, key_id: id } } });
  seeOther(desk, `/console/keys/${tenant}?done=revoked`);
}

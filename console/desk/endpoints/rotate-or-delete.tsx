// Rotates the secret of an endpoint, and deletes an endpoint, each after a page that says what that means.
import { ask, type Refused, seeOther, showPage } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Post } from '../fields.tsx';
import { Secret } from '../secret.tsx';

const menu = '/endpoints';

export async function confirm(
  desk: Desk,
  id: string,
  what: 'rotate' | 'delete',
  refused: Refused | null = null,
): Promise<void> {
  const { data: endpoint } = await desk.api.GET('/v1/notification_endpoints/{id}', { params: { path: { id } } });
  const title = what === 'rotate' ? 'Rotate the secret?' : 'Delete the endpoint?';
  showPage(
    desk,
    {
      title,
      menu,
      children: (
        <>
          <h1>{title}</h1>
          <p>{endpoint.url}</p>
          {what === 'rotate' ? (
            <p>
              The next page shows a new secret, once. The old one also signs for a day, so that the receiver can change
              over.
            </p>
          ) : (
            <p>
              The endpoint receives nothing any more, not even the notifications that wait for it. A new endpoint with
              this address gets another secret.
            </p>
          )}
          <Post to={desk.at(`${menu}/${id}/${what}`)} token={desk.token}>
            <p class="actions">
              <button type="submit" class={what === 'delete' ? 'bad-action' : undefined}>
                {what === 'rotate' ? 'Rotate' : 'Delete'}
              </button>
              <a href={desk.at(`${menu}/${id}`)}>Keep it as it is</a>
            </p>
          </Post>
        </>
      ),
    },
    refused,
  );
}

export async function rotate(desk: Desk, id: string): Promise<void> {
  const call = desk.api.POST('/v1/notification_endpoints/{id}/rotate', { params: { path: { id } } });
  const { data, refused } = await ask(call);
  if (refused) return confirm(desk, id, 'rotate', refused);
  showPage(desk, {
    title: 'New secret',
    menu,
    children: (
      <>
        <h1>New secret of the endpoint</h1>
        <p>{data.url}</p>
        <Secret secret={data.secret ?? ''} name="Signing secret" back={desk.at(`${menu}/${id}`)} />
      </>
    ),
  });
}

export async function remove(desk: Desk, id: string): Promise<void> {
  await desk.api.DELETE('/v1/notification_endpoints/{id}', { params: { path: { id } } });
  seeOther(desk, desk.at(`${menu}?done=deleted`));
}

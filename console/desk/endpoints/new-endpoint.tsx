// Adds an endpoint, and shows its secret once.
import { notificationTypes } from '../../../domain/notify/notifications.ts';
import { ask, errorAt, oneOf, type Refused, seeOther, showPage } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Checks, Choice, Line, Post } from '../fields.tsx';
import { Secret } from '../secret.tsx';

const menu = '/endpoints';
const title = 'Add an endpoint';
const labels = { channel: 'Channel', url: 'Address', types: 'Types' };
const channels = ['webhook', 'email'] as const;

export function showNew(desk: Desk, refused: Refused | null = null): void {
  const { form } = desk;
  showPage(
    desk,
    {
      title,
      menu,
      children: (
        <>
          <h1>{title}</h1>
          <Post to={desk.at('/endpoints/new')} token={desk.token}>
            <Choice
              id="channel"
              label="Channel"
              value={form.get('channel') ?? undefined}
              error={errorAt(refused, 'channel')}
              options={[
                ['webhook', 'Webhook: signed requests to your backend'],
                ['email', 'Email: texts to the applicant'],
              ]}
            />
            <Line
              id="url"
              label="Address"
              hint="Webhook: where your backend receives them, by https. Email: the registered page to which the emails lead, or empty for the page of each case."
              value={form.get('url') ?? undefined}
              error={errorAt(refused, 'url')}
            />
            <Checks
              id="types"
              label="Types (none: all of them)"
              options={notificationTypes.map((type) => [type, type])}
              chosen={form.getAll('types')}
              error={errorAt(refused, 'types')}
            />
            <p class="actions">
              <button type="submit">Add</button>
              <a href={desk.at(menu)}>Cancel</a>
            </p>
          </Post>
        </>
      ),
    },
    refused,
  );
}

export async function addEndpoint(desk: Desk): Promise<void> {
  const { form } = desk;
  const types = notificationTypes.filter((type) => form.getAll('types').includes(type));
  const channel = oneOf(channels, form.get('channel') ?? undefined);
  const url = (form.get('url') ?? '').trim();
  const body = { ...(channel && { channel }), ...(url && { url }), ...(types.length > 0 && { types }) };
  const { data, refused } = await ask(desk.api.POST('/v1/notification_endpoints', { body }), labels);
  // A repeat of a form meets the endpoint that it made, whose secret was on the page that is lost.
  if (refused) return showNew(desk, refused);
  const back = desk.at(`${menu}/${data.id}`);
  if (!data.secret) return seeOther(desk, `${back}?done=added`);
  showPage(desk, {
    title: 'Endpoint added',
    menu,
    children: (
      <>
        <h1>The endpoint is added</h1>
        <p>{data.url}</p>
        <Secret name="Signing secret" secret={data.secret} back={back} />
      </>
    ),
  });
}

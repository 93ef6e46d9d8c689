// The endpoints to which a tenant's notifications go.
import { attemptResults } from '../../../domain/notify/delivery.ts';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { ask, givenIn, inUtc, type Refused, seeOther, showPage } from '../answers.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { Post } from '../fields.tsx';
import { Badge, Done, Facts, More, Table, When } from '../kit.tsx';
import { attemptWords } from '../notifications/attempt-words.ts';
import { addEndpoint, showNew } from './new-endpoint.tsx';
import { confirm, remove, rotate } from './rotate-or-delete.tsx';
import { SinceForm, sinceLabels } from './send-again.tsx';

type Endpoint = Schemas['NotificationEndpoint'];

const menu = '/endpoints';

const State = ({ endpoint: { status, disabled_because: why, failing_since: since } }: { endpoint: Endpoint }) =>
  status === 'disabled' ? (
    <Badge tone="bad">{why === 'gone' ? 'disabled: the receiver wants no more' : 'disabled: it failed for days'}</Badge>
  ) : (
    <Badge tone={since ? 'warn' : 'good'}>{since ? 'failing' : 'enabled'}</Badge>
  );

const Types = ({ types }: Pick<Endpoint, 'types'>) => <>{types?.join(', ') ?? 'all'}</>;

async function list(desk: Desk): Promise<void> {
  const { cursor } = givenIn(desk, ['cursor']);
  const { data } = await desk.api.GET('/v1/notification_endpoints', { params: { query: cursor ? { cursor } : {} } });
  showPage(desk, {
    title: 'Endpoints',
    menu,
    children: (
      <>
        <Done code={desk.ctx.query.done} words={{ deleted: 'The endpoint is deleted.' }} />
        <h1>Endpoints</h1>
        <p>Gangway sends each notification to every enabled endpoint that takes its type.</p>
        <Table
          caption="Endpoints"
          rows={data.data}
          keyOf={({ id }) => id}
          none="There is no endpoint. Notifications wait in the list."
          columns={[
            { head: 'Address', cell: ({ id, url }) => <a href={desk.at(`${menu}/${id}`)}>{url}</a> },
            { head: 'Channel', cell: ({ channel }) => channel },
            { head: 'State', cell: (endpoint) => <State endpoint={endpoint} /> },
            { head: 'Types', cell: ({ types }) => <Types types={types} /> },
            { head: 'Added', cell: ({ created_at }) => <When at={created_at} /> },
          ]}
        />
        <More cursor={data.next_cursor} query={new URLSearchParams()} />
        {desk.role === 'operator' && (
          <p class="actions">
            <a class="button" href={desk.at(`${menu}/new`)}>
              Add an endpoint
            </a>
          </p>
        )}
      </>
    ),
  });
}

const doneWords: Record<string, string> = {
  added: 'The endpoint is added.',
  enabled: 'The endpoint is enabled. Notifications that waited for it are sent now.',
  all: 'The notifications of this time are sent again.',
  ...Object.fromEntries(
    attemptResults.map((result) => [`test_${result}`, `A test event was sent. Result: ${attemptWords[result]}.`]),
  ),
};

async function show(desk: Desk, id: string, refused: Refused | null = null): Promise<void> {
  const { data: endpoint } = await desk.api.GET('/v1/notification_endpoints/{id}', { params: { path: { id } } });
  showPage(
    desk,
    {
      title: 'Endpoint',
      menu,
      children: (
        <>
          <Done code={desk.ctx.query.done} words={doneWords} />
          <h1>{endpoint.url}</h1>
          <Facts
            facts={{
              Id: endpoint.id,
              Channel: endpoint.channel,
              State: <State endpoint={endpoint} />,
              'Failing since': endpoint.failing_since ? <When at={endpoint.failing_since} /> : undefined,
              Types: <Types types={endpoint.types} />,
              Added: <When at={endpoint.created_at} />,
            }}
          />
          {desk.role === 'operator' && <Actions desk={desk} endpoint={endpoint} refused={refused} />}
        </>
      ),
    },
    refused,
  );
}

type Parts = { desk: Desk; endpoint: Endpoint; refused: Refused | null };

const Actions = ({ desk, endpoint: { id, channel, status }, refused }: Parts) => {
  const to = (path: string) => desk.at(`${menu}/${id}/${path}`);
  return (
    <>
      <h2>Actions</h2>
      <div class="actions">
        {status === 'disabled' && (
          <Post to={to('enable')} token={desk.token}>
            <button type="submit">Enable</button>
          </Post>
        )}
        {channel === 'webhook' && (
          <>
            <Post to={to('test')} token={desk.token}>
              <button type="submit" class="quiet">
                Send a test event
              </button>
            </Post>
            <a class="button quiet" href={to('rotate')}>
              Rotate the secret
            </a>
          </>
        )}
        <a class="button quiet" href={to('delete')}>
          Delete
        </a>
      </div>
      {channel === 'webhook' && <SinceForm desk={desk} to={to('redeliver')} refused={refused} />}
    </>
  );
};

async function redeliver(desk: Desk, id: string): Promise<void> {
  const [from = '', to, status, cursor] = ['from', 'to', 'status', 'cursor'].map((name) => desk.form.get(name) ?? '');
  const { data, refused } = await ask(
    desk.api.POST('/v1/notification_endpoints/{id}/redeliver', {
      params: { path: { id } },
      body: {
        from: inUtc(from),
        ...(to && { to: inUtc(to) }),
        ...(status === 'failed' && { status }),
        ...(cursor && { cursor }),
      },
    }),
    sinceLabels,
  );
  if (refused) return show(desk, id, refused);
  const more = new URLSearchParams({ from, to: to ?? '', status: status ?? '', rest: data.next_cursor ?? '' });
  seeOther(desk, desk.at(`${menu}/${id}?${data.next_cursor ? more : 'done=all'}`));
}

async function test(desk: Desk, id: string): Promise<void> {
  const call = desk.api.POST('/v1/notification_endpoints/{id}/test', { params: { path: { id } }, body: {} });
  const { data, refused } = await ask(call);
  if (refused) return show(desk, id, refused);
  seeOther(desk, desk.at(`${menu}/${id}?done=test_${data.attempt.result}`));
}

async function enable(desk: Desk, id: string): Promise<void> {
  await desk.api.POST('/v1/notification_endpoints/{id}/enable', { params: { path: { id } } });
  seeOther(desk, desk.at(`${menu}/${id}?done=enabled`));
}

export const endpointPages: DeskRoute[] = [
  ['GET', '/endpoints', 'viewer', list],
  ['GET', '/endpoints/new', 'operator', async (desk) => showNew(desk)],
  ['POST', '/endpoints/new', 'operator', addEndpoint],
  ['GET', '/endpoints/:id', 'viewer', (desk, { id = '' }) => show(desk, id)],
  ['POST', '/endpoints/:id/enable', 'operator', (desk, { id = '' }) => enable(desk, id)],
  ['POST', '/endpoints/:id/test', 'operator', (desk, { id = '' }) => test(desk, id)],
  ['POST', '/endpoints/:id/redeliver', 'operator', (desk, { id = '' }) => redeliver(desk, id)],
  ['GET', '/endpoints/:id/rotate', 'operator', (desk, { id = '' }) => confirm(desk, id, 'rotate')],
  ['POST', '/endpoints/:id/rotate', 'operator', (desk, { id = '' }) => rotate(desk, id)],
  ['GET', '/endpoints/:id/delete', 'operator', (desk, { id = '' }) => confirm(desk, id, 'delete')],
  ['POST', '/endpoints/:id/delete', 'operator', (desk, { id = '' }) => remove(desk, id)],
];

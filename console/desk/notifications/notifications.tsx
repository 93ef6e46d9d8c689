// The notifications of a tenant, with each attempt to deliver them.
import { notificationTypes } from '../../../domain/notify/notifications.ts';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { ask, givenIn, ofCase, oneOf, type Refused, seeOther, showPage } from '../answers.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { Choice, Filters, Line, Post } from '../fields.tsx';
import { Done, Facts, More, StateBadge, type StateWords, Table, When } from '../kit.tsx';
import { attemptWords } from './attempt-words.ts';

type Notification = Schemas['Notification'];
type Delivery = Notification['deliveries'][number];

const states: Record<Delivery['status'], StateWords> = {
  waiting: { words: 'waiting', tone: 'warn' },
  delivered: { words: 'delivered', tone: 'good' },
  skipped: { words: 'skipped', tone: 'plain' },
  failed: { words: 'failed', tone: 'bad' },
};
const statuses = Object.keys(states) as Delivery['status'][];

const State = ({ status }: Pick<Delivery, 'status'>) => <StateBadge {...states[status]} />;

const caseOf = ({ data }: Notification): string => ('transfer_id' in data ? data.transfer_id : data.onboarding_id);

async function list(desk: Desk): Promise<void> {
  const { case: about, ...given } = givenIn(desk, ['type', 'status', 'case', 'cursor']);
  const type = oneOf(notificationTypes, given.type);
  const status = oneOf(statuses, given.status);
  const query = { ...ofCase(about), ...(type && { type }), ...(status && { status }) };
  const { cursor } = given;
  const { data } = await desk.api.GET('/v1/notifications', {
    params: { query: { ...query, ...(cursor && { cursor }) } },
  });
  showPage(desk, {
    title: 'Notifications',
    menu: '/notifications',
    children: (
      <>
        <h1>Notifications</h1>
        <Filters>
          <Choice
            id="status"
            label="Delivery"
            any="All"
            value={status}
            options={statuses.map((one) => [one, states[one].words])}
          />
          <Choice id="type" label="Type" any="All" value={type} options={notificationTypes.map((one) => [one, one])} />
          <Line id="case" label="Case" value={about} />
        </Filters>
        <Table
          caption="Notifications, newest first"
          rows={data.data}
          keyOf={({ id }) => id}
          none="There is no such notification."
          columns={[
            { head: 'When', cell: ({ timestamp }) => <When at={timestamp} /> },
            { head: 'Type', cell: ({ id, type: name }) => <a href={desk.at(`/notifications/${id}`)}>{name}</a> },
            {
              head: 'Case',
              cell: (one) => <a href={desk.at(`/cases/${caseOf(one)}`)}>{caseOf(one)}</a>,
            },
            { head: 'Deliveries', cell: ({ deliveries }) => <Deliveries deliveries={deliveries} /> },
          ]}
        />
        <More
          cursor={data.next_cursor}
          query={
            new URLSearchParams({ ...(about && { case: about }), ...(type && { type }), ...(status && { status }) })
          }
        />
      </>
    ),
  });
}

/** How many deliveries are in which state. */
const Deliveries = ({ deliveries }: Pick<Notification, 'deliveries'>) => (
  <span class={deliveries.length === 0 ? 'dim' : undefined}>
    {deliveries.length === 0 && 'to no endpoint'}
    {statuses
      .map((status) => ({ status, count: deliveries.filter((one) => one.status === status).length }))
      .filter(({ count }) => count > 0)
      .map(({ status, count }) => (
        <span key={status}>
          {count} <State status={status} />{' '}
        </span>
      ))}
  </span>
);

async function show(desk: Desk, id: string, refused: Refused | null = null): Promise<void> {
  const { data: notification } = await desk.api.GET('/v1/notifications/{id}', { params: { path: { id } } });
  const { cursor } = givenIn(desk, ['cursor']);
  const { data: attempts } = await desk.api.GET('/v1/notifications/{id}/attempts', {
    params: { path: { id }, query: cursor ? { cursor } : {} },
  });
  const { stage, outcome, reason, action, until } = notification.data;
  showPage(
    desk,
    {
      title: 'Notification',
      menu: '/notifications',
      children: (
        <>
          <Done code={desk.ctx.query.done} words={{ queued: 'The notification is sent again now, under its id.' }} />
          <h1>{notification.type}</h1>
          <Facts
            facts={{
              Id: notification.id,
              Case: <a href={desk.at(`/cases/${caseOf(notification)}`)}>{caseOf(notification)}</a>,
              When: <When at={notification.timestamp} />,
              Stage: stage,
              Outcome: outcome,
              Reason: reason,
              'Asks the applicant to': action,
              Until: <When at={until} />,
            }}
          />
          <h2>Deliveries</h2>
          <DeliveryTable desk={desk} notification={notification} />
          {desk.role === 'operator' && (
            <Post to={desk.at(`/notifications/${id}/redeliver`)} token={desk.token}>
              <p class="actions">
                <button type="submit" class="quiet">
                  Send again to all endpoints that take its type
                </button>
              </p>
            </Post>
          )}
          <h2>Attempts</h2>
          <Attempts desk={desk} attempts={attempts.data} />
          <More cursor={attempts.next_cursor} query={new URLSearchParams()} />
        </>
      ),
    },
    refused,
  );
}

const DeliveryTable = ({ desk, notification: { id, deliveries } }: { desk: Desk; notification: Notification }) => (
  <Table
    caption="Deliveries, one for each endpoint"
    rows={deliveries}
    keyOf={({ endpoint_id }) => endpoint_id}
    none="No endpoint takes this type."
    columns={[
      { head: 'Endpoint', cell: (one) => <a href={desk.at(`/endpoints/${one.endpoint_id}`)}>{one.endpoint_id}</a> },
      { head: 'State', cell: ({ status }) => <State status={status} /> },
      { head: 'Attempts', number: true, cell: ({ attempts }) => attempts },
      { head: 'Last result', cell: ({ result, status_code: code }) => result && resultOf(result, code) },
      { head: 'Next attempt', cell: (one) => <When at={one.next_attempt_at} /> },
      ...(desk.role === 'operator'
        ? [
            {
              head: 'Action',
              cell: (one: Delivery) => (
                <Post to={desk.at(`/notifications/${id}/redeliver`)} token={desk.token}>
                  <input type="hidden" name="endpoint_id" value={one.endpoint_id} />
                  <button type="submit" class="quiet small" aria-label={`Send again to ${one.endpoint_id}`}>
                    Send again
                  </button>
                </Post>
              ),
            },
          ]
        : []),
    ]}
  />
);

type Attempt = {
  endpoint_id: string;
  attempt: number;
  attempted_at: string;
  result: keyof typeof attemptWords;
  status_code: number | null;
  milliseconds: number | null;
};

const Attempts = ({ desk, attempts }: { desk: Desk; attempts: Attempt[] }) => (
  <Table
    caption="Attempts that have ended, oldest first"
    rows={attempts}
    keyOf={({ endpoint_id, attempted_at }) => `${endpoint_id} ${attempted_at}`}
    none="No attempt has ended."
    columns={[
      { head: 'When', cell: ({ attempted_at }) => <When at={attempted_at} /> },
      { head: 'Endpoint', cell: (one) => <a href={desk.at(`/endpoints/${one.endpoint_id}`)}>{one.endpoint_id}</a> },
      { head: 'Attempt', number: true, cell: ({ attempt }) => attempt },
      { head: 'Result', cell: ({ result, status_code: code }) => resultOf(result, code) },
      { head: 'Took', number: true, cell: ({ milliseconds: ms }) => (ms === null ? '—' : `${ms} ms`) },
    ]}
  />
);

const resultOf = (result: keyof typeof attemptWords, code: number | null) =>
  code === null ? attemptWords[result] : `${attemptWords[result]} (status ${code})`;

async function redeliver(desk: Desk, id: string): Promise<void> {
  const endpoint = desk.form.get('endpoint_id');
  const { refused } = await ask(
    desk.api.POST('/v1/notifications/{id}/redeliver', {
      params: { path: { id } },
      body: endpoint ? { endpoint_id: endpoint } : {},
    }),
  );
  if (refused) return show(desk, id, refused);
  seeOther(desk, desk.at(`/notifications/${id}?done=queued`));
}

export const notificationPages: DeskRoute[] = [
  ['GET', '/notifications', 'viewer', list],
  ['GET', '/notifications/:id', 'viewer', (desk, { id = '' }) => show(desk, id)],
  ['POST', '/notifications/:id/redeliver', 'operator', (desk, { id = '' }) => redeliver(desk, id)],
];

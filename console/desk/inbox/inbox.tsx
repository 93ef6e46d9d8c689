// The webhooks of Plaid that passed the door, for operators across tenants. The API shows no body.
import type { Schemas } from '../../../packages/client/src/index.ts';
import { ask, givenIn, ofCase, oneOf, type Refused, seeOther, showPage } from '../answers.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { Choice, Filters, Line, Post } from '../fields.tsx';
import { Done, Facts, More, StateBadge, type StateWords, Table, When } from '../kit.tsx';

type Webhook = Schemas['Webhook'];

const menu = '/inbox';

const states: Record<Webhook['status'], StateWords> = {
  waiting: { words: 'waiting for the relay', tone: 'warn' },
  parked: { words: 'parked: no case has its id yet', tone: 'warn' },
  failed: { words: 'failed', tone: 'bad' },
  done: { words: 'done', tone: 'good' },
};
const statuses = Object.keys(states) as Webhook['status'][];

const State = ({ status }: Pick<Webhook, 'status'>) => <StateBadge {...states[status]} />;

/** The webhook does not say whose case it is, so the link leads there by a search. */
const CaseLink = ({ id }: { id: string | null }) =>
  id ? <a href={`/console/search/${id}`}>{id}</a> : <span class="dim">—</span>;

async function list(desk: Desk): Promise<void> {
  const { cursor, case: about, type, ...given } = givenIn(desk, ['status', 'type', 'case', 'cursor']);
  const status = oneOf(statuses, given.status);
  const query = { ...(status && { status }), ...(type && { type }), ...ofCase(about), ...(cursor && { cursor }) };
  const { data, refused } = await ask(desk.api.GET('/v1/webhooks', { params: { query } }), { type: 'Kind' });
  const shown = { ...(status && { status }), ...(type && { type }), ...(about && { case: about }) };
  showPage(
    desk,
    {
      title: 'Inbox',
      menu,
      children: (
        <>
          <h1>Inbox</h1>
          <p>
            The webhooks of Plaid, of all tenants. Each is a hint: the case that it wakes reads the truth from Plaid.
          </p>
          <Filters>
            <Choice
              id="status"
              label="State"
              any="All"
              value={status}
              options={statuses.map((one) => [one, states[one].words])}
            />
            <Line id="type" label="Kind, such as TRANSFER" value={type} />
            <Line id="case" label="Case" value={about} />
          </Filters>
          <Table
            caption="Webhooks, newest first"
            rows={data?.data ?? []}
            keyOf={({ id }) => id}
            none="There is no such webhook."
            columns={[
              { head: 'Received', cell: ({ received_at }) => <When at={received_at} /> },
              {
                head: 'Kind',
                cell: ({ id, type: kind, code }) => (
                  <a href={`/console/inbox/${id}`}>
                    {kind} {code}
                  </a>
                ),
              },
              { head: 'State', cell: (webhook) => <State status={webhook.status} /> },
              { head: 'Result', cell: ({ result }) => result },
              { head: 'Tries', number: true, cell: ({ attempts }) => attempts },
              { head: 'Case', cell: ({ onboarding_id: id }) => <CaseLink id={id} /> },
            ]}
          />
          <More cursor={data?.next_cursor ?? null} query={new URLSearchParams(shown)} />
        </>
      ),
    },
    refused,
  );
}

async function show(desk: Desk, id: string, refused: Refused | null = null): Promise<void> {
  const { data: webhook } = await desk.api.GET('/v1/webhooks/{id}', { params: { path: { id } } });
  showPage(
    desk,
    {
      title: 'Webhook',
      menu,
      children: (
        <>
          <Done code={desk.ctx.query.done} words={{ redriven: 'The relay delivers the webhook again.' }} />
          <h1>
            {webhook.type} {webhook.code}
          </h1>
          <Facts
            facts={{
              Id: webhook.id,
              State: <State status={webhook.status} />,
              Result: webhook.result,
              Tries: webhook.attempts,
              Case: <CaseLink id={webhook.onboarding_id} />,
              "Plaid's id": webhook.plaid_id && `${webhook.plaid_id.kind}: ${webhook.plaid_id.id}`,
              'Signed by Plaid': <When at={webhook.signed_at} />,
              Received: <When at={webhook.received_at} />,
              'Next try': <When at={webhook.next_attempt_at} />,
              Done: <When at={webhook.done_at} />,
              Late: webhook.stale ? 'Plaid signed it long before it came' : undefined,
            }}
          />
          <p class="dim">The body may hold personal data and tokens. It stays sealed, and nobody can read it here.</p>
          {webhook.status !== 'waiting' && (
            <Post to={`/console/inbox/${id}/redrive`} token={desk.token}>
              <p>Its case looks at Plaid again. That does no harm, even if the webhook was used before.</p>
              <p class="actions">
                <button type="submit">Deliver it again</button>
              </p>
            </Post>
          )}
        </>
      ),
    },
    refused,
  );
}

async function redrive(desk: Desk, id: string): Promise<void> {
  const { refused } = await ask(desk.api.POST('/v1/webhooks/{id}/redrive', { params: { path: { id } } }));
  if (refused) return show(desk, id, refused);
  seeOther(desk, `/console/inbox/${id}?done=redriven`);
}

export const inboxPages: DeskRoute[] = [
  ['GET', '/inbox', 'operator', list],
  ['GET', '/inbox/:id', 'operator', (desk, { id = '' }) => show(desk, id)],
  ['POST', '/inbox/:id/redrive', 'operator', (desk, { id = '' }) => redrive(desk, id)],
];

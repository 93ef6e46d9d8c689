// The audit of a tenant: who did or read what, from where, and how it ended.
import type { Schemas } from '../../../packages/client/src/index.ts';
import { ask, errorAt, givenIn, inUtc, showPage } from '../answers.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { Filters, Line } from '../fields.tsx';
import { More, Table, When } from '../kit.tsx';

type Row = Schemas['AuditRow'];

const names = ['object', 'action', 'key', 'from', 'to'] as const;
const labels = { object: 'About', action: 'Action', key: 'Key or person', from: 'From', to: 'Until' };

async function list(desk: Desk): Promise<void> {
  const given = givenIn(desk, names);
  const { cursor } = givenIn(desk, ['cursor']);
  const { from, to, ...rest } = given;
  const { data, refused } = await ask(
    desk.api.GET('/v1/audit', {
      params: {
        query: {
          ...rest,
          ...(from && { from: inUtc(from) }),
          ...(to && { to: inUtc(to) }),
          ...(cursor && { cursor }),
        },
      },
    }),
    labels,
  );
  const field = (id: (typeof names)[number], label: string) => ({
    ...{ id, label, value: given[id], error: errorAt(refused, id) },
  });
  showPage(
    desk,
    {
      title: 'Audit',
      menu: '/audit',
      children: (
        <>
          <h1>Audit</h1>
          <p>Who did or read what, from where, and how it ended. This look is audited too.</p>
          <Filters>
            <Line {...field('object', 'About (an id)')} />
            <Line {...field('action', 'Action')} />
            <Line {...field('key', 'Key or person (an id)')} />
            <Line {...field('from', 'From (UTC)')} type="datetime-local" />
            <Line {...field('to', 'Until (UTC)')} type="datetime-local" />
          </Filters>
          <Table
            caption="Audit, newest first"
            rows={data?.data ?? []}
            keyOf={({ id }) => id}
            none="Nothing is on record for this."
            columns={[
              { head: 'When', cell: ({ at }) => <When at={at} /> },
              { head: 'Who', cell: (row) => <Who desk={desk} row={row} /> },
              { head: 'From', cell: ({ source }) => <span class="number">{source ?? '—'}</span> },
              { head: 'Action', cell: ({ action }) => action },
              { head: 'About', cell: ({ object }) => object && <About object={object} /> },
              { head: 'Ended', cell: ({ outcome }) => <span class="number">{outcome}</span> },
            ]}
          />
          <More cursor={data?.next_cursor ?? null} query={new URLSearchParams(given)} />
          {data?.newest && (
            <p class="dim">
              Newest seal: number {data.newest.number}, <code>{data.newest.hash}</code>. Keep it, to notice a change of
              older rows.
            </p>
          )}
        </>
      ),
    },
    refused,
  );
}

/** The API knows people who use the console, and keys, by their ids. */
const Who = ({ desk, row: { actor, key, who } }: { desk: Desk; row: Row }) => (
  <>
    {actor}
    {key && (
      <>
        {' '}
        <a href={`?${new URLSearchParams({ key })}`}>{key === desk.operator.id ? `${key} (you)` : key}</a>
      </>
    )}
    {who && `, ${who}`}
  </>
);

const About = ({ object }: { object: string }) => <a href={`?${new URLSearchParams({ object })}`}>{object}</a>;

export const auditPages: DeskRoute[] = [['GET', '/audit', 'operator', list]];

// The calls of a tenant that Plaid bills, and how many it may make in a month.
import { limitedCalls } from '../../../domain/paid-calls.ts';
import { ask, errorAt, givenIn, oneOf, type Refused, refuse, seeOther, showPage } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Choice, Filters, Line, Post } from '../fields.tsx';
import { Done, inWords, Table } from '../kit.tsx';

const pageOf = (tenant: string): string => `/console/keys/${tenant}/usage`;

export async function showUsage(desk: Desk, tenant: string, refused: Refused | null = null): Promise<void> {
  const { month } = givenIn(desk, ['month']);
  const path = { id: tenant };
  const asked = await ask(desk.api.GET('/v1/tenants/{id}/usage', { params: { path, query: month ? { month } : {} } }), {
    month: 'Month',
  });
  const wrong = refused ?? asked.refused;
  const value = (name: string) => desk.form.get(name) ?? undefined;
  showPage(
    desk,
    {
      title: `Usage of ${tenant}`,
      menu: '/keys',
      children: (
        <>
          <Done code={desk.ctx.query.done} words={{ quota: 'The quota is changed. It counts within a minute.' }} />
          <h1>Calls of {tenant} that Plaid bills</h1>
          <p>
            <a href={`/console/keys/${tenant}`}>Keys of {tenant}</a>
          </p>
          <Filters>
            <Line
              id="month"
              label="Month, such as 2026-11"
              value={month ?? asked.data?.month}
              error={errorAt(wrong, 'month')}
            />
          </Filters>
          <Table
            caption={`Calls of ${tenant} in ${asked.data?.month}`}
            rows={asked.data?.data ?? []}
            keyOf={({ call }) => call}
            none="Choose a month."
            columns={[
              { head: 'Call', cell: ({ call }) => inWords(call) },
              { head: 'Count', number: true, cell: ({ count }) => count },
              { head: 'Quota of a month', number: true, cell: ({ quota }) => quota ?? 'none' },
            ]}
          />
          <h2>Change a quota</h2>
          <p>
            When a quota is used up, a case that needs the call tries again every hour, and gives up in time by its
            policy.
          </p>
          <Post to={pageOf(tenant)} token={desk.token}>
            <Choice
              id="call"
              label="Call"
              value={value('call')}
              options={limitedCalls.map((one) => [one, inWords(one)])}
            />
            <Line
              id="monthly"
              label="Calls in a month"
              hint="Empty: any number."
              value={value('monthly')}
              error={errorAt(wrong, 'monthly')}
            />
            <p class="actions">
              <button type="submit">Change</button>
            </p>
          </Post>
        </>
      ),
    },
    wrong,
  );
}

export async function changeQuota(desk: Desk, tenant: string): Promise<void> {
  const call = oneOf(limitedCalls, desk.form.get('call') ?? undefined);
  const text = (desk.form.get('monthly') ?? '').trim();
  if (!call) return showUsage(desk, tenant, refuse('call', 'Choose a call.'));
  if (!/^\d*$/.test(text)) return showUsage(desk, tenant, refuse('monthly', 'Calls in a month is a whole number.'));
  const { refused } = await ask(
    desk.api.POST('/v1/tenants/{id}/quotas', {
      params: { path: { id: tenant } },
      body: { call, monthly: text === '' ? null : Number(text) },
    }),
    { monthly: 'Calls in a month' },
  );
  if (refused) return showUsage(desk, tenant, refused);
  seeOther(desk, `${pageOf(tenant)}?done=quota`);
}

// The onboardings of a tenant, newest first.
import { outcomes } from '../../../domain/case/onboarding.ts';
import { stages, waitRows } from '../../../domain/case/stages.ts';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { givenIn, oneOf, showPage } from '../answers.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { Choice, Filters } from '../fields.tsx';
import { inWords, Money, More, Table, When } from '../kit.tsx';
import { statusWords } from '../money/words.ts';
import { goToCase, SearchBox, Standing, search, showSearch } from './search.tsx';

type Onboarding = Schemas['Onboarding'];

async function list(desk: Desk): Promise<void> {
  const given = givenIn(desk, ['stage', 'outcome', 'cursor']);
  const stage = oneOf(stages, given.stage);
  const outcome = oneOf(outcomes, given.outcome);
  const query = { ...(stage && { stage }), ...(outcome && { outcome }) };
  const page = { ...query, ...(given.cursor && { cursor: given.cursor }) };
  const { data } = await desk.api.GET('/v1/onboardings', { params: { query: page } });
  showPage(desk, {
    title: 'Cases',
    menu: '/cases',
    children: (
      <>
        <h1>Cases</h1>
        <SearchBox desk={desk} />
        <h2>All cases</h2>
        <Filters>
          <Choice id="stage" label="Stage" any="All" value={stage} options={stages.map((one) => [one, inWords(one)])} />
          <Choice
            id="outcome"
            label="Outcome"
            any="All"
            value={outcome}
            options={outcomes.map((one) => [one, inWords(one)])}
          />
        </Filters>
        <Table
          caption="Onboardings, newest first"
          rows={data.data}
          keyOf={({ id }) => id}
          none="There is no such case."
          columns={[
            { head: 'Case', cell: ({ id }) => <a href={desk.at(`/cases/${id}`)}>{id}</a> },
            { head: 'Stage', cell: (one) => <Standing {...one} /> },
            { head: 'Reason', cell: ({ reason }) => reason ?? '—' },
            { head: 'Waits for', cell: ({ waiting }) => <Wait waiting={waiting} /> },
            { head: 'Amount', number: true, cell: ({ funding }) => <Amount funding={funding} /> },
            { head: 'Created', cell: ({ created_at }) => <When at={created_at} /> },
          ]}
        />
        <More cursor={data.next_cursor} query={new URLSearchParams(query)} />
        <p class="dim">
          Further transfers on a linked account, which Today counts too, are among the{' '}
          <a href={desk.at(`/money/transfers${stage && stage in statusWords ? `?status=${stage}` : ''}`)}>transfers</a>.
        </p>
      </>
    ),
  });
}

const Wait = ({ waiting }: Pick<Onboarding, 'waiting'>) =>
  waiting === null ? (
    <span class="dim">—</span>
  ) : (
    <>
      {waitRows[waiting.for].words}
      {waiting.until && (
        <>
          , until <When at={waiting.until} />
        </>
      )}
    </>
  );

const Amount = ({ funding }: Pick<Onboarding, 'funding'>) =>
  funding === null ? (
    <span class="dim">none</span>
  ) : (
    <>
      <Money amount={funding.amount} currency={funding.currency} /> {'direction' in funding && funding.direction}
    </>
  );

export const caseListPages: DeskRoute[] = [
  ['GET', '/cases', 'viewer', list],
  ['GET', '/search', 'viewer', async (desk) => showSearch(desk)],
  ['POST', '/search', 'viewer', search],
];

export const searchPages: DeskRoute[] = [
  ['GET', '/search', 'operator', async (desk) => showSearch(desk)],
  ['POST', '/search', 'operator', search],
  ['GET', '/search/:id', 'operator', (desk, { id = '' }) => goToCase(desk, id)],
];

// Finds cases by an id or by the last digits of an account. What a person has typed may be personal, so it comes in the
// body of a form, and no address holds it.
import type { paths } from '../../../packages/client/src/index.ts';
import { Refusal } from '../../refusal.ts';
import { ask, errorAt, type Refused, refuse, seeOther, showPage } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Line, Post } from '../fields.tsx';
import { Badge, inWords, Table, type Tone, When } from '../kit.tsx';

type Answer = paths['/v1/search']['get']['responses'][200]['content']['application/json'];
/** `tenant`: in a search of all tenants. */
type Found = Answer['data'][number] & { tenant?: string };

const title = 'Search';

const outcomeTones: Record<NonNullable<Found['outcome']>, Tone> = {
  ...{ funded: 'good', verified: 'good', abandoned: 'plain', cancelled: 'plain' },
  ...{ unverified: 'warn', rejected: 'bad', declined: 'bad', failed: 'bad', returned: 'bad' },
};

export const Standing = ({ stage, outcome }: Pick<Found, 'stage' | 'outcome'>) => (
  <>
    {inWords(stage)} {outcome && <Badge tone={outcomeTones[outcome]}>{outcome}</Badge>}
  </>
);

type BoxProps = { desk: Desk; typed?: string; refused?: Refused | null };

export const SearchBox = ({ desk, typed = '', refused = null }: BoxProps) => (
  <search>
    <Post to={desk.at('/search')} token={desk.token}>
      <Line
        id="q"
        label="Find a case"
        hint="An id, whole: of the case, the user, a transfer, an Item, a payment. Or the last digits of an account."
        value={typed}
        error={errorAt(refused, 'q')}
      />
      <p class="actions">
        <button type="submit">Search</button>
      </p>
    </Post>
  </search>
);

export const showSearch = (desk: Desk, refused: Refused | null = null, typed = ''): void =>
  showPage(
    desk,
    {
      title,
      menu: desk.tenant === null ? '/search' : '/cases',
      children: (
        <>
          <h1>{title}</h1>
          <SearchBox desk={desk} typed={typed} refused={refused} />
        </>
      ),
    },
    refused,
  );

async function findBy(desk: Desk, q: string) {
  const params = { query: { q } };
  const labels = { q: 'What you look for' };
  return desk.tenant === null
    ? ask<Omit<Answer, 'data'> & { data: Found[] }>(desk.api.GET('/v1/cases', { params }), labels)
    : ask<Omit<Answer, 'data'> & { data: Found[] }>(desk.api.GET('/v1/search', { params }), labels);
}

const addressOf = ({ id, tenant }: Found, desk: Desk): string => `/console/t/${tenant ?? desk.tenant}/cases/${id}`;

/** A mask leads to many accounts, so one hit by a mask is not sure to be the one. */
const isSure = ({ found_by }: Found): boolean => found_by.some((by) => by !== 'mask');

/** Leads to the one case that the text names, or shows all that it may mean. */
export async function search(desk: Desk): Promise<void> {
  const typed = (desk.form.get('q') ?? '').trim();
  if (typed === '') return showSearch(desk, refuse('q', 'Enter what you look for.'));
  const { data, refused } = await findBy(desk, typed);
  if (refused) return showSearch(desk, refused, typed);
  const [first] = data.data;
  if (first && data.data.length === 1 && isSure(first)) return seeOther(desk, addressOf(first, desk));
  showPage(desk, {
    title,
    menu: desk.tenant === null ? '/search' : '/cases',
    children: (
      <>
        <h1>{title}</h1>
        <SearchBox desk={desk} typed={typed} />
        <h2>
          {data.more ? `More than ${data.data.length}` : data.data.length} {data.data.length === 1 ? 'case' : 'cases'}
        </h2>
        <Table
          caption="Cases that were found, newest first"
          rows={data.data}
          keyOf={({ id }) => id}
          none="Nothing has this id. Ids have to be whole."
          columns={[
            { head: 'Case', cell: (found) => <a href={addressOf(found, desk)}>{found.id}</a> },
            ...(desk.tenant === null ? [{ head: 'Tenant', cell: ({ tenant }: Found) => tenant }] : []),
            { head: 'Found by', cell: ({ found_by }) => found_by.map(inWords).join(', ') },
            { head: 'Stage', cell: (found) => <Standing {...found} /> },
            { head: 'Created', cell: ({ created_at }) => <When at={created_at} /> },
          ]}
        />
        {data.more && <p class="dim">The oldest are not shown. Search by an id that is rarer.</p>}
      </>
    ),
  });
}

/** Leads from the id of a case to the case, for pages that do not know its tenant. */
export async function goToCase(desk: Desk, id: string): Promise<void> {
  const { data } = /^(onb|trf)_\w+$/.test(id) ? await findBy(desk, id) : { data: null };
  const [found] = data?.data ?? [];
  if (!found) throw new Refusal(404, 'There is no such case', 'It may have been deleted. Search by another id.');
  seeOther(desk, addressOf(found, desk));
}

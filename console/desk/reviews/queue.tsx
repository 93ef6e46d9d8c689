// The queue of reviewers: the open questions of a tenant, oldest first. Nothing here is personal.
import type { VNode } from 'preact';
import { isAtLeast } from '../../../domain/operators/roles.ts';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { givenIn, oneOf, type Refused, showPage } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Post } from '../fields.tsx';
import { Age, Badge, Done, Money, More, Table } from '../kit.tsx';
import { networkWords } from '../money/words.ts';
import { reviewerOf } from './reviewer.ts';
import { timeLeft, whyOf } from './why.ts';

type OpenReview = Schemas['OpenReview'];

const filters = { all: 'All', free: 'Free', mine: 'Mine' } as const;
type Filter = keyof typeof filters;

export const queueDone: Record<string, string> = {
  given_back: 'You have given the case back. It is free for every reviewer.',
  handed_over: 'You have handed the case over.',
  approved: 'Gangway has recorded your approval.',
  rejected: 'Gangway has recorded your rejection, and the case ends.',
};

/** A filter leaves out rows of a page, so that the next page may still hold some. */
export async function showQueue(desk: Desk, refused: Refused | null = null): Promise<void> {
  const { show: chosen, cursor, done } = givenIn(desk, ['show', 'cursor', 'done']);
  const filter = oneOf(Object.keys(filters) as Filter[], chosen) ?? 'all';
  const { data: page } = await desk.api.GET('/v1/reviews', {
    params: { query: { limit: 100, ...(cursor !== undefined && { cursor }) } },
  });
  const isOwn = ({ assigned_to: to }: OpenReview) => to !== null && to.reviewer === reviewerOf(desk, [to.reviewer]);
  const matches: Record<Filter, (review: OpenReview) => boolean> = {
    all: () => true,
    free: ({ assigned_to }) => assigned_to === null,
    mine: isOwn,
  };
  const rows = page.data.filter(matches[filter]);
  const query = new URLSearchParams({ show: filter });
  showPage(
    desk,
    {
      title: 'Reviews',
      menu: '/reviews',
      children: (
        <>
          <h1>Reviews</h1>
          <Done code={done} words={queueDone} />
          <p class="dim">
            The oldest question stands first. You decide as <b>{reviewerOf(desk)}</b>. A case that you take is yours for
            half an hour.
          </p>
          <nav aria-label="Filter" class="filters">
            <ul>
              {Object.entries(filters).map(([name, words]) => (
                <li key={name}>
                  <a href={`?show=${name}`} aria-current={name === filter ? 'page' : undefined}>
                    {words}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <Queue desk={desk} rows={rows} isOwn={isOwn} none={noneOf(filter, page.next_cursor !== null)} />
          <More cursor={page.next_cursor} query={query} />
          <p class="dim">
            Keys, while the focus is in the list: <kbd>j</kbd> goes down, <kbd>k</kbd> goes up, <kbd>Enter</kbd> opens.
          </p>
        </>
      ),
    },
    refused,
  );
}

const noneOf = (filter: Filter, more: boolean): string => {
  if (more) return 'None of these. Older ones stand on the next page.';
  if (filter === 'mine') return 'You hold no case.';
  return filter === 'free' ? 'No case is free.' : 'No case waits for a reviewer.';
};

type QueueProps = { desk: Desk; rows: OpenReview[]; isOwn: (review: OpenReview) => boolean; none: string };

function Queue({ desk, rows, isOwn, none }: QueueProps): VNode {
  const mayDecide = isAtLeast(desk.role, 'reviewer');
  return (
    <Table
      caption="Open questions to reviewers, oldest first"
      rows={rows}
      none={none}
      keyOf={({ case_id }) => case_id}
      columns={[
        {
          head: 'Case',
          cell: ({ case_id }) => (
            <a href={desk.at(mayDecide ? `/reviews/${case_id}` : `/cases/${case_id}`)} class="number" data-row>
              {shortId(case_id)}
            </a>
          ),
        },
        { head: 'Asked', cell: ({ since }) => <Age since={since} /> },
        { head: 'Time left', cell: (review) => <Left review={review} /> },
        { head: 'Why', cell: whyOf },
        { head: 'Moves', cell: (review) => <Moves review={review} /> },
        { head: 'Approvals', cell: Approvals },
        { head: 'Held by', cell: (review) => <Holder {...{ desk, review, mayDecide }} own={isOwn(review)} /> },
      ]}
    />
  );
}

/** Enough of the id to tell two cases apart. */
const shortId = (id: string): string => `${id.slice(0, 12)}…`;

const day = 86_400;

const Left = ({ review: { seconds_left: left } }: { review: OpenReview }): VNode =>
  left !== null && left < day ? (
    <Badge tone={left < day / 4 ? 'bad' : 'warn'}>{timeLeft(left)}</Badge>
  ) : (
    <span class="number">{timeLeft(left)}</span>
  );

export const Moves = ({ review: { amount, currency, direction, network, rail } }: { review: OpenReview }): VNode =>
  amount === null ? (
    <span class="dim">no money</span>
  ) : (
    <span>
      <Money amount={amount} currency={currency ?? 'USD'} /> {direction ?? rail}{' '}
      {network && `by ${networkWords[network]}`}
    </span>
  );

const Approvals = ({ approvals, approvals_needed: needed }: OpenReview): string =>
  `${approvals.length} of ${approvals.length + needed}`;

type HolderProps = { desk: Desk; review: OpenReview; mayDecide: boolean; own: boolean };

function Holder({ desk, review, mayDecide, own }: HolderProps): VNode {
  const { assigned_to: to, case_id: id } = review;
  if (to) return own ? <Badge tone="good">you</Badge> : <span>{to.reviewer}</span>;
  if (!mayDecide) return <span class="dim">free</span>;
  return (
    <Post to={desk.at(`/reviews/${id}/take`)} token={desk.token}>
      <button type="submit" class="quiet small" aria-label={`Take the case ${shortId(id)}`}>
        Take
      </button>
    </Post>
  );
}

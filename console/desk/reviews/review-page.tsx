// The page on which a reviewer decides. Personal data stand on it only while they hold the case.
import type { VNode } from 'preact';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { type Refused, showPage } from '../answers.ts';
import { Earlier } from '../case/decisions.tsx';
import { kindOf } from '../case/kind.ts';
import { Flags, fieldWords, readIdentity, Says, Score, SideBySide } from '../case/side-by-side.tsx';
import type { Desk } from '../desk.ts';
import { Post } from '../fields.tsx';
import { Badge, Facts, Table, When } from '../kit.tsx';
import { outcomeWords, stageWords } from '../words.ts';
import { DecisionForm, HoldingForms } from './decision.tsx';
import { Moves } from './queue.tsx';
import { reviewerOf } from './reviewer.ts';
import { afterApproval, timeLeft, whyOf } from './why.ts';

type OpenReview = Schemas['OpenReview'];
type Review = Schemas['Review'];

/** Returns the open question of the case, or null. */
export async function openReviewOf(desk: Desk, id: string): Promise<OpenReview | null> {
  const { data } = await desk.api.GET('/v1/reviews', { params: { query: { case_id: id } } });
  return data.data[0] ?? null;
}

/** The reviewers of a question. */
export const seenIn = ({ approvals, assigned_to: to }: OpenReview): string[] => [
  ...approvals.map(({ reviewer }) => reviewer),
  ...(to ? [to.reviewer] : []),
];

export async function showReview(desk: Desk, id: string, refused: Refused | null = null): Promise<void> {
  const review = await openReviewOf(desk, id);
  const page = { title: 'Review of a case', menu: '/reviews' };
  const kept = refused && <KeptNote note={desk.form.get('note')} />;
  if (!review) {
    const children = (
      <>
        <NotOpen desk={desk} id={id} />
        {kept}
      </>
    );
    return showPage(desk, { ...page, children }, refused);
  }
  const me = reviewerOf(desk, seenIn(review));
  const own = review.assigned_to?.reviewer === me;
  const path = { params: { path: { id } } };
  const { data: related } = await desk.api.GET(`/v1/${kindOf(id)}/{id}/related`, path);
  const identity = own ? await readIdentity(desk, id) : null;
  const reviews = own ? (await desk.api.GET(`/v1/${kindOf(id)}/{id}/reviews`, path)).data.data : [];
  const children = (
    <>
      <h1>Review of a case</h1>
      <Question desk={desk} review={review} />
      {(identity === null || typeof identity === 'string') && <Scores review={review} />}
      <PolicyOf review={review} />
      {identity === null && kept}
      {identity === null ? (
        <Untaken desk={desk} review={review} />
      ) : (
        <>
          <h2>Applicant and owners</h2>
          <SideBySide identity={identity} />
          <DecisionForm {...{ desk, review, me, refused }} />
        </>
      )}
      <Related desk={desk} related={related.data} />
      {own && <Earlier reviews={reviews} />}
      {own && <HoldingForms {...{ desk, id, refused }} known={await knownReviewers(desk, reviews)} />}
    </>
  );
  showPage(desk, { ...page, children }, refused);
}

/** The reviewers to whom the person may want to hand over: those of other open questions and of earlier decisions. */
async function knownReviewers(desk: Desk, reviews: Review[]): Promise<string[]> {
  const { data } = await desk.api.GET('/v1/reviews', { params: { query: { limit: 100 } } });
  const all = [...reviews.map(({ reviewer }) => reviewer), ...data.data.flatMap(seenIn)];
  return [...new Set(all)].filter((one) => one !== reviewerOf(desk, [one]));
}

/** The person has typed it in vain, and may need it elsewhere. */
const KeptNote = ({ note }: { note: string | null }): VNode | null =>
  note ? (
    <>
      <h2>Your note, which was not sent</h2>
      <p>{note}</p>
    </>
  ) : null;

const NotOpen = ({ desk, id }: { desk: Desk; id: string }): VNode => (
  <>
    <h1>No question is open</h1>
    <p>
      This case does not wait for a reviewer now. <a href={desk.at(`/cases/${id}`)}>Look at the case</a>, or{' '}
      <a href={desk.at('/reviews')}>go back to the queue</a>.
    </p>
  </>
);

function Question({ desk, review }: { desk: Desk; review: OpenReview }): VNode {
  const { authorization, approvals, approvals_needed: needed } = review;
  const risk = authorization?.risk;
  return (
    <Facts
      facts={{
        Case: <a href={desk.at(`/cases/${review.case_id}`)}>{review.case_id}</a>,
        'Why it is here': whyOf(review),
        Asked: <When at={review.since} />,
        Deadline: (
          <>
            <When at={review.deadline} /> ({timeLeft(review.seconds_left)})
          </>
        ),
        Moves: <Moves review={review} />,
        Approvals: [
          `${approvals.length} of ${approvals.length + needed}`,
          ...approvals.map((one) => one.reviewer),
        ].join(', '),
        'An approval causes': needed > 1 ? 'Another reviewer has to approve too.' : afterApproval(review),
        'A rejection causes': 'The case ends, and no money moves.',
        'Plaid’s risk': risk ? [risk.level, ...risk.warnings].filter(Boolean).join(', ') || 'not known' : undefined,
      }}
    />
  );
}

const Scores = ({ review: { identity } }: { review: OpenReview }): VNode | null =>
  identity && (
    <>
      <h2>Scores</h2>
      <Table
        caption="The scores of the comparison"
        rows={identity.fields}
        none="Nothing was compared."
        keyOf={({ field }) => field}
        columns={[
          { head: 'Field', cell: ({ field }) => fieldWords[field] },
          { head: 'Score', cell: Score },
          { head: 'Verdict', cell: ({ verdict }) => <Says verdict={verdict} /> },
        ]}
      />
      <Flags flags={identity.flags} />
    </>
  );

const PolicyOf = ({ review: { policy } }: { review: OpenReview }): VNode => (
  <details>
    <summary>Policy of the tenant</summary>
    <Facts
      facts={{
        'Two reviewers': policy.four_eyes ? 'yes' : 'no',
        Nicknames: policy.nicknames,
        Businesses: policy.businesses,
        'Same account, same user': policy.duplicates.same_user,
        'Same account, other user': policy.duplicates.other_user,
        'Plaid’s database is unsure': policy.database_caution,
        'Risk not checked': policy.unchecked_risk,
      }}
    />
  </details>
);

const Untaken = ({ desk, review }: { desk: Desk; review: OpenReview }): VNode =>
  review.assigned_to ? (
    <p class="card">
      {review.assigned_to.reviewer} works on this case until <When at={review.assigned_to.until} />. Then it is free.
    </p>
  ) : (
    <div class="card">
      <p>Take the case to see the applicant and the owners, and to decide. Each look is audited.</p>
      <Post to={desk.at(`/reviews/${review.case_id}/take`)} token={desk.token}>
        <button type="submit">Take the case</button>
      </Post>
    </div>
  );

const Related = ({ desk, related }: { desk: Desk; related: Schemas['RelatedCase'][] }): VNode => (
  <>
    <h2>Other cases</h2>
    <Table
      caption="Other cases of the same account or user"
      rows={related}
      none="There is no other case of this account or of this user."
      keyOf={({ id }) => id}
      columns={[
        { head: 'Case', cell: ({ id }) => <a href={desk.at(`/cases/${id}`)}>{id}</a> },
        {
          head: 'Same',
          cell: ({ same_account, same_user }) =>
            [same_account && 'account', same_user && 'user'].filter(Boolean).join(', '),
        },
        {
          head: 'Ended',
          cell: ({ outcome, stage, reason }) => {
            if (outcome === null) return stageWords[stage];
            const [tone, words] = outcomeWords[outcome];
            return (
              <>
                <Badge tone={tone}>{words}</Badge> {reason}
              </>
            );
          },
        },
        {
          head: 'Reviews',
          cell: ({ reviews }) => reviews.map(({ decision, reason }) => `${decision} ${reason ?? ''}`).join('; ') || '—',
        },
        { head: 'Begun', cell: ({ created_at }) => <When at={created_at} /> },
      ]}
    />
  </>
);

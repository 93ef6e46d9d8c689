// The forms of the reviewer who holds a case.
import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { type ReviewDecision, reasonsFor, reviewDecisions, reviewReasonRows } from '../../../domain/case/review.ts';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { errorAt, type Refused } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Field, Post } from '../fields.tsx';

type Props = { desk: Desk; review: Schemas['OpenReview']; me: string; refused: Refused | null };

const groupWords: Record<ReviewDecision, string> = { approve: 'To approve', reject: 'To reject' };

/** `once`: the key of the request, so that a second click decides nothing twice. */
export function DecisionForm({ desk, review, me, refused }: Props): VNode {
  const error = errorAt(refused, 'reason');
  const chosen = desk.form.get('reason');
  const approved = review.approvals.some(({ reviewer }) => reviewer === me);
  return (
    <section class="card">
      <h2>Your decision</h2>
      {approved && <p>You have approved already. Another reviewer has to approve as well; you can still reject.</p>}
      <Post to={desk.at(`/reviews/${review.case_id}/decide`)} token={desk.token}>
        <input type="hidden" name="once" value={randomUUID()} />
        <input type="hidden" name="question" value={review.question} />
        <Field id="reason" label="Reason" error={error}>
          <select id="reason" name="reason" required aria-invalid={error ? true : undefined}>
            <option value="">Choose a reason</option>
            {reviewDecisions.map((decision) => (
              <optgroup key={decision} label={groupWords[decision]}>
                {reasonsFor(decision).map((reason) => (
                  <option key={reason} value={reason} selected={reason === chosen}>
                    {reviewReasonRows[reason].words}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </Field>
        <Field
          id="note"
          label="Note (optional)"
          hint="Gangway seals it, and shows it to reviewers only."
          error={errorAt(refused, 'note')}
        >
          <textarea id="note" name="note" rows={3} maxLength={2000} aria-describedby="note-hint">
            {desk.form.get('note') ?? ''}
          </textarea>
        </Field>
        <p class="actions">
          <button type="submit" name="decision" value="approve">
            Approve
          </button>
          <button type="submit" name="decision" value="reject" class="bad-action">
            Reject
          </button>
        </p>
      </Post>
    </section>
  );
}

type HoldingProps = { desk: Desk; id: string; refused: Refused | null; known: string[] };

export const HoldingForms = ({ desk, id, refused, known }: HoldingProps): VNode => (
  <section>
    <h2>Not yours to decide?</h2>
    <div class="columns">
      <Post to={desk.at(`/reviews/${id}/give_back`)} token={desk.token}>
        <p>Then every reviewer can take it.</p>
        <button type="submit" class="quiet">
          Give the case back
        </button>
      </Post>
      <Post to={desk.at(`/reviews/${id}/hand_over`)} token={desk.token}>
        <Field id="to" label="Hand it over to" hint="As their own queue names them." error={errorAt(refused, 'to')}>
          <input
            {...{ id: 'to', name: 'to', list: 'reviewers', required: true, value: desk.form.get('to') ?? '' }}
            autocomplete="off"
            spellcheck={false}
            aria-describedby="to-hint"
            aria-invalid={errorAt(refused, 'to') ? true : undefined}
          />
        </Field>
        <datalist id="reviewers">
          {known.map((reviewer) => (
            <option key={reviewer} value={reviewer} />
          ))}
        </datalist>
        <p class="actions">
          <button type="submit" class="quiet">
            Hand over
          </button>
        </p>
      </Post>
    </div>
  </section>
);

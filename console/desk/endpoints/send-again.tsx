// The form that sends the notifications of a time again.
import { errorAt, givenIn, type Refused } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Choice, Line, Post } from '../fields.tsx';

export const sinceLabels = { from: 'From', to: 'Until', status: 'Which' };

/** `rest`: the address says that there is more of the last period than one request sends. */
export const SinceForm = ({ desk, to, refused }: { desk: Desk; to: string; refused: Refused | null }) => {
  const value = (name: string) => desk.form.get(name) ?? undefined;
  const rest = givenIn(desk, ['from', 'to', 'status', 'rest']);
  if (rest.rest && rest.from && !refused)
    return (
      <>
        <h2>Send again</h2>
        <p>A part of the notifications is sent again. There are more.</p>
        <Post to={to} token={desk.token}>
          <input type="hidden" name="from" value={rest.from} />
          <input type="hidden" name="to" value={rest.to ?? ''} />
          <input type="hidden" name="status" value={rest.status ?? ''} />
          <input type="hidden" name="cursor" value={rest.rest} />
          <p class="actions">
            <button type="submit">Send the next part</button>
          </p>
        </Post>
      </>
    );
  return (
    <>
      <h2>Send again what a time brought</h2>
      <p>
        The endpoint receives the notifications of its types again, under their ids. Times are in UTC, because they are
        those of the record.
      </p>
      <Post to={to} token={desk.token}>
        <div class="filters">
          <Line
            id="from"
            label="From (UTC)"
            type="datetime-local"
            required
            value={value('from')}
            error={errorAt(refused, 'from')}
          />
          <Line id="to" label="Until (UTC)" type="datetime-local" value={value('to')} error={errorAt(refused, 'to')} />
          <Choice
            id="status"
            label="Which"
            any="All"
            value={value('status')}
            options={[['failed', 'Only those that Gangway gave up']]}
          />
          <p class="actions field">
            <button type="submit" class="quiet">
              Send again
            </button>
          </p>
        </div>
      </Post>
    </>
  );
};

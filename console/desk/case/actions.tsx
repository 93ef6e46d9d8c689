// The actions of operators on a case. Each is one row: when the page offers it, its words, and its request.
import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { stageRows } from '../../../domain/case/stages.ts';
import { isAtLeast } from '../../../domain/operators/roles.ts';
import { errorAt, type Refused } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Line, Post } from '../fields.tsx';
import { reviewerOf } from '../reviews/reviewer.ts';
import { kindOf } from './kind.ts';
import type { TheCase } from './read-case.ts';

type Action = {
  words: string;
  says: string;
  isOffered: (theCase: TheCase) => boolean;
  /** Asks the API. `once`: the key of the form, so that a second click does nothing more. */
  send: (desk: Desk, id: string, once: { 'Idempotency-Key': string }) => Promise<{ data: unknown }>;
  done: string;
  /** It cannot be taken back. */
  grave?: true;
};

const of = (id: string) => ({ params: { path: { id } } });
const asks =
  (type: string) =>
  ({ shown }: TheCase) =>
    shown.next_action?.type === type;
const linkActions = ['open_link', 'repair_link', 'verify_micro_deposits'];

const answer = (desk: Desk) => ({ by: reviewerOf(desk), question: desk.form.get('question') });

export const actions = {
  confirm: {
    words: 'Confirm the transfer',
    says: 'Plaid has authorized it. Then the money moves.',
    isOffered: asks('confirm'),
    send: (desk, id, headers) =>
      desk.api.POST(`/v1/${kindOf(id)}/{id}/confirm`, { ...of(id), headers, body: answer(desk) }),
    done: 'You have confirmed the transfer.',
  },
  refuse: {
    words: 'Refuse the transfer',
    says: 'The case ends as cancelled, and no money moves.',
    isOffered: asks('confirm'),
    send: (desk, id, headers) =>
      desk.api.POST(`/v1/${kindOf(id)}/{id}/refuse`, { ...of(id), headers, body: answer(desk) }),
    done: 'You have refused the transfer.',
    grave: true,
  },
  link_token: {
    words: 'Make a new link for the applicant',
    says: 'The address then stands under “Links for the applicant”. One that is still good stays.',
    isOffered: ({ shown }) => linkActions.includes(shown.next_action?.type ?? ''),
    send: (desk, id, headers) => desk.api.POST(`/v1/${kindOf(id)}/{id}/link_token`, { ...of(id), headers }),
    done: 'A link that the applicant can use now stands below, under “Links for the applicant”.',
  },
  refund: {
    words: 'Refund',
    says: 'Pays the applicant back: the amount, or all that is left if you name none.',
    isOffered: ({ shown: { funding }, outcome }) =>
      outcome === 'funded' && funding !== null && (funding.rail !== 'ach' || funding.direction === 'debit'),
    send: (desk, id, headers) => {
      const amount = desk.form.get('amount')?.trim();
      return desk.api.POST(`/v1/${kindOf(id)}/{id}/refunds`, { ...of(id), headers, body: amount ? { amount } : {} });
    },
    done: 'Gangway has asked Plaid for the refund.',
    grave: true,
  },
  lift_hold: {
    words: 'Lift the hold',
    says: 'The account may be used for transfers again.',
    isOffered: ({ holds }) => holds.length > 0,
    send: (desk, id, headers) =>
      desk.api.POST(`/v1/${kindOf(id)}/{id}/lift_hold`, { ...of(id), headers, body: { reviewer: reviewerOf(desk) } }),
    done: 'The account is on hold no more.',
  },
  cancel: {
    words: 'Cancel the case',
    says: 'Ends it while no money has moved, which includes a transfer that Plaid has not handed to the bank yet.',
    isOffered: ({ stage }) => stageRows[stage].cancel !== 'never',
    send: (desk, id, headers) => desk.api.POST(`/v1/${kindOf(id)}/{id}/cancel`, { ...of(id), headers, body: {} }),
    done: 'The case is cancelled, or is about to be.',
    grave: true,
  },
} as const satisfies Record<string, Action>;
export type ActionName = keyof typeof actions;
export const actionNames = Object.keys(actions) as ActionName[];

/** The updates of operators across tenants. */
export const updates = {
  refresh: ['Read Plaid now', 'Gangway has read from Plaid what the case waits for.'],
  retry_step: ['Retry the step in trouble', 'The case retries its step.'],
  skip_reminder: ['Skip the next reminder', 'The next reminder is not sent.'],
  resend_notification: ['Send the last notification again', 'The last notification goes out again.'],
} as const;
export type CommandName = keyof typeof updates;
export const updateNames = Object.keys(updates) as CommandName[];

export const actionsDone: Record<string, string> = {
  ...Object.fromEntries(actionNames.map((name) => [name, actions[name].done])),
  ...Object.fromEntries(updateNames.map((name) => [name, updates[name][1]])),
  erase: 'Gangway has erased the applicant of this case.',
};

type Props = { desk: Desk; theCase: TheCase; refused: Refused | null };

export function Actions({ desk, theCase, refused }: Props): VNode | null {
  if (!isAtLeast(desk.role, 'operator')) return null;
  const offered = actionNames.filter((name) => actions[name].isOffered(theCase));
  const mayErase = theCase.onboarding !== null && theCase.stage === 'closed';
  return (
    <section>
      <h2>Actions</h2>
      {offered.length === 0 && !mayErase && <p class="dim">Nothing can be done with this case now.</p>}
      <div class="columns">
        {offered.map((name) => (
          <ActionForm key={name} {...{ desk, theCase, refused, name }} />
        ))}
        {mayErase && (
          <div class="card">
            <p>Erases the personal data of the applicant. The next page says what is lost.</p>
            <a class="button quiet" href={desk.at(`/cases/${theCase.id}/erase`)}>
              Erase the applicant…
            </a>
          </div>
        )}
      </div>
      {desk.installation && theCase.stage !== 'closed' && <Updates desk={desk} id={theCase.id} />}
    </section>
  );
}

function ActionForm({ desk, theCase, refused, name }: Props & { name: ActionName }): VNode {
  const { words, says, grave }: Action = actions[name];
  const { next_action: next } = theCase.shown;
  return (
    <div class="card">
      <Post to={desk.at(`/cases/${theCase.id}/${name}`)} token={desk.token}>
        <p>{says}</p>
        <input type="hidden" name="once" value={randomUUID()} />
        {next?.type === 'confirm' && <input type="hidden" name="question" value={next.question ?? ''} />}
        {name === 'refund' && (
          <Line
            id="amount"
            label="Amount (optional)"
            hint="Such as 5.00."
            error={errorAt(refused, 'amount')}
            value={desk.form.get('amount') ?? ''}
          />
        )}
        <p class="actions">
          <button type="submit" class={grave ? 'bad-action' : 'quiet'}>
            {words}
          </button>
        </p>
      </Post>
    </div>
  );
}

const Updates = ({ desk, id }: { desk: Desk; id: string }): VNode => (
  <>
    <h3>For operators of the installation</h3>
    <div class="actions">
      {updateNames.map((name) => (
        <Post key={name} to={desk.at(`/cases/${id}/update/${name}`)} token={desk.token}>
          <button type="submit" class="quiet">
            {updates[name][0]}
          </button>
        </Post>
      ))}
    </div>
  </>
);

// The personal data of a case, and their erasure.
import type { VNode } from 'preact';
import { ask, type Refused, seeOther, showPage } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Post } from '../fields.tsx';
import { Earlier } from './decisions.tsx';
import { kindOf } from './kind.ts';
import { readIdentity, SideBySide } from './side-by-side.tsx';

/** Both reads are audited. */
export async function showPerson(desk: Desk, id: string): Promise<void> {
  const reviews = await desk.api.GET(`/v1/${kindOf(id)}/{id}/reviews`, { params: { path: { id } } });
  const identity = await readIdentity(desk, id);
  showPage(desk, {
    title: 'Personal data of a case',
    menu: '/cases',
    children: (
      <>
        <h1>Personal data</h1>
        <p>
          Gangway has written into the audit that you look at them. Case: <a href={desk.at(`/cases/${id}`)}>{id}</a>
        </p>
        <h2>Applicant and owners</h2>
        <SideBySide identity={identity} />
        <Earlier reviews={reviews.data.data} />
      </>
    ),
  });
}

export function showErase(desk: Desk, id: string, refused: Refused | null = null): void {
  showPage(
    desk,
    {
      title: 'Erase the applicant',
      menu: '/cases',
      children: (
        <>
          <h1>Erase the applicant</h1>
          <Lost />
          <Post to={desk.at(`/cases/${id}/erase`)} token={desk.token}>
            <p class="actions">
              <button type="submit" class="bad-action">
                Erase the applicant of this case
              </button>
              <a href={desk.at(`/cases/${id}`)}>Keep them, and go back to the case</a>
            </p>
          </Post>
        </>
      ),
    },
    refused,
  );
}

const Lost = (): VNode => (
  <>
    <p>Nobody can bring back what Gangway erases, neither from a copy of the database nor from a backup:</p>
    <ul>
      <li>the applicant’s name, email address, phone and address, and the notes of reviewers;</li>
      <li>the numbers of the account, its transactions and reports, and the login at the bank;</li>
      <li>what Plaid keeps for this case: the login, the reports and the user;</li>
      <li>the linked account, if this case has linked one: no further transfer can use it.</li>
    </ul>
    <p>
      The record stays: which money moved when, why the case ended, and who decided; and for two years the proof that a
      debit was authorized. Other cases of the same user stay as they are.
    </p>
  </>
);

export async function erase(desk: Desk, id: string): Promise<void> {
  const erased = await ask(desk.api.DELETE('/v1/onboardings/{id}/applicant', { params: { path: { id } } }));
  if (erased.refused) return showErase(desk, id, erased.refused);
  seeOther(desk, desk.at(`/cases/${id}?done=erase`));
}

// The pages of one case, and what operators do with it.

import { answerChanges } from '../../changes.ts';
import { Refusal } from '../../refusal.ts';
import { ask, onceIn, seeOther } from '../answers.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { type ActionName, actionNames, actions, type CommandName, updateNames } from './actions.tsx';
import { showCase } from './case-page.tsx';
import { kindOf } from './kind.ts';
import { erase, showErase, showPerson } from './person.tsx';
import { readCase } from './read-case.ts';

export const casePages: DeskRoute[] = [
  ['GET', '/cases/:id', 'viewer', (desk, { id = '' }) => showCase(desk, id)],
  ['GET', '/cases/:id/live', 'viewer', (desk, { id = '' }) => follow(desk, id)],
  ['GET', '/cases/:id/person', 'reviewer', (desk, { id = '' }) => showPerson(desk, id)],
  ['GET', '/cases/:id/erase', 'operator', async (desk, { id = '' }) => showErase(desk, id)],
  ['POST', '/cases/:id/erase', 'operator', (desk, { id = '' }) => erase(desk, id)],
  ...actionNames.map(
    (name): DeskRoute => ['POST', `/cases/:id/${name}`, 'operator', (desk, { id = '' }) => act(desk, id, name)],
  ),
  ...updateNames.map(
    (name): DeskRoute => [
      'POST',
      `/cases/:id/update/${name}`,
      'operator',
      (desk, { id = '' }) => update(desk, id, name),
    ],
  ),
];

async function act(desk: Desk, id: string, name: ActionName): Promise<void> {
  const sent = await ask<unknown>(actions[name].send(desk, id, onceIn(desk)), { amount: 'The amount' });
  if (sent.refused) return showCase(desk, id, sent.refused);
  seeOther(desk, desk.at(`/cases/${id}?done=${name}`));
}

/** The API takes it for the case of any tenant, so the page first looks whether the case is of this one. */
const follow = ({ api, ctx }: Desk, id: string): Promise<void> =>
  answerChanges(
    ctx,
    async (signal, headers) =>
      (
        await api.GET(`/v1/${kindOf(id)}/{id}/events`, {
          ...{ params: { path: { id } }, headers, parseAs: 'stream', signal },
        })
      ).response,
    Number.parseInt(`${ctx.query.seen ?? 0}`, 10),
  );

async function update(desk: Desk, id: string, name: CommandName): Promise<void> {
  if (!desk.installation) throw new Refusal(403, 'You may not do this', 'This needs an operator across tenants.');
  await readCase(desk, id);
  const sent = await ask(desk.installation.POST(`/v1/cases/{id}/${name}`, { params: { path: { id } } }));
  if (sent.refused) return showCase(desk, id, sent.refused);
  seeOther(desk, desk.at(`/cases/${id}?done=${name}`));
}

// Plays a newcomer's first case from Link to the money, over HTTP and through the published ports only.

import type { World } from '../demo/call.ts';
import { apiClient, caller } from '../demo/call.ts';
import { play } from '../demo/play.ts';
import { stories } from '../demo/stories.ts';
import { type CheckAnswer, checkAnswer } from '../openapi/check-answer.ts';
import type { Report } from '../report.ts';
import type { Up } from './bring-up.ts';
import type { newcomersEnv } from './settings.ts';

const story = stories.find(({ ends }) => ends === 'funded');

/**
 * Throws unless the case ends as funded, a browser can open the page of Link, and the simulated bank still has the
 * transfer after a restart.
 */
export async function playNewcomer(env: ReturnType<typeof newcomersEnv>, up: Up, report: Report): Promise<void> {
  if (!story) throw new Error('No story ends as funded.');
  const simulator = `http://localhost:${env.GANGWAY_SIMULATOR_PORT}`;
  const pages = new Map<string, Promise<number>>();
  const look: CheckAnswer = (answer) => {
    checkAnswer(answer);
    const { next_action: action } = answer.body as { next_action?: { url?: string | null } };
    if (action?.url && !pages.has(action.url)) pages.set(action.url, statusOf(action.url));
  };
  const world: World = {
    api: apiClient(`http://localhost:${env.GANGWAY_API_PORT}`, env.GANGWAY_API_KEY, report, look),
    simulator: caller('the simulator', simulator, {}, report),
    report,
  };
  const { cases } = await play(world, { simulator, temporal: null }, 'compose', [story]);
  const outcome = cases[0]?.view.outcome;
  if (outcome !== 'funded') throw new Error(`The outcome of the case is ${outcome}, not funded.`);
  const [[page, found] = ['', 0]] = pages;
  const status = await found;
  // In this network the simulator's own port answers at `localhost` too, so an answer alone proves nothing.
  if (status !== 200 || !page.startsWith(`${simulator}/`)) {
    throw new Error(`The page of Link, ${page}, answers ${status}. It should be at ${simulator}.`);
  }
  report(`funded; the page of Link was at ${simulator}`);

  await up.restart('simulator');
  const { body } = await world.simulator('GET', '/simulator/ledger');
  const { transfers } = body as { transfers: { client_user_id: string | null }[] };
  if (!transfers.some(({ client_user_id }) => client_user_id === cases[0]?.view.id)) {
    throw new Error('The simulated bank has forgotten the transfer.');
  }
  report('the simulated bank remembers the transfer after a restart');
}

/** 0: nothing answers. */
const statusOf = (url: string): Promise<number> =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  );

// The demo's stories, played once for all files of a run, beside a tenant's receiver of notifications. The API is
// killed over the first notification. One play serves all files, because each jump also moves every other open case.
import { after } from 'mocha';
import { allStories, usualStories } from '../../../dev/demo/about.ts';
import { type Played, play } from '../../../dev/demo/play.ts';
import { answerWith, isSigned, type Received, type Receiver, startReceiver } from '../http/receiver.ts';
import { enumerated } from '../trials.ts';
import { until } from '../until.ts';
import { sharedStack } from './shared-stack.ts';

const linked = ['account_linked', 'account_verified'];

/** The notifications of these stories that the tenant receives, in this order. */
export const heardOf: Record<string, string[]> = {
  'paid out by ach': [...linked, 'transferring', 'funded'],
  'pulled in by ach': [...linked, 'transferring', 'funded'],
  'name alike, reviewer approves': [...linked, 'in_review', 'transferring', 'funded'],
  'name alike, reviewer rejects': [...linked, 'in_review', 'rejected'],
  'bank login breaks, repaired': ['action_required', ...linked, 'transferring', 'funded'],
  'disputed weeks later (R10)': [...linked, 'transferring', 'funded', 'returned'],
  'transfer fails': [...linked, 'transferring', 'failed'],
  'leaves Link': ['reminder', 'abandoned'],
  'too late for the same day': [...linked, 'network_changed', 'transferring', 'funded'],
  'the Ledger short, then filled': [...linked, 'delayed', 'transferring', 'funded'],
  'returned (R01), arrives when made again': [...linked, 'transferring', 'returned', 'transferring', 'funded'],
  'confirmed by the tenant': [...linked, 'action_required', 'transferring', 'funded'],
  'refused by the tenant': [...linked, 'action_required', 'cancelled'],
  'no such account (R03), another one linked': [
    ...[...linked, 'transferring', 'returned'],
    ...['action_required', ...linked, 'transferring', 'funded'],
  ],
};

const others = allStories.filter((story) => !usualStories.includes(story));
const drawn = enumerated(others, { local: 8 });
/** The demo's usual stories, those above, and the branches. `npm test` draws some of these. */
export const chosenStories = allStories.filter(
  (story) => !others.includes(story) || drawn.includes(story) || story.name in heardOf,
);

export type PlayedStories = Played & {
  /** The notifications that the tenant received, and the ids of those without a valid signature. */
  received: Received[];
  unsigned: string[];
  /** The secret of the tenant's endpoint. */
  secret: string;
  /** The API process that was killed over the first notification. */
  killed: number;
};

let played: Promise<PlayedStories> | undefined;

/** Plays the chosen stories on the shared stack with the demo's own code. All files share one play. */
export function playedStories(): Promise<PlayedStories> {
  played ??= playToReceiver();
  return played;
}

const accept = answerWith(204);
let receiver: Receiver | undefined;
// Mocha loads this file outside of any suite, so this hook runs once, after all tests.
after(() => receiver?.stop());

async function playToReceiver(): Promise<PlayedStories> {
  const { world, travel, pids } = sharedStack();
  const { api } = await pids();
  if (!api) throw new Error('the stack has no API that could be killed');
  const tenant = await startReceiver();
  receiver = tenant;
  const { data } = await world.api.POST('/v1/notification_endpoints', { body: { url: tenant.url } });
  const { id, secret = '' } = data;
  const unsigned: string[] = [];
  let killed = 0;
  tenant.reply = (received, response) => {
    // A signature is valid for five minutes.
    if (!isSigned(received, secret)) unsigned.push(received.id);
    if (killed) return accept(received, response);
    // The receiver takes it, and the sender dies before it gets the answer.
    killed = api;
    process.kill(api, 'SIGKILL');
    response.destroy();
  };
  const { cases, stayed } = await play(world, travel, 'stories', chosenStories);
  const allSent = async () => {
    const { data } = await world.api.GET('/v1/notifications', { params: { query: { status: 'waiting' } } });
    return data.data.length === 0;
  };
  if (!(await until(allSent, { everyMs: 250 }))) throw new Error('some notifications still wait');
  await world.api.DELETE('/v1/notification_endpoints/{id}', { params: { path: { id } } });
  return { cases, stayed, received: tenant.received, unsigned, secret, killed };
}

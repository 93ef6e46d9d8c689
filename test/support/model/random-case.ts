// One case whose tenant, applicant and reviewers act at random, each step told to its reference model. The seed decides
// everything that they do.
import { createHash } from 'node:crypto';
import type { World } from '../../../dev/demo/call.ts';
import { applicant } from '../../../dev/demo/stories.ts';
import { GangwayError } from '../../../packages/client/src/index.ts';
import { type At, banks, type Command, type Facts, reference } from './reference.ts';

/** Returns a number below 1 that these words decide. */
export const chance = (...words: (string | number)[]): number =>
  createHash('sha256').update(words.join('/')).digest().readUInt32BE() / 2 ** 32;
export const oneOf = <T>(all: readonly T[], ...words: (string | number)[]): T =>
  all[Math.floor(chance(...words) * all.length)] as T;

// biome-ignore lint/suspicious/noExplicitAny: an answer of the API, read as a tenant would
type View = any;
type Untyped = (path: string, init: object) => Promise<{ data: View }>;

const atOf: Record<string, At> = {
  starting: 'link',
  awaiting_link: 'link',
  in_review: 'review',
  repairing_link: 'repair',
  transferring: 'moving',
  watching_returns: 'arrived',
  closed: 'closed',
};
const shownAt = ({ stage, waiting }: View): At =>
  waiting?.for === 'confirmation' ? 'confirm' : (atOf[stage] ?? 'working');
const amountOf = (cents: number) => (cents / 100).toFixed(2);
export const centsOf = (amount: string) => Math.round(Number(amount) * 100);

export type RandomCase = Awaited<ReturnType<typeof randomCase>>;

export async function randomCase({ api, simulator }: World, seed: number) {
  const user = userOf(seed);
  const username = oneOf(Object.keys(banks), seed, 'bank');
  const facts: Facts = {
    bank: banks[username] ?? {},
    direction: oneOf(['debit', 'credit'], seed, 'direction'),
    cents: 200 + Math.floor(9_000 * chance(seed, 'amount')),
    confirms: chance(seed, 'confirms') < 0.3,
  };
  const model = reference(facts);
  const accepted: { path: string; body: object; key: string; answer: View }[] = [];
  let turn = 0;

  const post = async (path: string, body: object, key: string): Promise<View> =>
    (await (api.POST as unknown as Untyped)(path, { headers: { 'Idempotency-Key': key }, body })).data;

  const created = {
    path: '/v1/onboardings',
    key: `${user}/create`,
    body: {
      user_id: user,
      applicant,
      funding: { rail: 'ach', direction: facts.direction, amount: amountOf(facts.cents) },
      ...(facts.confirms && { policy: { confirm: {} } }),
    },
  };
  const answer = await post(created.path, created.body, created.key);
  accepted.push({ ...created, answer });
  const id: string = answer.id;
  const path = `/v1/onboardings/${id}`;

  async function look(): Promise<View> {
    const { data } = await (api.GET as unknown as Untyped)(path, {});
    model.shows(shownAt(data), data.outcome);
    return data;
  }

  /** The applicant finishes the Link that the case offers. If it has expired, the tenant asks for another one. */
  async function link(): Promise<void> {
    const { status } = await simulator('POST', '/simulator/link', { client_user_id: id, username });
    if (status === 200) return model.answers({ do: 'link' }, true);
    await post(`${path}/link_token`, {}, `${user}/link-token/${turn}`).catch(refused);
  }

  async function send(command: Exclude<Command, { do: 'link' }>): Promise<void> {
    const [verb, body] = requestOf(command);
    const request = { path: `${path}/${verb}`, body, key: `${user}/${command.do}/${turn}` };
    const answer: View | null = await post(request.path, body, request.key).catch(refused);
    model.answers(command, answer !== null);
    if (answer !== null) accepted.push({ ...request, answer });
  }

  function requestOf(command: Exclude<Command, { do: 'link' }>): [verb: string, body: object] {
    switch (command.do) {
      case 'approve':
      case 'reject':
        return ['review', { decision: command.do, reviewer: 'ops-7', note: 'Seen.' }];
      case 'confirm':
      case 'refuse':
        return [command.do, { by: 'treasury' }];
      case 'cancel':
        return ['cancel', {}];
      case 'refund':
        return ['refunds', { amount: amountOf(command.cents) }];
    }
  }

  /** A request that was accepted before, under its key: it has no effect, and gets the answer that it got. */
  async function repeat(): Promise<void> {
    const { path, body, key, answer } = oneOf(accepted, seed, turn, 'repeated');
    const again = await post(path, body, key);
    if (JSON.stringify(again) !== JSON.stringify(answer)) {
      throw new Error(`POST ${path} under ${key} got ${JSON.stringify(again)} after ${JSON.stringify(answer)}`);
    }
  }

  const refund = (): Command => ({ do: 'refund', cents: 1 + Math.floor(facts.cents * chance(seed, turn, 'refund')) });
  const anyCommand = (): Command => {
    const verb = oneOf(['approve', 'reject', 'confirm', 'refuse', 'cancel', 'refund'] as const, seed, turn, 'any');
    return verb === 'refund' ? refund() : { do: verb };
  };
  function fitting(at: At): Command | null {
    const alike = (...all: Command[]) => oneOf(all, seed, turn, 'fitting');
    if (at === 'link' || at === 'repair') return { do: 'link' };
    if (at === 'review') return alike({ do: 'approve' }, { do: 'approve' }, { do: 'reject' });
    if (at === 'confirm') return alike({ do: 'confirm' }, { do: 'confirm' }, { do: 'refuse' });
    return at === 'arrived' && facts.direction === 'debit' ? refund() : null;
  }

  return {
    ...{ seed, id, facts, model, look },
    /** Does one thing. `eager`: one that brings the case on. Returns whether the case is closed. */
    async act({ eager }: { eager: boolean }): Promise<boolean> {
      turn += 1;
      const view = await look();
      const drawn = chance(seed, turn, 'act');
      if (!eager && drawn < 0.15) await repeat();
      else {
        const command = !eager && drawn < 0.3 ? anyCommand() : fitting(shownAt(view));
        if (command?.do === 'link') await link();
        else if (command && (eager ? command.do !== 'refund' : drawn < 0.85)) await send(command);
      }
      return view.stage === 'closed';
    },
  };
}

export const userOf = (seed: number) => `model-${seed}`;

/** Returns null if the API refuses the command because of where the case stands. */
function refused(error: unknown): null {
  if (error instanceof GangwayError && (error.status === 409 || error.status === 422)) return null;
  throw error;
}

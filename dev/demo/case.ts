import type { Outcome } from '../../domain/case/onboarding.ts';
import { type Stage, stages } from '../../domain/case/stages.ts';
import type { Client, Onboarding, Transfer } from '../../packages/client/src/index.ts';
import { applicant, type Story } from './stories.ts';

/** A transfer that the tenant has asked for. */
export type Asked = { view: Transfer; ends: Outcome };

/** One onboarding of the demo. */
export type DemoCase = {
  label: string;
  userId: string;
  story: Story;
  view: Onboarding;
  /** The person at the bank whose accounts the applicant has. Default: their own. */
  person?: string;
  startedAt: number;
  /** Set when the demo first sees the case closed. */
  closed: { at: number; daysTravelled: number } | null;
  /** The actions that people have done already, so that the demo does none twice: `<action>/<link token>`. */
  done: Set<string>;
  /** The transfers that the tenant has asked for on the linked account. */
  asked: Asked[];
  /** How many of the steps on the linked account the story has taken. */
  stepsTaken: number;
};

export async function startCase(api: Client, run: string, no: number, story: Story): Promise<DemoCase> {
  const userId = `demo-${run}-${String(no).padStart(2, '0')}`;
  const startedAt = Date.now();
  const label = `#${String(no).padStart(2, '0')} ${story.name}`;
  const view = await begin(api, { userId, story }, 'start');
  return { label, userId, story, view, startedAt, closed: null, done: new Set(), asked: [], stepsTaken: 0 };
}

/** Starts one onboarding for each `occasion`, however often it is called. */
export async function begin(
  api: Client,
  { userId, story: { funding, policy } }: Pick<DemoCase, 'userId' | 'story'>,
  occasion: string,
): Promise<Onboarding> {
  const { data } = await api.POST('/v1/onboardings', {
    params: keyed(`${userId}-${occasion}`),
    body: {
      user_id: userId,
      applicant,
      ...(funding && { funding: 'rail' in funding ? funding : { rail: 'ach', currency: 'USD', ...funding } }),
      ...(policy && { policy }),
    },
  });
  return data;
}

/** The parameters of a call that the API does once, however often the demo makes it. */
export const keyed = (key: string) => ({ header: { 'Idempotency-Key': key } });

export async function look(api: Client, one: DemoCase): Promise<void> {
  one.view = (await api.GET('/v1/onboardings/{id}', { params: { path: { id: one.view.id } } })).data;
}

export async function stagesPassed(api: Client, { view: { id } }: DemoCase): Promise<Stage[]> {
  const entries: string[] = [];
  for await (const { what } of api.list('/v1/onboardings/{id}/timeline', { params: { path: { id } } }))
    entries.push(what);
  return stagesIn(entries);
}

const known: readonly string[] = stages;
const stagesIn = (entries: string[]) =>
  entries.filter((what) => known.includes(what)).filter((what, at, all) => what !== all[at - 1]) as Stage[];

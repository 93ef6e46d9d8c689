import type { LinkOffer } from '../../domain/bank/link.ts';
import type { Outcome } from '../../domain/case/onboarding.ts';
import { type Stage, stages } from '../../domain/case/stages.ts';
import type { Call } from './call.ts';
import { applicant, type Story } from './stories.ts';

/** The part of the API's answers that the demo reads. */
export type CaseView = {
  id: string;
  stage: Stage;
  outcome: Outcome | null;
  reason: string | null;
  next_action:
    | { type: 'open_link' | 'repair_link' | 'verify_micro_deposits'; link_token: string | null; url: string | null }
    | { type: 'verify_identity'; url: string | null }
    | { type: 'review'; approvals_needed: number }
    | { type: 'confirm' }
    | { type: 'wait' }
    | null;
  account: object | null;
  offers: { type: LinkOffer; link_token: string | null }[];
  waiting: { for: string; until: string | null } | null;
  transfer: { id: string; network: string; status: string; amount: string } | null;
  payment: { id: string | null; status: string | null } | null;
  refunds: { id: string; amount: string; status: string; paid_twice: boolean }[];
};

/** The part of the API's answers about a transfer that the demo reads. */
export type TransferView = {
  id: string;
  status: string;
  waiting: { for: string; until: string | null } | null;
  next_action: { type: string } | null;
  transfer: { id: string; status: string } | null;
};

/** A transfer that the tenant has asked for. */
export type Asked = { view: TransferView; ends: Outcome };

/** One onboarding of the demo. */
export type DemoCase = {
  label: string;
  userId: string;
  story: Story;
  view: CaseView;
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

export async function startCase(api: Call, run: string, no: number, story: Story): Promise<DemoCase> {
  const userId = `demo-${run}-${String(no).padStart(2, '0')}`;
  const startedAt = Date.now();
  const label = `#${String(no).padStart(2, '0')} ${story.name}`;
  const view = await begin(api, { label, userId, story }, 'start');
  return { label, userId, story, view, startedAt, closed: null, done: new Set(), asked: [], stepsTaken: 0 };
}

/** Starts one onboarding for each `occasion`, however often it is called. */
export async function begin(
  api: Call,
  { label, userId, story }: Pick<DemoCase, 'label' | 'userId' | 'story'>,
  occasion: string,
): Promise<CaseView> {
  const { policy } = story;
  const funding = story.funding && { rail: 'ach', currency: 'USD', ...story.funding };
  const request = { user_id: userId, applicant, ...(funding && { funding }), ...(policy && { policy }) };
  const answer = await api('POST', '/v1/onboardings', request, `${userId}-${occasion}`);
  if (answer.status !== 201) throw new Error(`${label} was not started: ${JSON.stringify(answer.body)}`);
  return answer.body as CaseView;
}

export async function look(api: Call, one: DemoCase): Promise<void> {
  const { status, body } = await api('GET', `/v1/onboardings/${one.view.id}`);
  if (status !== 200) throw new Error(`${one.label}: ${JSON.stringify(body)}`);
  one.view = body as CaseView;
}

export async function stagesPassed(api: Call, { view }: DemoCase): Promise<Stage[]> {
  const { body } = await api('GET', `/v1/onboardings/${view.id}/timeline?limit=500`);
  const entries = (body as { data: { what: string }[] }).data.map(({ what }) => what);
  return stagesIn(entries);
}

const known: readonly string[] = stages;
const stagesIn = (entries: string[]) =>
  entries.filter((what) => known.includes(what)).filter((what, at, all) => what !== all[at - 1]) as Stage[];

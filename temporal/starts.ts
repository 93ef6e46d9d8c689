// Starts the workflows of cases.
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { SignalDefinition } from '@temporalio/common';
import { stageAtStart } from '../domain/case/case-start.ts';
import type { Funding } from '../domain/case/onboarding.ts';
import { processPolicy } from '../domain/case/policy.ts';
import { idleAtStart } from '../domain/case/waiting.ts';
import { amountOf } from '../domain/money.ts';
import type { TransferChange } from '../domain/transfers/transfer-change.ts';
import { caseWorkflowId, type OnboardingStart, processOf, taskQueue, transferNews } from '../workflows/messages.ts';
import { searchAttributes } from '../workflows/search-attributes.ts';
import type { Call } from './call.ts';
import { noneIfUnknown } from './runs.ts';

type StartsClient = Pick<Client, 'workflow'>;

export function starting(client: StartsClient, call: Call) {
  return {
    /**
     * Starts the workflow of a case once. With `payment`, it also starts it again after its end.
     *
     * A case whose applicant has a Link has nothing to do before its first look, so its run begins then: until that
     * moment it takes no task and no memory of a worker. An update, a cancellation and `wake` let it begin at once. A
     * plain signal waits. (Temporal documents this for `workflow_start_delay`.)
     */
    async start(start: OnboardingStart, funding: Funding | null): Promise<void> {
      const { linkTokenExpiresAt } = start;
      const idle = linkTokenExpiresAt && idleAtStart(linkTokenExpiresAt, Date.now());
      const options = startOptions(start, funding);
      const delay = idle ? { startDelay: idle, staticDetails: `${options.staticDetails}\n\n${waitsFor(idle)}` } : {};
      await call(async () => {
        await client.workflow.start(processOf(start.onboardingId, funding?.rail ?? null), { ...options, ...delay });
      }).catch((error: unknown) => {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      });
    },

    /** Signals a case, also one whose run has not begun. `over`: the workflow has ended. */
    async wake<A extends unknown[]>(
      start: OnboardingStart,
      funding: Funding | null,
      signal: SignalDefinition<A>,
      ...signalArgs: A
    ): Promise<'signalled' | 'over'> {
      const options = { ...startOptions(start, funding), signal, signalArgs };
      try {
        await call(async () => {
          const type = processOf(start.onboardingId, funding?.rail ?? null);
          await client.workflow.signalWithStart<Process, unknown[]>(type, options);
        });
        return 'signalled';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'over';
        throw error;
      }
    },
  };
}

/** Terminates the run that the case has. */
const inPlace = { workflowIdConflictPolicy: 'TERMINATE_EXISTING', workflowIdReusePolicy: 'ALLOW_DUPLICATE' } as const;

/** Replaces the runs of cases, for a reconciliation that has found that they do not fit the record. */
export function replacing(client: StartsClient, call: Call) {
  return {
    /** Starts the case in place of the run that it has, if any. */
    startInPlace: (start: OnboardingStart, funding: Funding | null): Promise<void> =>
      call(async () => {
        const type = processOf(start.onboardingId, funding?.rail ?? null);
        await client.workflow.start(type, { ...startOptions(start, funding), ...inPlace });
      }),

    /** Starts a run that follows this transfer in place of the run that the case has, if any. It looks at once. */
    followInPlace: (transfer: TransferChange): Promise<void> =>
      call(async () => {
        const { signal: _signal, signalArgs: _args, ...options } = transferNews(transfer);
        await client.workflow.start(processOf(transfer.onboardingId, 'ach'), { ...options, ...inPlace });
      }),

    /** Terminates the run of the case, if any. */
    stop: (onboardingId: string): Promise<void> =>
      call(() => client.workflow.getHandle(caseWorkflowId(onboardingId)).terminate('closed on record'))
        .then(() => {}, noneIfUnknown)
        .then(() => {}),
  };
}

/** Tells operators about a run that has not begun, and so has no current details. */
const waitsFor = (ms: number): string =>
  `Until ${new Date(Date.now() + ms).toISOString()}, or until the applicant finishes Link, it has no current details.`;

type Process = (start: OnboardingStart) => Promise<unknown>;

function startOptions(start: OnboardingStart, funding: Funding | null) {
  const { onboardingId, tenantId, userId, policy, payment, itemId } = start;
  return {
    taskQueue,
    workflowId: caseWorkflowId(onboardingId),
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowIdReusePolicy: payment ? ('ALLOW_DUPLICATE' as const) : ('REJECT_DUPLICATE' as const),
    args: [{ ...start, policy: processPolicy(policy), ...(!funding && { verifiesOnly: true }) }] as [OnboardingStart],
    typedSearchAttributes: [
      { key: searchAttributes.stage, value: stageAtStart(start) },
      ...(itemId ? [{ key: searchAttributes.item, value: itemId }] : []),
      { key: searchAttributes.trouble, value: 'none' },
      { key: searchAttributes.tenant, value: tenantId },
      { key: searchAttributes.userId, value: userId },
      ...(funding ? [{ key: searchAttributes.amount, value: amountOf(funding) }] : []),
      ...(payment ? attributesOfPayment(payment) : []),
    ],
    staticSummary: summaryOf(funding),
    staticDetails: `${itemId ? 'Transfer' : 'Onboarding'} \`${onboardingId}\` of user \`${userId}\` for tenant \`${tenantId}\``,
  };
}

const attributesOfPayment = ({ paymentId, outcome, reason }: NonNullable<OnboardingStart['payment']>) => [
  { key: searchAttributes.payment, value: paymentId },
  { key: searchAttributes.outcome, value: outcome },
  ...(reason === undefined ? [] : [{ key: searchAttributes.reason, value: reason }]),
];

/** Describes the funding to operators in the Temporal UI. */
function summaryOf(funding: Funding | null): string {
  if (!funding) return 'verifies an account';
  const how = funding.rail === 'ach' ? `${funding.direction} by ${funding.network}` : 'by payment initiation';
  return `${amountOf(funding)} ${how}`;
}

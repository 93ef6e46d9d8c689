// Real faults of the development stack, each with the alerts that have to fire by it.
import { plaidFails, plaidRefuses, receiverHangs, receiverLeaves, strangerCalls } from './faults-of-others.ts';
import { apiHangs, temporalHangs, workerHangs, workerStarves } from './faults-of-parts.ts';
import {
  caseOfNoRecord,
  codeMissing,
  debitsComeBack,
  ledgerEmpty,
  marksForbidden,
  reconciledLongAgo,
  sealsForbidden,
  webhookDamaged,
} from './faults-of-state.ts';
import type { Fault, Trial } from './trial.ts';

type MakeFault = (trial: Trial) => Fault;

/**
 * One group after the other. The faults of a group come together, because none disturbs the others. Days pass when
 * the debits come back: an event that the bank dates in the future has no age, and each open case has to travel.
 */
const groups: MakeFault[][] = [
  [temporalHangs],
  [workerHangs],
  [apiHangs],
  [
    ...[plaidRefuses, strangerCalls, receiverHangs, receiverLeaves],
    ...[sealsForbidden, marksForbidden, webhookDamaged, codeMissing],
  ],
  [plaidFails],
  [caseOfNoRecord],
  [reconciledLongAgo],
  [ledgerEmpty],
  [debitsComeBack],
  [workerStarves],
];

export const faultsOf = (trial: Trial): Fault[][] => groups.map((group) => group.map((make) => make(trial)));

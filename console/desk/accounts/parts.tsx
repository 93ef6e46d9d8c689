import type { VNode } from 'preact';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { Badge, inWords, type Tone } from '../kit.tsx';

type Account = Schemas['Account'];

/** By its bank and its last digits. No page of the console shows its number. */
export const nameOf = ({ institution, mask }: Pick<Account, 'institution' | 'mask'>): string =>
  `${institution ?? 'Unknown bank'}${mask ? ` ••${mask}` : ''}`;

const tones: Record<Account['status'], Tone> = {
  usable: 'good',
  consent_ending: 'warn',
  repair_needed: 'warn',
  on_hold: 'bad',
  revoked: 'plain',
  removed: 'plain',
};

export const AccountStatus = ({ account: { status, reason } }: { account: Account }): VNode => (
  <>
    <Badge tone={tones[status]}>{inWords(status)}</Badge> {reason && <span class="dim">{reason}</span>}
  </>
);

// Link tokens that let a person type the numbers of their account, and the state of the account after that.
import { type LinkTokenCreateRequest, Products } from 'plaid';
import { link, linkTokenRequest, type RunningSimulator } from './running-simulator.ts';

export const typing: Partial<LinkTokenCreateRequest> = {
  products: [Products.Auth],
  auth: {
    same_day_microdeposits_enabled: true,
    automated_microdeposits_enabled: true,
    instant_microdeposits_enabled: true,
  },
};

/** Links at noon in New York on a banking day, between the windows for deposits. */
export async function linkAtNoon(
  simulator: RunningSimulator,
  username: string,
  more: Partial<LinkTokenCreateRequest> = {},
) {
  await simulator.control('/clock', { banking_days: 1 });
  const linked = await link(simulator, username, { ...typing, ...more });
  const [account] = (await simulator.plaid.accountsGet({ access_token: linked.access_token })).data.accounts;
  return { ...linked, account_id: account?.account_id ?? '', status: account?.verification_status };
}

/** Creates a Link token with which Link asks the person for the code. */
export async function askForCode(simulator: RunningSimulator, access_token: string, more: object = {}) {
  const { products: _, ...request } = linkTokenRequest({ access_token, ...more });
  return (await simulator.plaid.linkTokenCreate(request)).data;
}

export async function statusOf({ plaid }: RunningSimulator, access_token: string) {
  return (await plaid.accountsGet({ access_token })).data.accounts[0]?.verification_status;
}

/** Returns the events of the account's deposit in the feed of bank transfers. */
export async function depositEvents({ plaid }: RunningSimulator, account_id: string) {
  const { data } = await plaid.bankTransferEventSync({ after_id: 0 });
  return data.bank_transfer_events.filter((event) => event.account_id === account_id);
}

// For whom a call to Plaid is made. The budget asks only when a call has to wait, so that finding the tenant of a case
// costs nothing otherwise.
import { AsyncLocalStorage } from 'node:async_hooks';

type Caller = () => Promise<string>;

const callers = new AsyncLocalStorage<Caller>();

/** Runs `work`. The calls to Plaid that it makes count for the tenant that `caller` names. */
export const onBehalfOf = <T>(caller: Caller, work: () => Promise<T>): Promise<T> => callers.run(caller, work);

/** A call for no tenant, such as a feed's, takes turns as one more tenant. */
export const callerNow = async (): Promise<string> => (await callers.getStore()?.()) ?? '';

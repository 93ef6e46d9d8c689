/** Makes calls to Temporal with a deadline. `within`: milliseconds, if they may take longer than usual. */
export type Call = <T>(work: () => Promise<T>, within?: number) => Promise<T>;

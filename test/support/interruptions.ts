// Failures and pauses at any call, before its effect or after it.

export type When = 'before' | 'after';
type Interruption<Call> = { call: Call; when: When; act: () => Promise<void>; fired: boolean };

export function interruptions<Call extends string>() {
  const planned: Interruption<Call>[] = [];
  const calls: Call[] = [];

  async function interrupt(call: Call, when: When): Promise<void> {
    const next = planned.find((one) => !one.fired && one.call === call && one.when === when);
    if (!next) return;
    next.fired = true;
    await next.act();
  }
  function interruptNext(call: Call, when: When, act: () => Promise<void>): Interruption<Call> {
    const interruption = { call, when, act, fired: false };
    planned.push(interruption);
    return interruption;
  }

  return {
    /** Every call so far. */
    calls,
    async perform<T>(call: Call, effect: () => T): Promise<T> {
      calls.push(call);
      await interrupt(call, 'before');
      const result = effect();
      await interrupt(call, 'after');
      return result;
    },
    failNext: (call: Call, when: When, error: unknown) => interruptNext(call, when, () => Promise.reject(error)),
    /** The next such call stops there until it is let go. */
    holdNext(call: Call, when: When): { reached: Promise<void>; letGo: () => void } {
      let letGo = () => {};
      const gone = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const reached = new Promise<void>((resolve) => {
        interruptNext(call, when, () => {
          resolve();
          return gone;
        });
      });
      return { reached, letGo };
    },
  };
}

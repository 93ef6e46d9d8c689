// Makes any call of a gateway fail or pause, before its effect or after it.
import { gate } from '../gate.ts';

export type When = 'before' | 'after';
/** `passes`: how many such calls succeed before. */
type Interruption<Call> = { call: Call; when: When; passes: number; act: () => Promise<void>; fired: boolean };

export function interruptions<Call extends string>() {
  const planned: Interruption<Call>[] = [];
  const calls: Call[] = [];

  async function interrupt(call: Call, when: When): Promise<void> {
    const next = planned.find((one) => !one.fired && one.call === call && one.when === when);
    if (!next || next.passes-- > 0) return;
    next.fired = true;
    await next.act();
  }
  function interruptNext(call: Call, when: When, act: () => Promise<void>, nth = 1): Interruption<Call> {
    const interruption = { call, when, passes: nth - 1, act, fired: false };
    planned.push(interruption);
    return interruption;
  }

  return {
    /** The names of all calls so far. */
    calls,
    async perform<T>(call: Call, effect: () => T): Promise<T> {
      calls.push(call);
      await interrupt(call, 'before');
      const result = effect();
      await interrupt(call, 'after');
      return result;
    },
    /** Makes the next such call fail, or the `nth` from now. */
    failNext: (call: Call, when: When, error: unknown, nth?: number) =>
      interruptNext(call, when, () => Promise.reject(error), nth),
    /** Pauses the next such call there until the test releases it. */
    holdNext(call: Call, when: When): { reached: Promise<void>; letGo: () => void } {
      const { opened, open } = gate();
      const reached = new Promise<void>((resolve) => {
        interruptNext(call, when, () => {
          resolve();
          return opened;
        });
      });
      return { reached, letGo: open };
    },
  };
}

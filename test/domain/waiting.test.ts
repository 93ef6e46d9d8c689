import assert from 'node:assert/strict';
import {
  endOfLink,
  nextLookAtDeposit,
  nextLookAtLink,
  nextLookAtPayment,
  nextLookAtVerification,
  nextMoment,
  remindersOver,
} from '../../domain/case/waiting.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const never = Number.POSITIVE_INFINITY;

describe('a wait', () => {
  const reminding = { since: 0, afterDays: [1, 3, 7], over: 0 };

  /** All of its moments, if no message ever arrives: `look` gives the next one after a look. */
  function moments(deadline: number, look: (looked: number) => number, reminders: number[] | null = [1, 3, 7]) {
    const found: [days: number, what: string][] = [];
    const state = reminders && { since: 0, afterDays: reminders, over: 0 };
    for (let now = 0, looked = 0; now < deadline; ) {
      const next = nextMoment({ deadline, look: look(looked), reminding: state });
      now = next.at;
      found.push([now / day, next.what]);
      if (next.what === 'look') looked = now;
      else if (state) state.over = remindersOver(state, now);
    }
    return found;
  }

  it('reminds on the days of the policy and ends at its deadline', () => {
    assert.deepEqual(
      moments(14 * day, () => never),
      [
        [1, 'remind'],
        [3, 'remind'],
        [7, 'remind'],
        [14, 'look'],
      ],
    );
  });

  it('has no reminder at its deadline or later, and none without a reminder policy', () => {
    assert.deepEqual(
      moments(3 * day, () => never),
      [
        [1, 'remind'],
        [3, 'look'],
      ],
    );
    assert.deepEqual(
      moments(30 * day, () => never, null),
      [[30, 'look']],
    );
    assert.deepEqual(
      moments(30 * day, () => never, []),
      [[30, 'look']],
    );
  });

  it('looks before it reminds if both are due at once, and does both', () => {
    assert.deepEqual(moments(2 * day, nextLookAtDeposit), [
      [1, 'look'],
      [1, 'remind'],
      [2, 'look'],
    ]);
  });

  it('gives one reminder for all that fell due while no worker ran', () => {
    assert.equal(remindersOver(reminding, 4 * day), 2);
    const next = nextMoment({ deadline: 14 * day, look: never, reminding: { ...reminding, over: 2 } });
    assert.deepEqual(next, { at: 7 * day, what: 'remind' });
  });
});

describe('the looks in case a message was lost', () => {
  it('for Link are 25 minutes apart, until every session of a token has ended', () => {
    const expiry = new Date(4 * hour).toISOString();
    const looks: number[] = [];
    for (let at = nextLookAtLink([expiry], 0); at < never; at = nextLookAtLink([expiry], at)) looks.push(at / minute);
    assert.deepEqual(looks, [25, 50, 75, 100, 125, 150, 175, 200, 225, 250, 270]);
  });

  it('for Link end without a token, and begin again with a new one', () => {
    assert.equal(nextLookAtLink([], 0), never);
    const [old, fresh] = [new Date(hour).toISOString(), new Date(5 * hour).toISOString()];
    assert.equal(nextLookAtLink([old], 3 * hour), never);
    assert.equal(nextLookAtLink([old, fresh], 3 * hour), 3 * hour + 25 * minute);
  });

  it('for a payment begin early, and are a day apart in the end', () => {
    const pauses = [0, 1, 2, 3, 4, 60].map((looks) => nextLookAtPayment(looks, day) - day);
    assert.deepEqual(
      pauses.map((pause) => pause / hour),
      [0.25, 1, 4, 16, 24, 24],
    );
  });

  it('for a closed case end when no session of Link can be open any more', () => {
    const expiries = [2 * hour, hour].map((at) => new Date(at).toISOString());
    assert.equal(endOfLink(expiries), 2.5 * hour);
    assert.equal(endOfLink([]), Number.NEGATIVE_INFINITY);
  });

  it('for a verification become rarer, down to one a day', () => {
    const pauses = [0, 1, 2, 3, 4, 5, 60].map((looks) => nextLookAtVerification(looks, day) - day);
    assert.deepEqual(
      pauses.map((pause) => pause / hour),
      [1, 2, 4, 8, 16, 24, 24],
    );
  });
});

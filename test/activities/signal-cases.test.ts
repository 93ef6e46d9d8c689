import assert from 'node:assert/strict';
import { type Signal, signalCases } from '../../activities/feeds/signal-cases.ts';
import { Failure } from '../../domain/failure.ts';

describe('signals to cases', () => {
  const moment = () => new Promise<void>((resolve) => setImmediate(resolve));
  let sent: string[];
  beforeEach(() => {
    sent = [];
  });
  const signal = (onboardingId: string, name = onboardingId, send = async () => {}): Signal => ({
    onboardingId,
    send: async () => {
      await send();
      sent.push(name);
      return true;
    },
  });
  const many = (count: number, send?: () => Promise<void>) =>
    Array.from({ length: count }, (_, at) => signal(`onb_${at}`, `onb_${at}`, send));

  it('go out ten at once', async () => {
    let [underWay, most] = [0, 0];
    const signals = many(35, async () => {
      most = Math.max(most, ++underWay);
      await moment();
      underWay -= 1;
    });
    assert.deepEqual(await signalCases({ signals, more: false }, performance.now()), { signalled: 35, more: false });
    assert.equal(most, 10);
  });

  it('of one case go out one after the other, in the order of their events', async () => {
    const slow = async () => {
      await moment();
      await moment();
    };
    const signals = [signal('onb_1', 'first', slow), signal('onb_2'), signal('onb_1', 'second')];
    await signalCases({ signals, more: false }, performance.now());
    assert.deepEqual(sent, ['onb_2', 'first', 'second']);
  });

  it('stop once the activity has run for twenty seconds, after the first ten', async () => {
    const begun = performance.now() - 20_000;
    assert.deepEqual(await signalCases({ signals: many(35), more: false }, begun), { signalled: 10, more: true });
    assert.deepEqual(await signalCases({ signals: many(10), more: false }, begun), { signalled: 10, more: false });
    assert.deepEqual(await signalCases({ signals: many(10), more: true }, begun), { signalled: 10, more: true });
  });

  it('leave out only the later ones of a case that cannot be signalled', async () => {
    const refused = async () => {
      throw new Failure('bug', 'refused', { code: 'refused' });
    };
    const signals = [signal('onb_x', 'refused', refused), ...many(20), signal('onb_x', 'later')];
    await assert.rejects(signalCases({ signals, more: false }, performance.now()), { message: 'refused' });
    assert.equal(sent.length, 20);
    assert.ok(!sent.includes('later'));
  });
});

// Random commands of tenants, acts of applicants, lost, doubled and late webhooks, and processes that die at random,
// against a reference model of the case. Each seed is one case. All play at once.
import assert from 'node:assert/strict';
import { Client } from '@temporalio/client';
import type { Pool } from '../../db/pool.ts';
import { isAnyAtWork } from '../../dev/at-work.ts';
import { eachOf } from '../../dev/each-of.ts';
import { advance, type Span, type TimeTravel } from '../../dev/time-travel.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { type Life, lifeUntil } from '../support/database/dying-pool.ts';
import { centsOf, chance, oneOf, type RandomCase, randomCase } from '../support/model/random-case.ts';
import { type Facts, reference } from '../support/model/reference.ts';
import { type Ledger, readLedger } from '../support/stack/ledger.ts';
import { inOneProcess, type OneProcess, type Work } from '../support/stack/one-process.ts';
import { seed as firstSeed, tally, trials } from '../support/trials.ts';
import { until } from '../support/until.ts';

/** GANGWAY_M1_SEED plays the case of that seed alone. */
const only = process.env.GANGWAY_M1_SEED;
const count = trials({ local: 40, ci: 200, nightly: 2_000, release: 10_000 });
const seeds = only ? [Number(only)] : Array.from({ length: count }, (_, n) => firstSeed + n);
const together = 100;
const atOnce = 8;
const day = 86_400;

const faults = ['worker died', 'API died', 'webhook lost', 'webhook twice', 'webhook late'] as const;

describe('M1: random commands, webhooks and crashes against a reference model', () => {
  const happened = tally(faults);

  for (let first = 0; first < seeds.length; first += together) {
    const these = seeds.slice(first, first + together);
    it(`M1: API, record, workflow and bank agree with the model, for the seeds ${these[0]} to ${these.at(-1)}`, async () => {
      const lives: [Work, Life][] = [];
      const bank = webhooksOf(these[0] ?? 0);
      let wrong: string[] = [];
      await inOneProcess({ lifeFor: mortals(lives), onWebhook: bank.onWebhook }, async (gangway) => {
        wrong = await playAll(these, gangway);
        await bank.delivered();
      });
      assert.deepEqual(wrong, []);
      for (const [{ what }, { diedAt }] of lives) {
        if (diedAt !== null) happened.count(isCommand(what) ? 'API died' : 'worker died');
      }
    });
  }

  it('M1: the model refuses a second transfer, too large a refund, and a case that goes on after its end', () => {
    const facts: Facts = { bank: {}, direction: 'debit', cents: 500, confirms: false };
    const funded = () => {
      const model = reference(facts);
      model.answers({ do: 'link' }, true);
      model.shows('arrived', 'funded');
      return model;
    };
    funded().holds(1, 0);
    for (const impossible of [
      () => funded().holds(2, 0),
      () => funded().answers({ do: 'refund', cents: 501 }, true),
      () => funded().answers({ do: 'cancel' }, true),
      () => funded().shows('moving', null),
      () => reference(facts).shows('moving', null),
      () => reference({ ...facts, confirms: true }).answers({ do: 'confirm' }, true),
    ])
      assert.throws(impossible, /where the model is at/);
  });

  it('M1: each kind of fault happened', () => assert.deepEqual(only ? [] : happened.below(20), []));

  const isCommand = (what: string) => /^(POST|DELETE)/.test(what);

  /** A process lives, or dies at some effect. One that has fewer effects lives. */
  function mortals(lives: [Work, Life][]): (work: Work) => Life {
    const turns = new Map<string, number>();
    return (work) => {
      const { what, user } = work;
      const turn = (turns.get(`${user} ${what}`) ?? 0) + 1;
      turns.set(`${user} ${what}`, turn);
      const dies = chance(user, what, turn) < 0.25;
      const nth = dies ? 1 + Math.floor(30 * chance(user, what, turn, 'effect')) : Number.POSITIVE_INFINITY;
      const life = lifeUntil(nth, oneOf(['before', 'after'] as const, user, what, turn, 'when'));
      lives.push([work, life]);
      return life;
    };
  }

  /** Webhooks that are lost come never, those that are late come among others. */
  function webhooksOf(seed: number) {
    const late: Promise<unknown>[] = [];
    let nth = 0;
    return {
      async onWebhook(deliver: () => Promise<number>): Promise<number> {
        nth += 1;
        const drawn = chance(seed, 'webhook', nth);
        if (drawn < 0.2) {
          happened.count('webhook lost');
          return 200;
        }
        if (drawn < 0.4) {
          happened.count('webhook late');
          const wait = new Promise((resolve) => setTimeout(resolve, 4_000 * chance(seed, 'late', nth)));
          late.push(wait.then(deliver));
          return 200;
        }
        if (drawn < 0.55) {
          happened.count('webhook twice');
          await deliver();
        }
        return deliver();
      },
      delivered: () => Promise.all(late),
    };
  }

  async function playAll(these: number[], { pool, world, travel }: OneProcess): Promise<string[]> {
    const cases: RandomCase[] = [];
    const wrong: string[] = [];
    /** A case that its model does not allow plays no more. */
    const out = new Set<RandomCase | number>();
    const told = (one: RandomCase | number, error: unknown) => {
      out.add(one);
      const seed = typeof one === 'number' ? one : one.seed;
      wrong.push(`GANGWAY_M1_SEED=${seed}: ${(error as Error).message}`);
    };
    await eachOf(these, atOnce, (seed) =>
      randomCase(world, seed).then(
        (one) => void cases.push(one),
        (error: unknown) => told(seed, error),
      ),
    );
    async function acts(how: { eager: boolean }): Promise<boolean> {
      let closed = true;
      const playing = cases.filter((one) => !out.has(one));
      await eachOf(playing, atOnce, async (one) => {
        const over = await one.act(how).catch((error: unknown) => {
          told(one, error);
          return true;
        });
        closed &&= over;
      });
      return closed;
    }
    async function later(span: Span): Promise<void> {
      await until(async () => !(await isAnyAtWork(travel)), { everyMs: 250 });
      await advance(travel, span);
    }
    for (let round = 0; round < 4; round++) await acts({ eager: false });
    for (let days = 0; days < 2; days++) {
      await later({ banking_days: 1 });
      for (let round = 0; round < 2; round++) await acts({ eager: false });
    }
    // A jump of more than a week takes one step (dev/time-travel.ts).
    for (const { model } of cases) model.passesWeeks();
    for (let leap = 0; leap < 16 && !(await acts({ eager: leap > 0 })); leap++) await later({ seconds: 10 * day });
    await until(async () => !(await isAnyAtWork(travel)), { everyMs: 250 });

    const ledger = await readLedger(world);
    for (const one of cases.filter((one) => !out.has(one))) {
      await agree(one, ledger, pool, travel).catch((error: unknown) => told(one, error));
    }
    return wrong;
  }

  /** Everything is at rest: the bank, the record and the workflow hold what the model does. */
  async function agree(one: RandomCase, ledger: Ledger, pool: Pool, { temporal }: TimeTravel): Promise<void> {
    const { id, facts, model, look } = one;
    const { stage, outcome } = await look();
    assert.equal(stage, 'closed');
    const of = <T extends { client_user_id: string | null }>(all: T[]) =>
      all.filter(({ client_user_id }) => client_user_id === id);
    const transfers = of(ledger.transfers);
    const refunded = of(ledger.refunds).reduce((sum, { amount }) => sum + centsOf(amount), 0);
    model.holds(transfers.length, refunded);
    for (const { amount } of transfers) assert.equal(centsOf(amount), facts.cents);
    const live = of(ledger.authorizations).filter(
      (one) => one.decision === 'approved' && !one.cancelled && one.transfer_id === null,
    );
    assert.ok(live.length <= 1, `${live.length} authorizations are left`);
    const { rows } = await pool.query<{ outcome: string }>('select outcome from onboardings where id = $1', [id]);
    const ended = await new Client(temporal ?? {}).workflow.getHandle(caseWorkflowId(id)).result();
    assert.deepEqual([rows[0]?.outcome, ended], [outcome, outcome]);
    const own = `select w.code from webhooks w join plaid_ids p on p.kind = w.plaid_id_kind and p.external_id = w.plaid_id
      where p.onboarding_id = $1 and w.status <> 'done'`;
    assert.deepEqual((await pool.query(own, [id])).rows, []);
  }
});

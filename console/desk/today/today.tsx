// The board of one tenant: cases, money, returns, and questions that wait for a person. Each number leads to its list.
import type { VNode } from 'preact';
import type { Schemas } from '../../../packages/client/src/index.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { Age, Figure, inWords, Table, When } from '../kit.tsx';
import { AsOf, refreshOf } from './as-of.tsx';
import { MoneyByDay } from './money-plot.tsx';
import { share } from './plot.ts';
import { ReturnRates } from './rates.tsx';
import { UnderWay } from './under-way.tsx';

type Board = Schemas['Board'];
type PartProps = { board: Board; at: Desk['at'] };

export const todayPages: DeskRoute[] = [['GET', '', 'viewer', showToday]];

async function showToday(desk: Desk): Promise<void> {
  const { data: board } = await desk.api.GET('/v1/board');
  const { at } = desk;
  desk.show({
    title: 'Today',
    menu: '',
    ...refreshOf(desk),
    children: (
      <>
        <h1>Today</h1>
        <AsOf desk={desk} at={board.at} />
        <h2>Waits for a person</h2>
        <Waiting board={board} at={at} />
        <h2>Trouble</h2>
        <Trouble board={board} at={at} />
        <h2>Money under way</h2>
        <UnderWay board={board} at={at} />
        <h2>Money by day</h2>
        <MoneyByDay money={board.money} at={board.at} />
        <div class="columns">
          <section>
            <h2 id="stages">Open cases by stage</h2>
            <Stages board={board} at={at} />
          </section>
          <section>
            <h2>Return rates</h2>
            <ReturnRates returns={board.returns} />
            <p>
              <a href={at('/money#returns')}>What came back today, and why</a>
            </p>
          </section>
        </div>
      </>
    ),
  });
}

function Waiting({ board: { reviews, confirmations }, at }: PartProps): VNode {
  const noteOf = ({ oldest_since, soonest_deadline }: Board['reviews']) =>
    oldest_since && (
      <>
        the oldest for <Age since={oldest_since} />
        {soonest_deadline && (
          <>
            , the first is due <When at={soonest_deadline} />
          </>
        )}
      </>
    );
  return (
    <div class="figures wide">
      <Figure
        name="Cases to review"
        value={reviews.count}
        to={at('/reviews')}
        tone={reviews.count > 0 ? 'warn' : 'plain'}
        note={noteOf(reviews)}
      />
      <Figure
        name="Transfers to confirm"
        value={confirmations.count}
        to={at('/money/transfers?status=authorizing')}
        tone={confirmations.count > 0 ? 'warn' : 'plain'}
        note={noteOf(confirmations)}
      />
    </div>
  );
}

/** Shows only what there is, so that a quiet day is one line. */
function Trouble({ board: { delays, holds, notifications }, at }: PartProps): VNode {
  const since = (time: string | null | undefined) =>
    time && (
      <>
        the oldest for <Age since={time} />
      </>
    );
  const { waiting, failed, endpoints_failing: failing, endpoints_disabled: disabled } = notifications;
  const figures = [
    ...delays.map(({ reason, count, oldest_since }) => ({
      ...{ name: `Delayed: ${inWords(reason)}`, value: count, note: since(oldest_since) },
      ...{ to: at('/money/transfers?attention=delayed'), tone: 'bad' as const },
    })),
    ...holds.map(({ code, count, oldest_since }) => ({
      ...{ name: `On hold: ${code ?? 'no code'}`, value: count, note: since(oldest_since) },
      ...{ to: at('/holds'), tone: 'warn' as const },
    })),
    {
      ...{ name: 'Notifications to send', value: waiting, note: since(notifications.oldest_waiting_since) },
      ...{ to: at('/notifications?status=waiting'), tone: 'plain' as const },
    },
    {
      ...{ name: 'Notifications given up', value: failed, note: since(notifications.oldest_failed_since) },
      ...{ to: at('/notifications?status=failed'), tone: 'bad' as const },
    },
    { name: 'Endpoints that fail', value: failing, note: null, to: at('/endpoints'), tone: 'bad' as const },
    { name: 'Endpoints switched off', value: disabled, note: null, to: at('/endpoints'), tone: 'warn' as const },
  ].filter(({ value }) => value > 0);
  if (figures.length === 0) return <p class="dim">None: no delays, no holds, and all notifications have arrived.</p>;
  return (
    <div class="figures">
      {figures.map((figure) => (
        <Figure key={figure.name} {...figure} />
      ))}
    </div>
  );
}

function Stages({ board, at }: PartProps): VNode {
  const highest = Math.max(...board.stages.map(({ count }) => count));
  return (
    <Table
      caption="Open cases by stage"
      none="No case is open."
      rows={board.stages.filter(({ count }) => count > 0)}
      keyOf={({ stage }) => stage}
      columns={[
        { head: 'Stage', cell: ({ stage }) => <a href={at(`/cases?stage=${stage}`)}>{inWords(stage)}</a> },
        { head: 'Cases', cell: ({ count }) => count, number: true },
        {
          head: 'Share',
          cell: ({ count }) => (
            <svg class="plot share" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
              <rect class="within" x="0" y="0" width={share(count, highest) * 100} height="12" />
            </svg>
          ),
        },
        { head: 'Oldest', cell: ({ oldest_since }) => <Age since={oldest_since} />, number: true },
      ]}
    />
  );
}

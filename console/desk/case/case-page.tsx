// The page of a case. Nothing personal stands on it: that is behind a click.
import type { VNode } from 'preact';
import { delayReasons } from '../../../domain/case/delay.ts';
import { waitRows } from '../../../domain/case/stages.ts';
import { isAtLeast } from '../../../domain/operators/roles.ts';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { givenIn, type Refused, showPage } from '../answers.ts';
import type { Desk } from '../desk.ts';
import { Badge, Done, Facts, Table, When } from '../kit.tsx';
import { outcomeWords, reasonWords, stageWords } from '../words.ts';
import { Actions, actionsDone } from './actions.tsx';
import { LinksOf } from './links.tsx';
import { Messages } from './messages.tsx';
import { AccountOf, MoneyOf } from './money.tsx';
import { readCase, readTold, type TheCase, type Told } from './read-case.ts';
import { timelineWords } from './timeline-words.ts';

export async function showCase(desk: Desk, given: string, refused: Refused | null = null): Promise<void> {
  const theCase = await readCase(desk, given);
  const { id, stage } = theCase;
  const told = await readTold(desk, id);
  const { done } = givenIn(desk, ['done']);
  showPage(
    desk,
    {
      title: 'Case',
      menu: '/cases',
      // A refusal stands at the address of its command, from which the script could load no page.
      ...(stage !== 'closed' && !refused && { live: `${desk.at(`/cases/${id}/live`)}?seen=${told.timeline.length}` }),
      children: (
        <>
          <h1>Case</h1>
          <p class="dim">{id}</p>
          <Done code={done} words={actionsDone} />
          <Standing desk={desk} theCase={theCase} />
          <Actions {...{ desk, theCase, refused }} />
          <MoneyOf theCase={theCase} events={told.events} />
          <AccountOf desk={desk} theCase={theCase} />
          <LinksOf desk={desk} theCase={theCase} />
          <Timeline timeline={told.timeline} />
          <Messages desk={desk} told={told} />
          <Metadata metadata={theCase.shown.metadata} />
        </>
      ),
    },
    refused,
  );
}

function Standing({ desk, theCase }: { desk: Desk; theCase: TheCase }): VNode {
  const { id, stage, outcome, shown } = theCase;
  const { reason, delayed, waiting, next_action: next } = shown;
  const mayRead = isAtLeast(desk.role, 'reviewer');
  const inTemporal = desk.caseInTemporal(id);
  return (
    <section class="card">
      <p>
        <b>{stageWords[stage]}.</b>{' '}
        {outcome && <Badge tone={outcomeWords[outcome][0]}>{outcomeWords[outcome][1]}</Badge>}
      </p>
      {reason && (
        <p>
          Reason: {reason}. {reasonWords(reason, outcome)}
        </p>
      )}
      {next && nextWords(next)}
      {waiting && (
        <p>
          The case waits for {waitRows[waiting.for].words}
          {waiting.until && (
            <>
              {' '}
              until <When at={waiting.until} />
            </>
          )}
          .
        </p>
      )}
      {delayed && (
        <p>
          <Badge tone="warn">trouble</Badge> {delayReasons[delayed.reason]} Since <When at={delayed.since} />. The case
          goes on by itself.
        </p>
      )}
      <Facts
        facts={{
          'Your user': shown.user_id,
          Begun: <When at={shown.created_at} />,
          Changed: <When at={shown.updated_at} />,
          Reviews: shown.reviews.map(({ decision, reviewer }) => `${reviewer}: ${decision}`).join(', ') || 'none',
        }}
      />
      <p class="actions">
        {next?.type === 'review' && mayRead && (
          <a class="button" href={desk.at(`/reviews/${id}`)}>
            Review the case
          </a>
        )}
        {mayRead && (
          <a class="button quiet" href={desk.at(`/cases/${id}/person`)}>
            Personal data (audited)
          </a>
        )}
        {desk.installation && inTemporal && <a href={inTemporal}>Look at the workflow in the Temporal UI</a>}
      </p>
    </section>
  );
}

/** The words of the stage say what the applicant has to do. */
function nextWords(next: Schemas['NextAction']): VNode | null {
  if (next.type === 'review') return <p>Approvals that are missing: {next.approvals_needed}.</p>;
  return next.type === 'confirm' ? <p>The tenant has to confirm or to refuse the transfer.</p> : null;
}

const Timeline = ({ timeline }: { timeline: Told['timeline'] }): VNode => (
  <>
    <h2>Timeline</h2>
    <Table
      caption="What happened to the case, oldest first"
      rows={timeline.map((entry, at) => ({ at, entry }))}
      none="Nothing has happened yet."
      keyOf={({ at }) => `${at}`}
      columns={[
        { head: 'When', cell: ({ entry }) => <When at={entry.at} /> },
        { head: 'What', cell: ({ entry }) => <Entry entry={entry} /> },
      ]}
    />
  </>
);

function Entry({ entry }: { entry: Told['timeline'][number] }): VNode {
  const { outcome, reason, waiting_for: wait, waiting_until: until } = entry.detail;
  return (
    <span>
      {timelineWords(entry)}
      {typeof outcome === 'string' && ` · ${outcome}`}
      {typeof reason === 'string' && entry.what in stageWords && ` · ${reason}`}
      {typeof wait === 'string' && ` · waits for ${waitRows[wait as keyof typeof waitRows]?.words ?? wait}`}
      {typeof until === 'string' && (
        <>
          {' '}
          until <When at={until} />
        </>
      )}
    </span>
  );
}

const Metadata = ({ metadata }: { metadata: Record<string, string> }): VNode => (
  <>
    <h2>Metadata</h2>
    {Object.keys(metadata).length === 0 ? <p class="dim">None.</p> : <Facts facts={metadata} />}
  </>
);

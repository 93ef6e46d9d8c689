// The decisions of reviewers on a case, with their notes, which are personal.
import type { VNode } from 'preact';
import { reviewReasonRows } from '../../../domain/case/review.ts';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { Table, When } from '../kit.tsx';

export const Earlier = ({ reviews }: { reviews: Schemas['Review'][] }): VNode => (
  <>
    <h2>Decisions on this case</h2>
    <Table
      caption="The reviewers’ decisions on this case, oldest first"
      rows={reviews}
      none="No reviewer has decided anything about this case."
      keyOf={({ at, reviewer }) => `${at} ${reviewer}`}
      columns={[
        { head: 'When', cell: ({ at }) => <When at={at} /> },
        { head: 'Reviewer', cell: ({ reviewer }) => reviewer },
        { head: 'Decision', cell: ({ decision }) => decision },
        {
          head: 'Reason',
          cell: ({ reason }) => (reason ? reviewReasonRows[reason].words : <span class="dim">not shown yet</span>),
        },
        { head: 'Note', cell: ({ note }) => note ?? <span class="dim">—</span> },
      ]}
    />
  </>
);

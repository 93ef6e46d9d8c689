// The moment that a board shows, and how it is kept up to date.
import type { VNode } from 'preact';
import type { Desk, DeskPage } from '../desk.ts';
import { When } from '../kit.tsx';

const everySeconds = 60;
const isStill = ({ ctx }: Pick<Desk, 'ctx'>) => ctx.query.refresh === 'off';

export const refreshOf = (desk: Pick<Desk, 'ctx'>): Pick<DeskPage, 'every'> =>
  isStill(desk) ? {} : { every: everySeconds };

/** A person may stop the refresh, for example to read a number in peace. */
export const AsOf = ({ desk, at }: { desk: Pick<Desk, 'ctx'>; at: string }): VNode => (
  <p class="dim">
    As of <When at={at} />.{' '}
    {isStill(desk) ? (
      <>
        This page stays as it is. <a href="?">Refresh it every minute</a>
      </>
    ) : (
      <>
        The page refreshes itself every minute. <a href="?refresh=off">Stop that</a>
      </>
    )}
  </p>
);

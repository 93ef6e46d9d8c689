// The frame of the console's pages: who is signed in, which tenant is looked at, and the menu.
import type { VNode } from 'preact';
import { isAtLeast } from '../../domain/operators/roles.ts';
import { assetPath } from '../assets.ts';
import { Page } from '../layout.tsx';
import type { Desk, DeskPage } from './desk.ts';
import { Errors } from './fields.tsx';

/** The menu of a tenant. `operator`: its API allows nothing of it to others. */
const ofTenant: [path: string, words: string, needs?: 'operator'][] = [
  ['', 'Today'],
  ['/reviews', 'Reviews'],
  ['/cases', 'Cases'],
  ['/money', 'Money'],
  ['/accounts', 'Accounts'],
  ['/holds', 'Holds'],
  ['/notifications', 'Notifications'],
  ['/endpoints', 'Endpoints'],
  ['/audit', 'Audit', 'operator'],
];

const ofInstallation: [path: string, words: string][] = [
  ['/today', 'All tenants'],
  ['/inbox', 'Inbox'],
  ['/search', 'Search'],
  ['/keys', 'Keys'],
];

/** The style sheets of the console. */
export const deskStyles = [assetPath('desk.css'), assetPath('forms.css'), assetPath('boards.css')];

export function Frame({
  desk,
  title,
  menu,
  live,
  every,
  errors = [],
  children,
}: Omit<DeskPage, 'status'> & { desk: Desk }): VNode {
  const { operator, role, tenant, token, at } = desk;
  const entry = (path: string, words: string, address: string, current: boolean) => (
    <li key={path}>
      <a href={address} aria-current={current ? 'page' : undefined}>
        {words}
      </a>
    </li>
  );
  return (
    <Page
      title={`${title} · ${tenant ?? 'Gangway'}`}
      lang="en"
      skip="Skip to the page"
      width="wide"
      styles={deskStyles}
      live={live}
      every={every}
      header={
        <Bar tenant={tenant} name={`${operator.name}, ${role}`} token={token} secondsLeft={desk.ctx.state.secondsLeft}>
          <nav aria-label="Console">
            {tenant !== null && (
              <ul>
                {ofTenant
                  .filter(([, , needs]) => isAtLeast(role, needs ?? 'viewer'))
                  .map(([path, words]) => entry(path, words, at(path), path === menu))}
              </ul>
            )}
            {desk.installation && (
              <ul>
                {ofInstallation.map(([path, words]) =>
                  entry(path, words, `/console${path}`, tenant === null && path === menu),
                )}
              </ul>
            )}
          </nav>
        </Bar>
      }
    >
      <Errors errors={errors} />
      {children}
    </Page>
  );
}

type BarProps = {
  tenant?: string | null;
  name: string;
  token: string;
  secondsLeft: number | undefined;
  /** The menu. */
  children?: VNode;
};

/** The head of each page: who is signed in, the way out, the menu, and the end of the session. */
export const Bar = ({ tenant, name, token, secondsLeft, children }: BarProps): VNode => (
  <>
    <div class="bar">
      <p class="brand">
        <a href="/console">Gangway</a> {tenant && <span class="tenant">{tenant}</span>}
      </p>
      <form method="post" action="/console/sign-out" class="who">
        <input type="hidden" name="token" value={token} />
        <span>{name}</span>
        <button type="submit" class="quiet small">
          Sign out
        </button>
      </form>
      {children}
    </div>
    {secondsLeft !== undefined && <EndOfSession token={token} secondsLeft={secondsLeft} />}
  </>
);

/** The script warns two minutes before the end. Without it, the page says when the end comes. */
const EndOfSession = ({ token, secondsLeft }: { token: string; secondsLeft: number }): VNode => (
  <div class="session">
    <div id="session" role="alert" hidden data-seconds={secondsLeft}>
      <p>Your session ends in less than two minutes.</p>
      <form method="post" action="/console/extend">
        <input type="hidden" name="token" value={token} />
        <button type="submit" class="small">
          Stay signed in
        </button>
      </form>
    </div>
    <p id="session-over" role="alert" hidden>
      Your session has ended. <a href="/console/sign-in">Sign in again</a>
    </p>
    <noscript>
      <p class="dim">Your session ends {Math.floor(secondsLeft / 60)} minutes from now, unless you open a page.</p>
    </noscript>
    <script type="module" src={assetPath('session.js')} />
  </div>
);

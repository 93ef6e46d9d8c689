// The frame of the console's pages: who is signed in, which tenant is looked at, and the menu.
import type { VNode } from 'preact';
import { assetPath } from '../assets.ts';
import { Page } from '../layout.tsx';
import type { Desk, DeskPage } from './desk.ts';

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
];

const ofInstallation: [path: string, words: string][] = [
  ['/', 'All tenants'],
  ['/inbox', 'Inbox'],
  ['/search', 'Search'],
  ['/keys', 'Keys'],
];

export function Frame({ desk, title, menu, live, children }: Omit<DeskPage, 'status'> & { desk: Desk }): VNode {
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
      styles={assetPath('desk.css')}
      live={live}
      header={
        <div class="bar">
          <p class="brand">
            <a href="/console">Gangway</a> {tenant && <span class="tenant">{tenant}</span>}
          </p>
          <nav aria-label="Console">
            {tenant !== null && <ul>{ofTenant.map(([path, words]) => entry(path, words, at(path), path === menu))}</ul>}
            {desk.installation && (
              <ul>
                {ofInstallation.map(([path, words]) =>
                  entry(path, words, `/console${path}`, tenant === null && path === menu),
                )}
              </ul>
            )}
          </nav>
          <form method="post" action="/console/sign-out" class="who">
            <input type="hidden" name="token" value={token} />
            <span>
              {operator.name}, {role}
            </span>
            <button type="submit" class="quiet small">
              Sign out
            </button>
          </form>
        </div>
      }
    >
      {children}
    </Page>
  );
}

// Every page of the console.
import type { Deps, PageRoute } from '../context.ts';
import type { DeskRoute } from './desk.ts';
import { ofInstallation, ofTenant, type SignedIn } from './mount.tsx';

const tenantPages: DeskRoute[] = [];
const installationPages: DeskRoute[] = [];

export const deskPages = (deps: Deps, signedIn: SignedIn): PageRoute[] => [
  ...ofTenant(deps, signedIn, tenantPages),
  ...ofInstallation(deps, signedIn, installationPages),
];

// The people whom the development stack can sign in to the console, one row each.

export type DevUser = { id: string; name: string; groups: string[] };

export const devUsers: readonly DevUser[] = [
  { id: 'vera', name: 'Vera Viewer', groups: ['gangway:viewer'] },
  // Two, because one person alone cannot decide by four eyes.
  { id: 'rita', name: 'Rita Reviewer', groups: ['gangway:reviewer'] },
  { id: 'rolf', name: 'Rolf Reviewer', groups: ['gangway:reviewer'] },
  { id: 'olga', name: 'Olga Operator', groups: ['gangway:operator'] },
  { id: 'otto', name: 'Otto Operator of default', groups: ['gangway:operator:default'] },
];

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import { h } from 'preact';
import type { Deps } from '../../console/context.ts';
import type { DeskRoute } from '../../console/desk/desk.ts';
import { ofInstallation, ofTenant } from '../../console/desk/mount.tsx';
import { signedInBy } from '../../console/sign-in/signed-in.ts';
import { ensureTenant } from '../../db/tenants.ts';
import { gangwayGroups, grantsOf, type Role, roleFor, roleRows } from '../../domain/operators/roles.ts';
import { poolAs } from '../support/database/pool-as.ts';
import { startConsole, type Visitor, visitorOf } from '../support/http/console.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('the groups of the provider', () => {
  const roleBy = (groups: unknown, tenant: string | null) => roleFor(grantsOf(gangwayGroups(groups)), tenant);

  it('give the strongest role at each tenant', () => {
    const groups = ['staff', 'gangway:viewer', 'gangway:operator:acme', 'gangway:reviewer:acme'];
    assert.deepEqual(
      ['acme', 'other', null].map((tenant) => roleBy(groups, tenant)),
      ['operator', 'viewer', 'viewer'],
    );
    assert.equal(roleBy('gangway:reviewer', 'acme'), 'reviewer', 'a provider may send one group as a text');
  });

  it('give nothing by any other spelling', () => {
    const others = [
      ...[
        'gangway',
        'gangway:admin',
        'Gangway:operator',
        'gangway:operator:',
        'gangway:operator:Acme',
        ' gangway:operator',
      ],
      ...['gangway:operator:acme:x', 'gangway:operator\n', 'gangway:operator,gangway:viewer', 'x-gangway:operator'],
    ];
    for (const claim of [...others, others, undefined, null, 7, { gangway: 'operator' }, [['gangway:operator']]])
      assert.equal(roleBy(claim, 'acme'), null, JSON.stringify(claim));
  });

  it('give a viewer no personal data, and no role but the operator all scopes', () => {
    const scopes = (role: Role): readonly string[] => roleRows[role].scopes;
    assert.ok(!scopes('viewer').includes('personal:read') && roleRows.viewer.readOnly);
    for (const role of ['viewer', 'reviewer'] as const) assert.ok(!scopes(role).includes('onboardings:write'), role);
  });
});

describe('a page of the console', () => {
  const [database, console] = forAllTests(startConsole);
  let visitor: Visitor;
  let address: string;
  const server = createServer();
  /** One page for each need, and a form whose command reaches the API. */
  const routes: DeskRoute[] = [
    ...(['viewer', 'reviewer', 'operator'] as const).map(
      (role): DeskRoute => [
        ...(['GET', `/${role}`, role] as const),
        async (desk) => {
          desk.show({
            title: `${desk.role} at ${desk.tenant}`,
            menu: '',
            children: h('p', null, `${desk.installation !== null}`),
          });
        },
      ],
    ),
    ...(['viewer', 'reviewer', 'operator'] as const).map(
      (role): DeskRoute => [
        ...(['POST', `/${role}`, role] as const),
        async ({ api, ctx }) => {
          const body = { channel: 'webhook' as const, url: 'https://example.com/hook', types: [] };
          await api.POST('/v1/notification_endpoints', { body }).catch((error) => {
            ctx.status = error.status;
            ctx.body = error.code;
          });
        },
      ],
    ),
  ];

  before(async () => {
    for (const id of ['default', 'acme']) await ensureTenant(database.pool, { id, name: `The ${id}` });
    const deps = {
      ...{ db: poolAs(database.pool, 'gangway_api'), callApi: console.callInside },
      sourceOf: () => ({ address: '127.0.0.1' }),
    } as unknown as Deps;
    const signedIn = signedInBy(deps);
    const router = new Router();
    for (const [method, path, handle] of [
      ...ofTenant(deps, signedIn, routes),
      ...ofInstallation(deps, signedIn, routes),
    ])
      router.register(path, [method], handle as never);
    const app = new Koa();
    app.use(async (ctx, next) => {
      await next().catch((error) => {
        ctx.status = error.status ?? 500;
        ctx.body = error.message;
      });
    });
    app.use(router.routes());
    server.on('request', app.callback());
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => new Promise((done) => server.close(done)));
  beforeEach(() => {
    visitor = visitorOf(console);
  });
  const read = (path: string) => visitor.send(`${address}/console${path}`);
  const statusesOf = async (place: string) => {
    const answers = ['viewer', 'reviewer', 'operator'].map(async (role) => (await read(`${place}/${role}`)).status);
    return (await Promise.all(answers)).join(' ');
  };

  const allowed: [user: string, tenant: string, other: string, installation: string][] = [
    ['vera', '200 403 403', '200 403 403', '200 403 403'],
    ['rita', '200 200 403', '200 200 403', '200 200 403'],
    ['olga', '200 200 200', '200 200 200', '200 200 200'],
    ['otto', '200 200 200', '404 404 404', '404 404 404'],
    ['rosa', '200 403 403', '200 200 403', '404 404 404'],
  ];
  for (const [user, atDefault, atAcme, atNone] of allowed) {
    it(`shows ${user} what the role allows, at each tenant`, async () => {
      await visitor.signIn(user);
      assert.equal(await statusesOf('/t/default'), atDefault);
      assert.equal(await statusesOf('/t/acme'), atAcme);
      assert.equal(await statusesOf(''), atNone);
      assert.equal(await statusesOf('/t/nothing'), '404 404 404', 'a tenant that does not exist');
    });
  }

  it('gives the API of operators to an operator across tenants alone', async () => {
    for (const [user, expected] of [
      ['vera', false],
      ['olga', true],
      ['otto', false],
    ] as const) {
      await visitor.signIn(user);
      assert.match(await (await read('/t/default/viewer')).text(), new RegExp(`<p>${expected}</p>`), user);
    }
  });

  it('lets a viewer change nothing, not even by a form that a page forgot to refuse', async () => {
    await visitor.signIn('vera');
    const token = await visitor.formToken('/console');
    const send = (role: string) => visitor.post(`${address}/console/t/default/${role}`, { token });
    assert.deepEqual([(await send('reviewer')).status, (await send('operator')).status], [403, 403]);
    const refused = await send('viewer');
    assert.deepEqual([refused.status, await refused.text()], [403, 'scope_missing']);
    const { rows } = await database.pool.query('select from notification_endpoints');
    assert.equal(rows.length, 0);
  });

  it('takes no form of another session', async () => {
    const other = visitorOf(console);
    await other.signIn('olga');
    await visitor.signIn('olga');
    const path = `${address}/console/t/default/operator`;
    assert.equal((await visitor.post(path, { token: await other.formToken() })).status, 403);
    assert.equal((await visitor.post(path, {})).status, 403);
  });
});

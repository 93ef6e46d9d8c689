import assert from 'node:assert/strict';
import { request } from 'node:http';
import { pino } from 'pino';
import { type Simulator, startSimulator } from '../../simulator/server.ts';
import { credentials, linkTokenRequest, sdk } from './running-simulator.ts';

describe('a simulator that browsers find elsewhere than where it listens', () => {
  const found = 'http://bank.example:4100';
  let simulator: Simulator;
  before(async () => {
    const log = pino({ level: 'silent' });
    simulator = await startSimulator({ host: '127.0.0.1', port: 0, url: `${found}/`, file: null, credentials, log });
  });
  after(() => simulator.stop());

  it('hands out pages of that address: Link, and the verification of a person', async () => {
    const plaid = sdk(simulator.origin, credentials.secret);
    const { data: link } = await plaid.linkTokenCreate(linkTokenRequest({ hosted_link: {} }));
    assert.equal(new URL(link.hosted_link_url ?? '').origin, found);
    const { data: verification } = await plaid.identityVerificationCreate({
      client_user_id: 'onb_1',
      is_shareable: true,
      template_id: 'idvtmp_1',
      gave_consent: true,
      user: { email_address: 'accountholder0@example.com' },
    });
    assert.equal(new URL(verification.shareable_url ?? '').origin, found);
  });

  it('answers under that name', async () => {
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${simulator.origin}/simulator/healthz`, { headers: { host: 'bank.example:4100' } });
      asked
        .once('response', (answer) => resolve(answer.resume().statusCode))
        .once('error', reject)
        .end();
    });
    assert.equal(status, 200);
  });
});

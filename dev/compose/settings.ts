// The lines that a newcomer puts into `.env` for the simulated Plaid, as the head of docker-compose.yml says.
import { randomBytes } from 'node:crypto';

/** The published ports differ from those inside, so that confusing the two fails the check. */
export const publishedPorts = { GANGWAY_API_PORT: '4000', GANGWAY_SIMULATOR_PORT: '4100' };

export function newcomersEnv() {
  return {
    POSTGRES_PASSWORD: randomBytes(24).toString('hex'),
    POSTGRES_MIGRATE_PASSWORD: randomBytes(24).toString('hex'),
    POSTGRES_API_PASSWORD: randomBytes(24).toString('hex'),
    POSTGRES_WORKER_PASSWORD: randomBytes(24).toString('hex'),
    TEMPORAL_POSTGRES_PASSWORD: randomBytes(24).toString('hex'),
    GANGWAY_VAULT_KEYS: `main:${randomBytes(32).toString('base64')}`,
    GANGWAY_API_KEY: `gw_${randomBytes(4).toString('hex')}_${randomBytes(32).toString('base64url')}`,
    GANGWAY_OPERATOR_KEY: `gw_${randomBytes(4).toString('hex')}_${randomBytes(32).toString('base64url')}`,
    PLAID_CLIENT_ID: 'simulator-client',
    PLAID_SECRET: 'simulator-secret',
    PLAID_BASE_URL: 'http://simulator:3100',
    ...publishedPorts,
  };
}

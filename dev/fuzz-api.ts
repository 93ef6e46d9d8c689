// `npm run fuzz-api`: sends requests made at random from the API's document to a running development stack, with
// Schemathesis. Fails on an answer of 500 or that the document does not allow.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../config.ts';

const version = '4.32.5';
/** Of each phase and route; and the whole run of one key. */
const [cases, seconds] = [20, 120];
const checks = [
  ...['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_headers_conformance'],
  ...['response_schema_conformance', 'missing_required_header', 'ignored_auth'],
];

const { GANGWAY_HOME: home } = readConfig(process.env, ['GANGWAY_HOME']);
const { api, api_key, operator_key } = JSON.parse(readFileSync(join(home, 'dev.json'), 'utf8'));

/** Routes of operators are under these paths. */
const operators = '^/v1/(tenants|webhooks|return_rates|plaid)';

function fuzz(key: string, filter: string): boolean {
  const run = ['run', `${api}/openapi.json`, filter, operators, '--header', `Authorization: Bearer ${key}`];
  const bounds = [
    '--phases',
    'examples,coverage,fuzzing',
    '--max-examples',
    String(cases),
    '--max-time',
    String(seconds),
  ];
  const { status, error } = spawnSync(
    'schemathesis',
    [...run, ...bounds, '--checks', checks.join(','), '--continue-on-failure', '--warnings', 'off'],
    // It keeps notes in its working folder.
    { stdio: 'inherit', cwd: home },
  );
  if (error) throw new Error(`Install Schemathesis first: python3 -m pip install schemathesis==${version}`);
  return status === 0;
}

const results = [fuzz(api_key, '--exclude-path-regex'), fuzz(operator_key, '--include-path-regex')];
process.exitCode = results.every(Boolean) ? 0 : 1;

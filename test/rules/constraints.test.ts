import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { addressUses } from '../../db/tenant-addresses.ts';
import { linkModes, linkOffers } from '../../domain/bank/link.ts';
import { directions, outcomes, type Rail } from '../../domain/case/onboarding.ts';
import { stages } from '../../domain/case/stages.ts';
import { dataProducts } from '../../domain/data/data-product.ts';
import { tenantAnswers } from '../../domain/transfers/confirmation.ts';
import type { FollowUp } from '../../domain/transfers/returns.ts';

const rails: Record<Rail, true> = { ach: true, 'payment-initiation': true };
const followUps: Record<FollowUp['do'], true> = { reinitiate: true, relink: true };

/** By table and column: the members that the code writes there. */
const members: Record<string, readonly string[]> = {
  'confirmations answer': tenantAnswers,
  'link_sessions mode': linkModes,
  'link_sessions offer': linkOffers,
  'onboardings direction': directions,
  'onboardings outcome': outcomes,
  'onboardings products': dataProducts,
  'onboardings rail': Object.keys(rails),
  'onboardings stage': stages,
  'tenant_addresses use': addressUses,
  'transfers follow_up': Object.keys(followUps),
};

describe('the constraints of the database', () => {
  // test/db/schema.test.ts compares the file with the migrations.
  const schema = readFileSync('test/db/schema.txt', 'utf8');

  for (const [where, list] of Object.entries(members)) {
    it(`${where}: takes every member of the list, and no other; a migration changes it, then \`npm run schema\``, () => {
      const [table, column] = where.split(' ');
      const [, check = ''] = schema.split(`\n${table} constraint ${table}_${column}_check: `);
      const [line = ''] = check.split('\n');
      const taken = [...line.matchAll(/'([^']+)'::text/g)].map(([, member]) => member);
      assert.deepEqual(taken.sort(), [...list].sort());
    });
  }
});

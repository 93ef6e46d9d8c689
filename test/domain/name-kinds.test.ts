import assert from 'node:assert/strict';
import { defaultIdentityPolicy } from '../../domain/owner/identity.ts';
import { judgeNames, type Pair, theyAre } from './judge-names.ts';

const withAda = (...names: string[]): Pair[] => names.map((name) => ['Ada Byron', name]);

describe('a name that the bank does not know', () => {
  const unknown = ['', ' ', 'N/A', 'n.a.', 'NA', '-', '---', '???', 'UNKNOWN', 'Not available', 'ACCOUNT HOLDER'];
  unknown.push('Primary Account Owner', 'ACCOUNT HOLDER 1', 'VALUED CUSTOMER', 'CUSTOMER', 'null', 'NO NAME', 'A. B.');
  unknown.push('X', '12345', '🙂', '❤️', '\u200b', '\u3164', '\ufeff', 'MR', 'Kontoinhaber', 'TITULAR DE LA CUENTA');
  unknown.push(
    '#N/A',
    'null null',
    'CHECKING ACCOUNT',
    'NAME NOT ON FILE',
    'X',
    '﷐',
    'REDACTED',
    '****',
    'NOT PROVIDED BY BANK',
    'J.',
  );
  for (const name of unknown) {
    it(`${JSON.stringify(name)} is none`, () => {
      assert.equal(judgeNames('Ada Byron', [name]).reason, 'name_unknown');
      assert.equal(judgeNames(name, [name]).reason, 'name_unknown');
      // The bank has another one.
      assert.equal(judgeNames('Ada Byron', [name, 'Percival Oxley']).decision, 'conflict');
      assert.equal(judgeNames('Ada Byron', [name, 'ADA BYRON']).decision, 'match');
    });
  }
  it('people with such a word in their name have a name', () => {
    const names = ['Na Li', 'Noel Holder', 'Al Holder', 'Les Blank', 'Le My', 'Or Cohen', 'Un Kim', '王 明'];
    for (const name of [...names, 'Nguyễn Văn A']) {
      assert.equal(judgeNames(name, [name.toUpperCase()]).decision, 'match', name);
    }
  });
});

describe('the name of a business or another organisation', () => {
  describe('goes to review, although it contains the whole name of the applicant', () => {
    theyAre(
      withAda(
        ...[
          'ADA BYRON, L.L.C.',
          'ADA BYRON L L C',
          'Ada Byron LLC',
          'ADA BYRON LTD.',
          'Ada Byron Limited',
          'ADA BYRON INC',
        ],
        ...['ADA BYRON S.A.', 'Ada Byron SA', 'ADA BYRON S.R.L.', 'Ada Byron GmbH & Co. KG', 'ADA BYRON B.V.'],
        ...['ADA BYRON PTY LTD', 'ADA BYRON P.C.', 'ADA BYRON & CO', 'Ada Byron Sp. z o.o.', 'Ada Byron s.r.o.'],
        ...[
          'ADA BYRON D/B/A ENGINES',
          'ADA BYRON DBA ENGINES',
          'Ada Byron t/a Engines',
          'Ada Byron trading as Engines',
        ],
        ...['Ada Byron Church', 'ADA BYRON FOUNDATION', 'Ada Byron Association', 'LAW OFFICE OF ADA BYRON'],
        ...[
          'ADA BYRON CONSULTING',
          'Ada Byron & Sons',
          'ADA BYRON SOLE PROP',
          'ADA BYRON SOLE TRADER',
          'ADA BYRON EIRL',
          'FRIENDS OF ADA BYRON',
          'Ada Byron e.V.',
        ],
      ),
      'unclear',
      'business',
      'business',
    );
  });
});

describe('the name of an account that is held for another', () => {
  describe('goes to review, although it contains the whole name of the applicant', () => {
    theyAre(
      withAda(
        ...['ESTATE OF ADA BYRON', 'EST OF ADA BYRON', 'ADA BYRON REVOCABLE LIVING TRUST', 'THE ADA BYRON TRUST'],
        ...[
          'ADA BYRON TTEE',
          'ADA BYRON TRUSTEE',
          'ADA BYRON TR U/A DTD 1/2/03',
          'PERCIVAL OXLEY CUST FOR ADA BYRON UTMA',
        ],
        ...[
          'ADA BYRON UGMA',
          'ADA BYRON U.T.M.A.',
          'ADA BYRON POD JOHN',
          'ADA BYRON P/O/D JOHN',
          'ADA BYRON TOD JOHN OXLEY',
        ],
        ...['PERCIVAL OXLEY ITF ADA BYRON', 'FBO ADA BYRON', 'F/B/O ADA BYRON', 'ADA BYRON C/O PERCIVAL OXLEY'],
        ...['PERCIVAL OXLEY GUARDIAN OF ADA BYRON', 'ADA BYRON CONSERVATOR', 'ADA BYRON REP PAYEE', 'ADA BYRON POA'],
        ...['ADA BYRON, A MINOR', "ADA BYRON DEC'D", 'ADA BYRON DECEASED', 'ADA BYRON EXECUTOR', 'ADA BYRON ROTH IRA'],
        ...[
          'ADA BYRON IRA',
          'ADA BYRON PAYABLE ON DEATH',
          'FOR THE BENEFIT OF ADA BYRON',
          'ADA BYRON ℅ PERCIVAL OXLEY',
          'Nachlass Ada Byron',
        ],
      ),
      'unclear',
      'fiduciary',
      'fiduciary',
    );
  });

  it('is still a business if the policy accepts businesses', () => {
    const policy = { ...defaultIdentityPolicy, businesses: 'accept' } as const;
    assert.equal(judgeNames('Ada Byron', ['ADA BYRON TRUST'], policy).reason, 'fiduciary');
  });
});

describe('a person with such a word in their name', () => {
  describe('matches, if both names are a first name and that word', () => {
    theyAre(
      [
        ['Grace Church', 'GRACE CHURCH'],
        ['Jane Trust', 'Trust, Jane'],
        ['Tod Smith', 'TOD SMITH'],
        ['Ira M. Byron', 'IRA BYRON'],
        ['Ana Maria de Sá', 'ANA MARIA DE SA'],
        ['L. P. Hartley Oxley', 'L P HARTLEY OXLEY'],
      ],
      'match',
      null,
    );
  });
});

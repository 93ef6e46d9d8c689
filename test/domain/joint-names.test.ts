import assert from 'node:assert/strict';
import { ownersIn } from '../../domain/owner/joint-names.ts';
import { judgeNames } from './judge-names.ts';

describe('one name for several owners', () => {
  const joined = [
    'AND',
    '&',
    '/',
    'OR',
    'AND/OR',
    'Y',
    'E',
    'UND',
    'et',
    'oder',
    'i',
    '+',
    ';',
    '\n',
    'og',
    'oraz',
    'WITH',
  ];
  for (const word of joined) {
    it(`joined by ${JSON.stringify(word)}: each of the two matches, a mixture does not`, () => {
      const name = `JANE SMITH ${word} JOHN DOE`;
      for (const person of ['Jane Doe', 'John Smith', 'Jane John', 'Smith Doe']) {
        const { decision, reason, flags } = judgeNames(person, [name]);
        assert.deepEqual([decision, reason], ['unclear', 'name_weak'], person);
        assert.ok(flags.includes('joint_owners'));
      }
      for (const person of ['Jane Smith', 'John Doe', 'Doe John', 'Jane A. Smith']) {
        const { decision, flags } = judgeNames(person, [name]);
        assert.deepEqual([decision, flags.includes('joint_owners')], ['match', true], person);
      }
    });
  }

  it('a comma separates two owners, or follows the family name', () => {
    assert.equal(judgeNames('Jane Doe', ['JANE SMITH, JOHN DOE']).reason, 'name_weak');
    assert.ok(judgeNames('Jane Doe', ['JANE SMITH, JOHN DOE']).flags.includes('joint_owners'));
    for (const two of [
      'JANE SMITH - JOHN DOE',
      'JANE SMITH (JOHN DOE)',
      'JANE SMITH     JOHN DOE',
      'SMITH, JANE, DOE, JOHN',
    ]) {
      assert.equal(judgeNames('Jane Doe', [two]).reason, 'name_weak', two);
      assert.ok(judgeNames('Jane Doe', [two]).flags.includes('joint_owners'), two);
    }
    assert.equal(judgeNames('Jane Smith', ['JANE SMITH, JOHN DOE']).decision, 'match');
    assert.equal(judgeNames('Gabriel José García Márquez', ['GARCIA MARQUEZ, GABRIEL JOSE']).decision, 'match');
    assert.equal(judgeNames('Ada Byron', ['BYRON, ADA']).decision, 'match');
    assert.equal(judgeNames('Ada Byron', ['Ada Byron, Jr.']).decision, 'match');
  });

  it('a single family name belongs to both', () => {
    assert.deepEqual(ownersIn('John & Jane Smith'), ['John smith', 'Jane Smith']);
    for (const person of ['John Smith', 'Jane Smith']) {
      assert.equal(judgeNames(person, ['JOHN A & JANE SMITH']).decision, 'match', person);
    }
    assert.equal(judgeNames('John Doe', ['JOHN AND JANE SMITH']).decision, 'unclear');
  });

  it('an initial or a name joins nothing', () => {
    for (const name of [
      'Ada E Byron',
      'Ada Y. Byron',
      'Maria E Garcia Lopez',
      'Or Cohen',
      'Li En Hua',
      'Ada Byron A/K',
    ]) {
      assert.deepEqual(ownersIn(name), [name]);
    }
    assert.equal(judgeNames('José Ortega y Gasset', ['JOSE ORTEGA Y GASSET']).decision, 'match');
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { exportedTables } from '../../db/people/exported-tables.ts';

describe('docs/personal-data.md', () => {
  const page = readFileSync('docs/personal-data.md', 'utf8');
  // test/db/schema.test.ts compares the file with the migrations.
  const schema = [...readFileSync('test/db/schema.txt', 'utf8').matchAll(/^(\w+\.\w+): /gm)].map(
    ([, name = '']) => name,
  );
  const rows = [...page.matchAll(/^\| `(\w+)` *\| (.+?) *\| (.+?) *\| (.+?) *\| (.+?) *\| (.+?) *\|$/gm)].map(
    ([, table = '', columns = '', data, why, until = '', exported = '']) => ({
      columns: [...columns.matchAll(/`(\w+)`/g)].map(([, column = '']) => `${table}.${column}`),
      ...{ table, data, why, until, exported },
    }),
  );
  const all = rows.flatMap(({ columns }) => columns);

  it('names every column of the database once; add the row of a new one', () => {
    assert.ok(rows.length > 60);
    assert.deepEqual(
      schema.filter((column) => !all.includes(column)),
      [],
    );
    assert.deepEqual(
      all.filter((column, at) => !schema.includes(column) || all.indexOf(column) !== at),
      [],
    );
  });

  it('keeps nothing sealed for ever, but secrets that are data of nobody', () => {
    const forever = rows.filter(({ until, exported }) => until === 'books' && exported !== 'none of a person');
    assert.deepEqual(
      forever.flatMap(({ columns }) => columns).filter((column) => column.endsWith('_sealed')),
      [],
    );
  });

  it('says `yes` for the columns of the export, and for no other', () => {
    // The receipts stand beside the cases.
    const receipts = ['id', 'asked_by', 'asked_at', 'done_at', 'problem'].map((column) => `erasures.${column}`);
    const exported = exportedTables.flatMap(({ table, columns, sealed }) => [
      ...columns.split(',').map((column) => `${table}.${column.trim()}`),
      ...(sealed ? [`${table}.${sealed.column}_sealed`] : []),
    ]);
    const said = rows.filter((row) => row.exported === 'yes').flatMap(({ columns }) => columns);
    assert.deepEqual(said.sort(), [...exported, ...receipts].sort());
  });
});

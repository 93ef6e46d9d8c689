import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

type Locked = { version: string; name?: string; integrity?: string; resolved?: string; link?: true };
type Component = { 'bom-ref': string; name: string; version: string; hashes?: { alg: string }[] };

describe('package-lock.json', () => {
  const lockfile: { packages: Record<string, Locked> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  /** All but the packages of this repository. */
  const locked = Object.entries(lockfile.packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && !link,
  );

  it('has a hash of every package, so that npm installs what was looked at', () => {
    assert.ok(locked.length > 500, 'the packages were found');
    const without = locked.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''));
    assert.deepEqual(without, []);
  });

  it('names no address of a registry, so that npm takes the one that it is told to use', () => {
    assert.deepEqual(
      locked.filter(([, { resolved }]) => resolved !== undefined),
      [],
    );
  });

  it('is what `npm run sbom` lists, with the hashes', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const [command = ''] = scripts.sbom.split(' > ');
    const sbom: { components: Component[] } = JSON.parse(
      execFileSync('sh', ['-c', command], { encoding: 'utf8', maxBuffer: 2 ** 25 }),
    );
    const components = sbom.components.filter((one) => !one['bom-ref'].startsWith('@gangway/'));
    const listed = components.map(({ name, version }) => `${name}@${version}`).sort();
    const wanted = locked.map(
      ([path, { name, version }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`,
    );
    assert.deepEqual(listed, [...new Set(wanted)].sort());
    assert.deepEqual(
      components.filter(({ hashes }) => !hashes?.some(({ alg }) => alg === 'SHA-512')),
      [],
    );
  });
});

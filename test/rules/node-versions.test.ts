import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { supportedNodes, warnOfNode } from '../../config/node-version.ts';

describe('the releases of Node', () => {
  const newest = Math.max(...supportedNodes);

  it('are the same in package.json, the Dockerfile and the README', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
    // 20 still installs, for as long as the dependencies allow.
    const majors = [...engines.node.matchAll(/(?:\^|>=)(\d+)/g)].map(([, major]) => Number(major));
    assert.deepEqual(majors, [20, ...supportedNodes]);

    const images = [...readFileSync('Dockerfile', 'utf8').matchAll(/^FROM node:(\d+)\.\d+\.\d+-/gm)];
    assert.deepEqual(
      images.map(([, major]) => Number(major)),
      [newest, newest],
    );

    const [, older, last] = /You need Node ([\d, ]+) or (\d+)/.exec(readFileSync('README.md', 'utf8')) ?? [];
    assert.deepEqual([...(older ?? '').split(', '), last].map(Number), supportedNodes);
  });

  it('bring a warning if they get no security fixes', () => {
    const warned: string[] = [];
    const versions = ['20.20.2', '22.13.0', '24.22.3', '25.9.0', '26.12.1', '27.0.0'];
    for (const version of versions) warnOfNode((sentence) => warned.push(sentence), version);
    const sentence = (major: number) => `Node ${major} gets no security fixes any more: use Node 22, 24 or 26.`;
    assert.deepEqual(warned, [sentence(20), sentence(25)]);
  });
});

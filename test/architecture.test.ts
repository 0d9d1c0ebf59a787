import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');

/** Floor numbers as in ARCHITECTURE.md; imports go to the same folder or to a lower floor. */
const FLOORS: Record<string, number> = {
  core: 0,
  algorithms: 1,
  kernel: 2,
  measure: 2.5,
  verify: 2.5,
  cluster: 3,
  faults: 4,
  workload: 4,
  services: 4,
  scenario: 5,
  report: 6,
  compare: 5.5,
  explore: 6.5,
  node: 7.5,
  testing: 7.75,
  cli: 8,
};
/** Clients know the messages of the service that they call. */
const SAME_FLOOR: ReadonlySet<string> = new Set(['workload→services', 'measure→verify', 'verify→measure']);

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(SRC, name));

const importsOf = (file: string): Import[] =>
  [...readFileSync(file, 'utf8').matchAll(/^\s*(?:import|export)\b[^'"]*?from\s+['"]([^'"]+)['"]/gm)].map((match) => ({
    file: relative(SRC, file),
    specifier: match[1],
  }));

const imports = files.flatMap(importsOf);
const floorOf = (file: string): string => file.split('/')[0];

describe('the floors of the house', () => {
  it('has files to look at', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it('every folder has a floor', () => {
    const unknown = files
      .map((file) => relative(SRC, file))
      .filter((file) => file.includes('/') && !(floorOf(file) in FLOORS));
    expect(unknown).toEqual([]);
  });

  it('imports only go down', () => {
    const climbing = imports
      .filter(({ file, specifier }) => specifier.startsWith('.') && file.includes('/'))
      .map(({ file, specifier }) => ({ file, target: relative(SRC, resolve(SRC, dirname(file), specifier)) }))
      .filter(({ file, target }) => {
        const [from, to] = [floorOf(file), floorOf(target)];
        return from !== to && FLOORS[from] <= FLOORS[to] && !SAME_FLOOR.has(`${from}→${to}`);
      });
    expect(climbing).toEqual([]);
  });

  it('only cli/ and node/ know Node', () => {
    const leaks = imports.filter(
      ({ file, specifier }) => specifier.startsWith('node:') && !['cli', 'node'].includes(floorOf(file)),
    );
    expect(leaks).toEqual([]);
  });
});

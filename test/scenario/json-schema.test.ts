/** The schema is built from the decoder's shapes; here: what the decoder takes, the schema takes, and the other way round. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { jsonSchema } from '../../src/scenario/json-schema.ts';
import { readScenario } from './read-scenario.ts';

const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const yamlIn = (name: string): string[] =>
  readdirSync(folder(name))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => folder(name) + file);

const schema = jsonSchema();
const validator = z.fromJSONSchema(structuredClone(schema) as Parameters<typeof z.fromJSONSchema>[0]);

type Node = { readonly [key: string]: unknown };
const objectsIn = (value: unknown): Node[] => {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? below : [value as Node, ...below];
};

describe('jsonSchema', () => {
  it('is plain JSON and the same at each call', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(jsonSchema()).toEqual(schema);
  });

  it.each([...yamlIn('./good/'), ...yamlIn('../../scenarios/')])('takes %s', (path) => {
    expect(readScenario(path).ok).toBe(true);
    const result = validator.safeParse(parse(readFileSync(path, 'utf8')));
    expect(result.error?.issues ?? []).toEqual([]);
  });

  it.each(yamlIn('./bad/').filter((path) => /\/misspelt-(?!topology|option)/.test(path)))('refuses %s', (path) => {
    expect(validator.safeParse(parse(readFileSync(path, 'utf8'))).success).toBe(false);
  });

  it('closes every mapping whose keys are known', () => {
    const open = objectsIn(schema).filter(
      (node) => node.type === 'object' && 'properties' in node && node.additionalProperties !== false,
    );
    expect(open).toEqual([]);
  });

  it('describes every key of the format', () => {
    const undescribed = objectsIn(schema)
      .filter((node) => node.type === 'object' && node.additionalProperties === false && node.properties !== undefined)
      // A mapping with one required key names a variant; its key is the name.
      .filter((node) => !(Array.isArray(node.required) && Object.keys(node.properties as Node).length === 1))
      .flatMap((node) => Object.entries(node.properties as Node))
      .filter(([, value]) => !('description' in (value as Node)))
      .map(([name]) => name);
    expect(undescribed).toEqual([]);
  });

  it('resolves every reference', () => {
    const definitions = Object.keys(schema.definitions as Node).map((name) => `#/definitions/${name}`);
    const references = objectsIn(schema).flatMap((node) => (typeof node.$ref === 'string' ? [node.$ref] : []));
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((reference) => !definitions.includes(reference))).toEqual([]);
  });
});

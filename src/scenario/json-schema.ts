/**
 * The JSON Schema (draft 7) of the file format, for completion and checks in editors. Built from the same shapes that
 * decode the format. It is looser where the decoder knows more: units, references between parts, expectations.
 */
import type { JsonSchema } from './decode/shape.ts';
import { scenarioShape } from './format/scenario-shape.ts';
import type { Vocabulary } from './vocabulary.ts';
import { builtInVocabulary } from './vocabulary.ts';

/** Plain data, the same at each call for the same vocabulary. */
export const jsonSchema = (vocabulary: Vocabulary = builtInVocabulary): JsonSchema => {
  const definitions = new Map<string, JsonSchema>();
  const root = scenarioShape(vocabulary).schema(definitions);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A fivenines scenario',
    ...root,
    definitions: Object.fromEntries(definitions),
  };
};

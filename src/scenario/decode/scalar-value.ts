/** A value that a store holds: a number if it is written like one and not quoted, else a text. */
import type { Scalar } from '../../algorithms/state-machine/key-value-command.ts';
import { parseNumber } from '../../core/units/parse-number.ts';
import type { ScalarNode } from '../yaml/tree.ts';
import { isNothing } from '../yaml/tree.ts';
import { expectScalar, reportWrongType } from './expect-node.ts';
import type { Shape } from './shape.ts';

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const readScalar = ({ text, plain }: ScalarNode): number | string => {
  if (!plain || !NUMBER.test(text)) return text;
  const parsed = parseNumber(text);
  return parsed.ok ? parsed.value : text;
};

/** A number or a text. */
export const scalarValue: Shape<number | string> = {
  what: 'a number or a text',
  schema: () => ({ type: ['number', 'string'] }),
  decode: (node, reporter) => {
    const scalar = expectScalar(node, 'a number or a text', reporter);
    return scalar && readScalar(scalar);
  },
};

/** The same, or `null` for a key that holds nothing; boxed, since undefined means that it did not decode. */
export const scalarOrNothing: Shape<{ readonly value: Scalar }> = {
  what: 'a number, a text or null',
  schema: () => ({ type: ['number', 'string', 'null'] }),
  decode: (node, reporter) => {
    if (node.type === 'scalar' && isNothing(node) && node.text !== '') return { value: null };
    if (node.type !== 'scalar' || isNothing(node)) return reportWrongType(node, 'a number, a text or null', reporter);
    return { value: readScalar(node) };
  },
};

/** Linearizability by definition: tries every order. Only for a handful of operations. */
import type { Operation } from '../../../src/verify/history/operation.ts';
import type { Specification } from './specifications.ts';

export function bruteForce(operations: readonly Operation[], { initial, apply }: Specification): boolean {
  const explore = (left: readonly Operation[], state: unknown): boolean => {
    const firstReturn = Math.min(...left.map((operation) => operation.return));
    if (firstReturn === Number.POSITIVE_INFINITY) return true;
    return left.some((operation) => {
      if (operation.call > firstReturn) return false;
      const after = apply(state as never, operation);
      return (
        after !== undefined &&
        explore(
          left.filter((other) => other !== operation),
          after,
        )
      );
    });
  };
  return explore(operations, initial);
}

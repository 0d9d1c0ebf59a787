import type { ServiceSpec } from '../../services/service.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { ScalarNode, TreeNode } from '../yaml/tree.ts';
import type { Calendar } from './calendar.ts';
import type { Places } from './places.ts';

/** What every service is compiled with. */
export interface ServiceContext {
  readonly places: Places;
  readonly calendar: Calendar;
  readonly vocabulary: Vocabulary;
  readonly reporter: Reporter;
  /** Of all services of the file, by name; null for one that did not decode. */
  readonly kinds: ReadonlyMap<string, ServiceSpec['kind'] | null>;
}

/** A service that decoded, with its place in the file. */
export interface DraftOf<D> {
  readonly name: string;
  readonly key: ScalarNode;
  readonly node: TreeNode;
  readonly draft: D;
}

/** Pools that call each other in a circle: a request would never end. */
import type { Named } from '../decode/map-of.ts';
import type { ServiceDraft } from '../format/service-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { ScalarNode } from '../yaml/tree.ts';

/** Each circle once, at the call that closes it. */
export const checkCallCycles = (drafts: readonly Named<ServiceDraft>[], reporter: Reporter) => {
  const calls = new Map<string, readonly ScalarNode[]>(
    drafts.map(({ name, value }) => [
      name,
      value?.kind === 'pool' ? value.calls.flatMap((call) => call.value.target.slice(0, 1)) : [],
    ]),
  );
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string) => {
    path.push(name);
    for (const target of calls.get(name) ?? []) {
      const at = path.indexOf(target.text);
      if (at >= 0) reporter.report(target, messages.callCycle([...path.slice(at), target.text]));
      else if (!done.has(target.text)) visit(target.text);
    }
    path.pop();
    done.add(name);
  };
  for (const { name } of drafts) if (!done.has(name)) visit(name);
};

/** The service that a client, a call or a class of jobs names. */
import { nearestName } from '../../core/nearest-name.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { ScalarNode } from '../yaml/tree.ts';

/** The one that is written; reported at its place when there is none. */
export const findService = (
  [written, another]: readonly ScalarNode[],
  services: readonly string[],
  reporter: Reporter,
): string | undefined => {
  if (another !== undefined) reporter.report(another, messages.oneServiceOnly());
  if (written === undefined || services.includes(written.text)) return written?.text;
  const near = nearestName(written.text, services);
  reporter.report(written, messages.unknownReference('service', written.text, near, services));
  return undefined;
};

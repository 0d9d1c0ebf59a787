/** Services with their nodes found, their algorithms' options checked and every default filled in. */
import type { ServiceSpec } from '../../services/service.ts';
import type { Named } from '../decode/map-of.ts';
import type { ServiceDraft } from '../format/service-shape.ts';
import { checkCallCycles } from './check-call-cycles.ts';
import { checkSharedNodes } from './check-shared-nodes.ts';
import { compileBatch } from './compile-batch.ts';
import { compilePool } from './compile-pool.ts';
import { compileStore } from './compile-store.ts';
import type { ServiceContext } from './service-context.ts';

const compileService = (
  { name, key, node, value: draft }: Named<ServiceDraft>,
  context: ServiceContext,
): ServiceSpec | undefined => {
  switch (draft?.kind) {
    case 'replicated-store':
      return compileStore({ name, key, node, draft }, context);
    case 'pool':
      return compilePool({ name, key, node, draft }, context);
    case 'batch':
      return compileBatch({ name, key, node, draft }, context);
    case undefined:
      return undefined;
  }
};

/** Those that decoded; what is wrong with the others has been reported. */
export const compileServices = (
  drafts: readonly Named<ServiceDraft>[],
  context: Omit<ServiceContext, 'kinds'>,
): ServiceSpec[] => {
  const kinds = new Map(drafts.map(({ name, value }) => [name, value?.kind ?? null]));
  const services = drafts.flatMap((draft) => compileService(draft, { ...context, kinds }) ?? []);
  checkCallCycles(drafts, context.reporter);
  checkSharedNodes(services, drafts, context.places, context.reporter);
  return services;
};

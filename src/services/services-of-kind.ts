import type { ServiceSpec } from './service.ts';

type OfKind<K extends ServiceSpec['kind']> = Extract<ServiceSpec, { readonly kind: K }>;

/** Those of one kind, in their order. */
export const servicesOfKind = <K extends ServiceSpec['kind']>(services: readonly ServiceSpec[], kind: K): OfKind<K>[] =>
  services.filter((service): service is OfKind<K> => service.kind === kind);

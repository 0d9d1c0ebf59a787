import type { ServiceSpec } from '../../services/service.ts';

/** What `kind` of a service may be. */
export const SERVICE_KINDS = ['replicated-store', 'pool', 'batch'] as const satisfies readonly ServiceSpec['kind'][];

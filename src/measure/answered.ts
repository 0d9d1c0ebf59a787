/** Whether the service did its work: a compare-and-set that found another value was answered, though it had no effect. */
import type { OperationObservation } from '../kernel/observation.ts';

export const answered = ({ type, reason }: OperationObservation): boolean => type === 'ok' || reason === 'cas-mismatch';

/** `jobs.<name>`: a class of jobs that somebody submits to a batch cluster. */
import { optional, required, withDefault } from '../decode/field.ts';
import { located } from '../decode/located.ts';
import { quantity } from '../decode/quantity.ts';
import { randomDuration } from '../decode/random-quantity.ts';
import { record } from '../decode/record.ts';
import { references } from '../decode/references.ts';
import type { Decoded } from '../decode/shape.ts';
import { text } from '../decode/text.ts';
import { truth } from '../decode/truth.ts';
import { DEFAULTS } from '../defaults.ts';
import { arrivalsShape } from './arrivals-shape.ts';
import { tasksShape } from './tasks-shape.ts';
import { unlimitedOr } from './unlimited.ts';

const straggler = record('stragglers such as {chance: 3%, factor: 8}', {
  chance: required(quantity('share', { min: 0, max: 1 }), 'of the attempts, drawn anew for each'),
  factor: required(quantity('number', { min: 1, max: 1e6 }), 'they take so many times as long'),
});

export const jobShape = record('a class of jobs such as {target: batch, arrivals: {poisson: 2/min}, runtime: 30s}', {
  target: required(references('the name of a batch cluster'), 'the batch cluster that runs them'),
  user: optional(
    located(text('a name')),
    'who submits them, for schedulers that are fair to users (default: its own name)',
  ),
  priority: withDefault(quantity('integer', { min: -1000, max: 1000 }), DEFAULTS.priority, 'higher is more important'),
  arrivals: required(located(arrivalsShape), 'when they are submitted'),
  tasks: withDefault(tasksShape, DEFAULTS.tasks, 'of a job: a number, or a range from which it is drawn'),
  cores: withDefault(
    located(quantity('integer', { min: 1, max: 1024 })),
    DEFAULTS.taskCores,
    'whole cores that a task holds while it runs',
  ),
  memory: withDefault(
    located(quantity('size', { min: 0, max: 1e15 })),
    DEFAULTS.taskMemory,
    'that a task holds while it runs',
  ),
  runtime: required(randomDuration, 'of a task on a machine of nominal speed; the same wherever it runs'),
  straggler: optional(straggler, 'attempts that take longer; none by default'),
  gang: withDefault(truth, DEFAULTS.no, 'all tasks of a job start together or none'),
  maxFailures: withDefault(
    quantity('integer', { min: 1, max: 1e6 }),
    DEFAULTS.maxFailures,
    'failures of one task that end its job',
  ),
  deadline: withDefault(
    unlimitedOr('duration', { above: 0 }),
    DEFAULTS.unlimited,
    'from submission; jobs that end later are counted as late',
  ),
});

export type JobDraft = Decoded<typeof jobShape>;

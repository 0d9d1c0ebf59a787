/** The models by name. */

import type { Model } from './model.ts';
import { casRegister } from './models/cas-register.ts';
import { counter } from './models/counter.ts';
import { kv } from './models/kv.ts';
import { multiRegister } from './models/multi-register.ts';
import { mutex } from './models/mutex.ts';
import { queue } from './models/queue.ts';
import { register } from './models/register.ts';
import { set } from './models/set.ts';

export const MODELS: ReadonlyMap<string, Model> = new Map(
  [kv, register, casRegister, multiRegister, mutex, queue, set, counter].map((model) => [model.name, model]),
);

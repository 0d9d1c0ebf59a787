/** npm's simjs 2.0.3. It is a browser bundle that exports nothing: it leaves its classes in `window`. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const page = {};
globalThis.window = page;
require('simjs');
delete globalThis.window;
export const { Sim, Entity, Random, Facility } = page.Sim;

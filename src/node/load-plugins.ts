/**
 * Plug-ins are code, named on the command line and nowhere else. A plug-in's default export is called with the
 * registries, to add what it brings.
 */
import { pathToFileURL } from 'node:url';
import type { ConsensusProtocol } from '../algorithms/consensus/consensus.ts';
import { registerConsensus } from '../algorithms/consensus/registry.ts';

export interface PluginRegistries {
  registerConsensus(protocol: ConsensusProtocol): void;
}

export type Plugin = (registries: PluginRegistries) => void;

const loaded = new Set<string>();

/** `files`: absolute paths. Throws what the module throws, or a TypeError if it exports no function. */
export async function loadPlugins(files: readonly string[]): Promise<void> {
  for (const file of files) {
    if (loaded.has(file)) continue;
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    if (typeof module.default !== 'function') throw new TypeError(`${file}: a plug-in's default export is a function`);
    (module.default as Plugin)({ registerConsensus });
    loaded.add(file);
  }
}

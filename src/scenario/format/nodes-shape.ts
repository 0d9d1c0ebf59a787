/** Nodes, as services name them. */
import { references } from '../decode/references.ts';

export const nodesShape = references('a node or a list of nodes: n1, n1..n5, zone a, all nodes');

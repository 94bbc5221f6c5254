/** The other scripts' files beside the starter's, the stamp of all of them, the head of the index from there. */
declare const ENGINE: string, PAGE: string, FIND: string, STAMP: string, HEAD: string;
/** Letters that look like others, and those. */
declare const ALIKE: [string, string];
declare const TABLES: { invisible: string; dashes: string; spaces: string; word: string; sameI: string };
declare const WEIGHTS: { alone: number; pair: number; code: number[]; level: number[]; apart: number; side: number; share: number; allTitle: number; beside: number; chain: number; bound: number; unfinished: number; ended: number; cites: number; kind: number[]; fresh: number; said: number; few: number };

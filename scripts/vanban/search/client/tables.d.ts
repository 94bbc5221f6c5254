declare const TABLES: { alike: Record<string, string>; invisible: string; dashes: string; spaces: string; word: string; sameI: string };
declare const WEIGHTS: { alone: number; pair: number; code: number[]; level: number[]; allTitle: number; beside: number; chain: number; near: number; unfinished: number; ended: number; cites: number; few: number };

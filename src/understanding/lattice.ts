/**
 * All words a sentence may consist of, for kuromoji to find the likeliest path through: the same nodes in the same order as
 * kuromoji's own builder, which copies the rest of the sentence at each character.
 */
import type { ViterbiLattice as Lattice } from 'kuromoji';
import type { CharacterClass } from 'kuromoji/src/dict/CharacterDefinition.js';
import ViterbiLattice from 'kuromoji/src/viterbi/ViterbiLattice.js';
import ViterbiNode from 'kuromoji/src/viterbi/ViterbiNode.js';
import type { Dictionary, Entries } from './dictionary.ts';

/** The lattice of a sentence. Positions count characters, of one unit or two. */
export function latticeOf(sentence: string, dictionary: Dictionary): Lattice {
  const lattice: Lattice = new ViterbiLattice();
  const characters = charactersOf(sentence);
  const classes = characters.map((character) => dictionary.characters.lookup(character));
  for (let place = 0, at = 0; place < characters.length; at += characters[place]?.length ?? 1, place++) {
    const known = addKnown(lattice, dictionary, sentence, at, place + 1);
    const own = classes[place];
    if (own && (!known || own.is_always_invoke === 1)) addUnknown(lattice, dictionary, characters, classes, place);
  }
  lattice.appendEos();
  return lattice;
}

/** A high surrogate takes the unit after it along, whatever that is: as kuromoji counts. */
function charactersOf(sentence: string): string[] {
  const characters: string[] = [];
  for (let at = 0; at < sentence.length; at += characters.at(-1)?.length ?? 1) {
    const code = sentence.charCodeAt(at);
    characters.push(sentence.slice(at, code >= 0xd800 && code <= 0xdbff ? at + 2 : at + 1));
  }
  return characters;
}

/** Adds the dictionary's words that begin here; whether there are any. */
function addKnown(lattice: Lattice, { words, known }: Dictionary, sentence: string, at: number, start: number): boolean {
  let any = false;
  words.startingAt(sentence, at, (first, end) => {
    any = true;
    addEntries(lattice, known, first, { start, length: end - at, type: 'KNOWN', surface: sentence.slice(at, end) });
  });
  return any;
}

/** Adds what an unknown word of this class of characters may be. */
function addUnknown(
  lattice: Lattice,
  { unknown }: Dictionary,
  characters: readonly string[],
  classes: readonly CharacterClass[],
  place: number,
): void {
  const own = classes[place];
  let surface = characters[place] ?? '';
  // kuromoji counts a single character as one, several by their units
  let length = 1;
  for (let at = place + 1; own?.is_grouping === 1 && classes[at]?.class_name === own.class_name; at++) {
    surface += characters[at] ?? '';
    length = surface.length;
  }
  addEntries(lattice, unknown, unknown.first(own?.class_id ?? 0), { start: place + 1, length, type: 'UNKNOWN', surface });
}

interface Word {
  start: number;
  length: number;
  type: 'KNOWN' | 'UNKNOWN';
  surface: string;
}

/** Adds a word as each of its entries. */
function addEntries(lattice: Lattice, entries: Entries, first: number, { start, length, type, surface }: Word): void {
  for (let place = first; ; place++) {
    const left = entries.left(place);
    const right = entries.right(place);
    lattice.append(new ViterbiNode(entries.id(place), entries.cost(place), start, length, type, left, right, surface));
    if (entries.isLast(place)) return;
  }
}

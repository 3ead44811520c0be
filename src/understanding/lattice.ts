/**
 * All words a sentence may consist of, for kuromoji to find the likeliest path through: the same nodes in the same order as
 * kuromoji's own builder, which copies the rest of the sentence at each character.
 */
import type { ViterbiLattice as Lattice } from 'kuromoji';
import type { CharacterClass } from 'kuromoji/src/dict/CharacterDefinition.js';
import ViterbiLattice from 'kuromoji/src/viterbi/ViterbiLattice.js';
import ViterbiNode from 'kuromoji/src/viterbi/ViterbiNode.js';
import type { Dictionary } from './dictionary.ts';

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
  words.startingAt(sentence, at, (word, end) => {
    any = true;
    const surface = sentence.slice(at, end);
    for (let place = known.first(word); place < known.first(word + 1); place++) {
      const entry = known.at(place);
      const node = new ViterbiNode(entry, known.cost(entry), start, end - at, 'KNOWN', known.left(entry), known.right(entry), surface);
      lattice.append(node);
    }
  });
  return any;
}

/** Adds what an unknown word of this class of characters may be. */
function addUnknown(
  lattice: Lattice,
  { unknown }: Dictionary,
  characters: readonly string[],
  classes: readonly CharacterClass[],
  start: number,
): void {
  const own = classes[start];
  let surface = characters[start] ?? '';
  // kuromoji counts a single character as one, several by their units
  let length = 1;
  for (let at = start + 1; own?.is_grouping === 1 && classes[at]?.class_name === own.class_name; at++) {
    surface += characters[at] ?? '';
    length = surface.length;
  }
  const word = own?.class_id ?? 0;
  for (let place = unknown.first(word); place < unknown.first(word + 1); place++) {
    const entry = unknown.at(place);
    const node = new ViterbiNode(
      entry,
      unknown.cost(entry),
      start + 1,
      length,
      'UNKNOWN',
      unknown.left(entry),
      unknown.right(entry),
      surface,
    );
    lattice.append(node);
  }
}

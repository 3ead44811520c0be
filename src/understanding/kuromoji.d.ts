/** The parts of kuromoji that tokens.ts puts together; the package's own types describe its entrance only. */

declare module 'kuromoji/src/Tokenizer.js' {
  import type { TokenizerStatic } from 'kuromoji';
  const Tokenizer: TokenizerStatic;
  export default Tokenizer;
}

declare module 'kuromoji/src/viterbi/ViterbiSearcher.js' {
  import type { ConnectionCosts, ViterbiSearcher as Searcher } from 'kuromoji';
  const ViterbiSearcher: new (costs: ConnectionCosts) => Searcher;
  export default ViterbiSearcher;
}

declare module 'kuromoji/src/dict/ConnectionCosts.js' {
  import type { ConnectionCosts as Costs } from 'kuromoji';
  const ConnectionCosts: new (forward: number, backward: number) => Costs;
  export default ConnectionCosts;
}

declare module 'kuromoji/src/dict/CharacterDefinition.js' {
  /** A kind of characters (kanji, kana, figures) and how unknown words are made of it. */
  export interface CharacterClass {
    class_id: number;
    class_name: string;
    /** 1: unknown words begin here even where known ones do. */
    is_always_invoke: number;
    /** 1: an unknown word takes in all characters of the same kind that follow. */
    is_grouping: number;
  }
  export interface Characters {
    lookup(character: string): CharacterClass;
  }
  const CharacterDefinition: { load(categories: Uint8Array, compatible: Uint32Array, classes: Uint8Array): Characters };
  export default CharacterDefinition;
}

declare module 'kuromoji/src/viterbi/ViterbiLattice.js' {
  import type { ViterbiLattice as Lattice } from 'kuromoji';
  const ViterbiLattice: new () => Lattice;
  export default ViterbiLattice;
}

declare module 'kuromoji/src/viterbi/ViterbiNode.js' {
  import type { ViterbiNode as Node } from 'kuromoji';
  const ViterbiNode: new (
    entry: number,
    cost: number,
    start: number,
    length: number,
    type: 'KNOWN' | 'UNKNOWN',
    left: number,
    right: number,
    surface: string,
  ) => Node;
  export default ViterbiNode;
}

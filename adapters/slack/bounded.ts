/** A Map that forgets what was set longest ago: what is remembered per person or channel must not grow without end. */
export class BoundedMap<K, V> extends Map<K, V> {
  readonly #limit: number;

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override set(key: K, value: V): this {
    this.delete(key);
    super.set(key, value);
    if (this.size > this.#limit) for (const oldest of this.keys()) return (void this.delete(oldest), this);
    return this;
  }
}

// Shapes: the keys of objects, each set of keys once. In come keys in their order; out goes a shape with a number. Past a
// bound no more are learnt.

export interface Shape {
  number: number;
  keys: readonly string[];
  /** The shape that the object in each field had last: the next one has mostly the same. */
  inner: (Shape | null)[];
}

/** Step on the way from no keys to a shape. */
interface Node {
  next: Map<string, Node>;
  shape: Shape | null;
}

export interface Shapes {
  /** In the order of their numbers. */
  readonly all: readonly Shape[];
  /** Null where the shape is unknown and no more are learnt. */
  of(keys: readonly string[]): Shape | null;
}

/** `known` are the shapes of another, which keep their numbers. */
export function createShapes(known: readonly (readonly string[])[], most: number): Shapes {
  const all: Shape[] = [];
  const root: Node = { next: new Map(), shape: null };
  for (const keys of known) find(keys, Number.POSITIVE_INFINITY);

  function find(keys: readonly string[], bound: number): Shape | null {
    let node = root;
    for (const key of keys) {
      let next = node.next.get(key);
      if (next === undefined) {
        if (all.length >= bound) return null;
        next = { next: new Map(), shape: null };
        node.next.set(key, next);
      }
      node = next;
    }
    if (node.shape === null && all.length < bound) {
      node.shape = { number: all.length, keys, inner: keys.map(() => null) };
      all.push(node.shape);
    }
    return node.shape;
  }

  return { all, of: (keys) => find(keys, most) };
}

/** A type of the SDK as it is in JSON: an enum is its strings, and the enum's member 'null' is null itself. */
export type Wire<T> = T extends string
  ? `${T}` extends 'null'
    ? null
    : `${T}`
  : T extends readonly (infer Element)[]
    ? Wire<Element>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

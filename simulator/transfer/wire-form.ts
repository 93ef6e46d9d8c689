// The SDK's types as they are in JSON: its enums are their strings, and their member 'null' is null itself.
export type WireForm<T> = T extends string
  ? `${T}` extends 'null'
    ? null
    : `${T}`
  : T extends readonly (infer Element)[]
    ? WireForm<Element>[]
    : T extends object
      ? { [Key in keyof T]: WireForm<T[Key]> }
      : T;

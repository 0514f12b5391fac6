// What two languages must have in common, for the compiler to check.

/** The same keys, and forms for one and more where the other language has them. */
export type InAnotherLanguage<T> = {
  [K in keyof T]: T[K] extends string ? string : { one: string; other: string };
};

/** Made when it is asked for first: what the system builds for a language takes time that a start should not. */
export const madeOnce = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
};

import { useId, useLayoutEffect } from 'react';
import { create } from 'zustand';

/** Where a button stands that may come first; of several the last of these does. */
const places = ['toolbar', 'list', 'details', 'banner'] as const;
type Place = (typeof places)[number];

type Claims = Readonly<Record<string, Place>>;

const useStore = create<{ readonly claims: Claims }>()(() => ({ claims: {} }));

const firstOf = (claims: Claims): string | undefined =>
  Object.keys(claims).reduce<string | undefined>(
    (best, id) => (best === undefined || rank(claims[id]) > rank(claims[best]) ? id : best),
    undefined,
  );

const rank = (place: Place | undefined): number => (place === undefined ? -1 : places.indexOf(place));

const without = (claims: Claims, id: string): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([other]) => other !== id));

/**
 * How a button looks that wants to come first; `place` null: it does not. One at a time is primary in the window, so that
 * it says what to do next. A dialog has its own.
 */
export const usePrimary = (place: Place | null): 'primary' | 'secondary' => {
  const own = useId();
  useLayoutEffect(() => {
    if (place === null) return undefined;
    useStore.setState(({ claims }) => ({ claims: { ...claims, [own]: place } }));
    return () => useStore.setState(({ claims }) => ({ claims: without(claims, own) }));
  }, [own, place]);
  return useStore(({ claims }) => (firstOf(claims) === own ? 'primary' : 'secondary'));
};

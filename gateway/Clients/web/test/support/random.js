/** Numbers from a seed, the same each time: a failing run can be made again. */
export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const below = most => Math.floor(next() * most);
  return { below, chance: share => next() < share, one: list => list[below(list.length)], some: (most, make) => Array.from({ length: below(most + 1) }, make) };
}

const millionths = 1e6;

/** A sum that does not depend on the order of its values: in whole millionths, as load/xk6/sum.go adds, up to 9·10⁹. */
export function exactSum(): { add: (value: number) => void; value: () => number } {
  let whole = 0;
  return {
    add: (value) => void (whole += Math.round(value * millionths)),
    value: () => whole / millionths,
  };
}

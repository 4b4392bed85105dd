/** What one second of load held. */
export interface Block {
  samples: number;
  beyond: number;
}

/** Fewer blocks than this say nothing about how requests of one second hang together. */
export const fewestBlocks = 8;

/**
 * How many correlated requests are worth one independent one: the variance of the share, as the blocks show it, over
 * the variance that independent samples would have. Ratio estimator for clusters of unequal size, Cochran, Sampling
 * Techniques, 3rd ed., §9A.1 & eq. 6.13; Kish's deff. Never below 1: blocks that agree by chance earn nothing.
 *
 * With too few blocks, or none or only samples beyond the edge (no variance to compare), it is 1.
 */
export function designEffect(blocks: readonly Block[]): number {
  let [filled, samples, beyond] = [0, 0, 0];
  for (const block of blocks) {
    if (block.samples > 0) filled += 1;
    samples += block.samples;
    beyond += block.beyond;
  }
  if (filled < fewestBlocks || beyond === 0 || beyond === samples) return 1;
  const share = beyond / samples;
  let spread = 0;
  for (const block of blocks) spread += (block.beyond - share * block.samples) ** 2;
  const clustered = (spread * filled) / (filled - 1) / samples ** 2;
  const independent = (share * (1 - share)) / samples;
  return Math.max(1, clustered / independent);
}

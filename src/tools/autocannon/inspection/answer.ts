import { z } from 'zod';
import { loadScript } from '../../../records/load-evidence.js';

/** What the inspecting process leaves: the script, or why it is refused. */
export const inspectionAnswer = z.union([
  z.strictObject({ script: loadScript }),
  z.strictObject({ refused: z.string() }),
]);
export type InspectionAnswer = z.infer<typeof inspectionAnswer>;

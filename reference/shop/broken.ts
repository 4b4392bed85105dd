import { activeFault } from './fault.js';
import { settings } from './settings.js';

/** In which way this replica is broken on purpose; undefined: in none. */
export const fault = await activeFault(settings.fault);

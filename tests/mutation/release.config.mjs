import { mutationOf } from './config.mjs';

export default mutationOf('release', ['release']);

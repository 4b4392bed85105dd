import { mutationOf } from './config.mjs';

export default mutationOf('judges', ['policy', 'verdict']);

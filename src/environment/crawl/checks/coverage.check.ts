import { defineSiteCheck } from '../site-check.js';

/** Nothing is said of what was not read: this check is never passed then, whatever the others found. */
export default defineSiteCheck({
  promise: 'All was read that the crawl was to read',
  judge: () => [],
  unmeasured: ({ unread }) => (unread.length === 0 ? undefined : unread.join(' ')),
});

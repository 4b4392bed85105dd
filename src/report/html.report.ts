import { defineReport } from './define-report.js';
import { causes, notable } from './html/causes.js';
import { checks } from './html/checks.js';
import { exceptions } from './html/exceptions.js';
import { identity } from './html/identity.js';
import { journeys } from './html/journeys.js';
import { load } from './html/load.js';
import { page } from './html/page.js';
import { notChecked, run, stages } from './html/run.js';
import { speed } from './html/speed.js';
import { thirdParties } from './html/third-parties.js';
import { sourceOf } from './text/markup.js';

/** In the order of the questions: may it go, why not, what did customers see, what else was looked at, what was not. */
const sections = [
  ...[causes, exceptions, notable, journeys, thirdParties, speed, load, identity],
  ...[notChecked, stages, checks, run],
];

/** One page, offline, without script: for people who decide. */
export default defineReport({
  file: 'report.html',
  render: (input) =>
    sourceOf(
      page(
        input,
        sections.map((tell) => tell(input)).filter((section) => section !== null),
      ),
    ),
});

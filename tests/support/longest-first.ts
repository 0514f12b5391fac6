// In which order the files of tests are run: those that take longest first, so that none of them is waited for in the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, most of it in waiting; the longest first. A clean checkout has no times of a former run. */
const LONGEST = [
  'browser/pages',
  'queue/postgres',
  'queue/redis',
  'queue/embedded.',
  'acceptance/lost-stores',
  'acceptance/kills',
  'acceptance/failovers',
  'acceptance/many-hosts',
  'acceptance/many-losses',
  'acceptance/one-budget',
  'cli/deployment',
  'acceptance/status-page',
  'chaos/chaos',
  'chaos/real-stores',
  'cli/silent-clickup',
  'acceptance/absences',
  'cli/second-init.',
  'cli/start.',
  'cli/lost-fields',
  'cli/history',
  'cli/running',
  'cli/init.',
  'app/webhooks-life',
  'demo/demo',
];

const placeOf = ({ moduleId, project }: TestSpecification): number => {
  const place = LONGEST.findIndex(path => moduleId.includes(`/tests/${path}`));
  const within = place === -1 ? LONGEST.length : place;
  // A worker is used again only if what comes next shares it as well.
  return within + (project.config.isolate ? 0 : LONGEST.length + 1);
};

/** Beyond that as vitest does it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

import { facts, frontDoors, rooms } from './tests/laws/rooms.mjs';

const TEST = '\\.test(-data)?\\.ts$';
const DRIVERS = '^node_modules/(@playwright|playwright|playwright-core|autocannon)/';
const SPAWNERS = '^(node:)?(child_process|cluster)$';
const GUESTS = '^(suites|fixtures|load)/|^[^/]+\\.config\\.ts$';

/** A rule's comment is what `npm test` prints beside a breach: it says what to do. */
function rule(name, comment, from, to) {
  return { name, severity: 'error', comment, from, to };
}

function within(names) {
  return `^src/(${names.join('|')})/`;
}

const judges = Object.keys(rooms).filter((name) => rooms[name].judge);

const roomRules = Object.entries(rooms).flatMap(([name, room]) => {
  if (room.story) return [];
  const from = { path: `^src/${name}/`, pathNot: TEST };
  const types = room.types ?? [];
  const visible = [...new Set([name, 'records', ...room.sees, ...types])];
  const rules = [
    rule(
      `${name}-sees-its-neighbours`,
      `src/${name} may import from ${visible.join(', ')}: hand it what it needs as an argument (see tests/laws/rooms.mjs)`,
      from,
      { path: '^src/', pathNot: room.judge ? within(visible) : [within(visible), `^src/(${facts.join('|')})\\.ts$`] },
    ),
  ];
  if (types.length > 0) {
    rules.push(
      rule(
        `${name}-sees-only-types`,
        `src/${name} may import from ${types.join(', ')} with \`import type\` only`,
        from,
        {
          path: within(types),
          dependencyTypesNot: ['type-only'],
        },
      ),
    );
  }
  return rules;
});

export default {
  forbidden: [
    ...roomRules,
    rule(
      'judges-have-no-hands',
      'records, statistics, policy and verdict are pure: take it as an argument',
      {
        path: within(judges),
        pathNot: TEST,
      },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'judges-need-only-zod',
      'records, statistics, policy and verdict import no package but zod',
      {
        path: within(judges),
        pathNot: TEST,
      },
      { path: '^node_modules/', pathNot: '^node_modules/zod/' },
    ),
    rule(
      'only-tools-spawn',
      'start processes through src/tools/supervisor',
      {
        path: `^src/|${GUESTS}`,
        pathNot: ['^src/tools/', TEST],
      },
      { path: SPAWNERS },
    ),
    rule(
      'only-tools-drive',
      'Playwright and autocannon are driven from src/tools (and from the front doors of suites and playwright.config.ts)',
      {
        path: '^src/',
        pathNot: ['^src/tools/', '^src/suite/', '^src/(test|preset)\\.ts$', TEST],
      },
      { path: DRIVERS, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'engine-stands-alone',
      'the engine knows nothing of the project that uses it',
      { path: '^(src|bin)/' },
      {
        path: `^(reference|tests)/|${GUESTS}`,
      },
    ),
    rule(
      'engine-ships-its-dependencies',
      'move the package from devDependencies to dependencies',
      {
        path: '^(src|bin)/',
        pathNot: TEST,
      },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'guests-use-front-doors',
      'import from `gonogo` or `gonogo/test`, as an adopter does',
      { path: GUESTS },
      {
        path: '^(src|dist|bin)/',
        pathNot: `^dist/(${frontDoors.join('|')})\\.`,
      },
    ),
    rule(
      'suites-stand-alone',
      'what two suites share belongs in fixtures/',
      { path: '^suites/' },
      { path: '^suites/' },
    ),
    rule(
      'fixtures-serve-suites',
      'fixtures know no suite and no load',
      { path: '^fixtures/' },
      { path: '^(suites|load)/' },
    ),
    rule(
      'reference-is-deletable',
      'suites, fixtures and load know staging only by its record',
      { path: GUESTS },
      {
        path: '^reference/',
      },
    ),
    rule(
      'reference-knows-no-engine',
      'the reference staging is the exhibit: it uses nothing of the engine',
      {
        path: '^reference/',
        pathNot: TEST,
      },
      { path: '^(src|dist|suites|fixtures|load)/' },
    ),
    rule(
      'tests-stay-outside',
      'what a test and a room share belongs in the room',
      { pathNot: [TEST, '^tests/'] },
      {
        path: `${TEST}|^tests/`,
        pathNot: '^tests/laws/rooms\\.mjs$',
      },
    ),
    rule('no-cycles', 'split off what both sides need', { pathNot: 'node_modules' }, { circular: true }),
    rule(
      'nothing-unresolved',
      'the import leads nowhere: misspelt, not built or not installed',
      {},
      {
        couldNotResolve: true,
        // k6 resolves its own modules inside its binary.
        pathNot: '^k6(/|$)',
      },
    ),
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/|^(dist|reference/dist)/' },
    exclude: { path: '^(reports|\\.gonogo|load/xk6)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};

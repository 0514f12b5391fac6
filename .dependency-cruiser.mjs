// The layers of docs/architecture.md, executable. Each forbidden arrow carries advice for who meets it.
const room = name => `^src/${name}/`;

const mayOnlyReach = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: '^src/', pathNot: allowed },
});

export default {
  forbidden: [
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment:
        'The domain decides: no I/O, no clock, no framework. Pass the value in (an observation, the playbook) instead of fetching it.',
      from: { path: room('domain') },
      to: {
        pathNot: ['^src/domain/', '^src/base/', '^node_modules/zod/', '^node_modules/temporal-polyfill/'],
      },
    },
    mayOnlyReach(
      'reconcile-knows-only-the-domain',
      room('reconcile'),
      ['^src/base/', '^src/reconcile/', '^src/domain/'],
      'The use case talks to the outside through reconcile/ports.ts. Add a port there and let app.ts plug the adapter in.',
    ),
    mayOnlyReach(
      'clickup-is-an-adapter',
      room('clickup'),
      ['^src/base/', '^src/clickup/', '^src/reconcile/', '^src/domain/'],
      'The adapter for ClickUp must not know queue, webhooks or web; what they share goes through reconcile/ports.ts.',
    ),
    mayOnlyReach(
      'queue-is-an-adapter',
      room('queue'),
      ['^src/base/', '^src/queue/', '^src/reconcile/', '^src/domain/'],
      'The queue gets its handlers handed in by app.ts; it must not import ClickUp, webhooks or web.',
    ),
    mayOnlyReach(
      'webhooks-is-an-adapter',
      room('webhooks'),
      ['^src/base/', '^src/webhooks/', '^src/reconcile/', '^src/domain/'],
      'Webhooks get the queue and the ClickUp calls handed in by app.ts; import neither.',
    ),
    mayOnlyReach(
      'web-is-an-adapter',
      room('web'),
      ['^src/base/', '^src/web/', '^src/reconcile/', '^src/domain/'],
      'Pages show what app.ts hands them; they do not reach into other adapters.',
    ),
    mayOnlyReach(
      'config-knows-the-playbook',
      room('config'),
      ['^src/base/', '^src/config/', '^src/domain/'],
      'Configuration is read before anything runs; it knows the schema of the playbook and nothing that acts.',
    ),
    mayOnlyReach(
      'observability-stands-alone',
      room('observability'),
      ['^src/base/', '^src/observability/'],
      'Logger, metrics and health are handed to others; they must not know them.',
    ),
    mayOnlyReach(
      'simulator-stands-alone',
      room('simulator'),
      ['^src/simulator/'],
      'The simulator imports nothing of ours, so that it cannot share our mistakes.',
    ),
    {
      name: 'only-app-knows-adapters',
      severity: 'error',
      comment: 'Commands call app.ts (or the simulator); only app.ts plugs adapters together.',
      from: { path: room('cli') },
      to: {
        path: '^src/',
        pathNot: [
          '^src/cli/',
          '^src/app\\.ts$',
          '^src/app/',
          '^src/simulator/',
          '^src/domain/',
          '^src/config/',
          '^src/reconcile/',
          '^src/base/',
        ],
      },
    },
    mayOnlyReach(
      'base-stands-alone',
      room('base'),
      ['^src/base/'],
      'The base is what every room may use; whatever needs another room belongs there.',
    ),
    {
      name: 'commands-are-light',
      severity: 'error',
      comment:
        'A definition is loaded for --help, which must come at once. Import what the command does inside its action, from cli/actions.',
      from: { path: '^src/cli/(commands/|main\\.ts$)' },
      to: {
        path: '^(src|node_modules)/',
        pathNot: ['^src/cli/', '^node_modules/commander/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'commands-load-actions-late',
      severity: 'error',
      comment: 'Import actions with import() inside the action, so that --help need not load them.',
      from: { path: '^src/cli/(commands/|main\\.ts$|terminal\\.ts$)' },
      to: {
        path: '^src/cli/(actions|render)/|^src/cli/setup\\.ts$',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'render-is-pure',
      severity: 'error',
      comment: 'Rendering turns values into text. Let the command fetch and write.',
      from: { path: '^src/cli/render/' },
      to: {
        pathNot: [
          '^src/cli/render/',
          '^src/base/',
          '^src/domain/',
          '^src/reconcile/',
          '^node_modules/picocolors/',
        ],
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or hide a third that both need.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nobody-imports-the-cli',
      severity: 'error',
      comment: 'The command line is an entry, not a library.',
      from: { pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};

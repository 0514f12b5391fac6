// The layers of docs/architecture.md, executable. Each forbidden arrow carries advice for who meets it.
const room = name => `^src/${name}/`;

/** A room may import itself, the base and the rooms named. */
const mayOnlyReach = (name, from, rooms, comment, { evenBase = true } = {}) => ({
  name,
  severity: 'error',
  comment,
  from: { path: room(from) },
  to: { path: '^src/', pathNot: [from, ...(evenBase ? ['base'] : []), ...rooms].map(room) },
});

/** Sub-folders of one room keep an order too. */
const neverReach = (name, from, folders, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: room(from) },
  to: { path: folders.map(room) },
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
    {
      name: 'schedule-knows-days-alone',
      severity: 'error',
      comment:
        'Days, calendars and due expressions mean nothing by themselves. Whoever knows cards calls them.',
      from: { path: room('domain/schedule') },
      to: { path: '^src/domain/', pathNot: [room('domain/schedule'), '^src/domain/(day|phase)\\.ts$'] },
    },
    neverReach(
      'rules-only-see',
      'domain/rules',
      ['domain/enforcement', 'domain/commands', 'domain/digest'],
      'A rule says what it sees, with evidence. What follows from that is enforcement.',
    ),
    neverReach(
      'language-decides-nothing',
      'domain/language',
      ['domain/enforcement', 'domain/mirror', 'domain/rules', 'domain/digest'],
      'Texts are put together here from values that are handed in. Decide elsewhere.',
    ),
    neverReach(
      'mirror-enforces-nothing',
      'domain/mirror',
      ['domain/enforcement', 'domain/digest'],
      'The mirror makes and moves work items; what people must undo or answer is enforcement.',
    ),
    neverReach(
      'playbook-describes',
      'domain/playbook',
      ['domain/enforcement', 'domain/mirror', 'domain/findings', 'domain/digest'],
      'The playbook is what a company wrote. What follows from it belongs to those who read it.',
    ),
    neverReach(
      'cache-knows-no-comments',
      'reconcile/cache',
      ['reconcile/comments', 'reconcile/apply', 'reconcile/deliveries'],
      'The cache keeps what was read. What is said or done is laid over it by those who do it.',
    ),
    neverReach(
      'memory-keeps',
      'reconcile/memory',
      ['reconcile/cache', 'reconcile/comments', 'reconcile/apply', 'reconcile/deliveries'],
      'The memory keeps values with an expiry. It reads and writes nothing in ClickUp.',
    ),
    neverReach(
      'deliveries-only-report',
      'reconcile/deliveries',
      ['reconcile/comments', 'reconcile/apply'],
      'A delivery notes what it reported and asks for a reconcile; it says and does nothing itself.',
    ),
    neverReach(
      'http-knows-no-calls',
      'clickup/http',
      ['clickup/calls', 'clickup/places', 'clickup/watch'],
      'The one request function knows budget, time limits and redaction, and none of what is asked.',
    ),
    neverReach(
      'places-are-found-first',
      'clickup/places',
      ['clickup/calls', 'clickup/watch'],
      'Places are found before there is anything to call there.',
    ),
    mayOnlyReach(
      'reconcile-knows-only-the-domain',
      'reconcile',
      ['domain'],
      'The use case talks to the outside through reconcile/ports.ts. Add a port there and let app/ plug the adapter in.',
    ),
    mayOnlyReach(
      'rehearsal-knows-only-the-domain',
      'rehearsal',
      ['domain'],
      'A rehearsal plays in memory what the domain decides; what it needs of ClickUp is handed in.',
    ),
    mayOnlyReach(
      'clickup-is-an-adapter',
      'clickup',
      ['reconcile', 'domain'],
      'The adapter for ClickUp must not know queue, webhooks or web; what they share goes through reconcile/ports.ts.',
    ),
    mayOnlyReach(
      'queue-is-an-adapter',
      'queue',
      ['reconcile', 'domain'],
      'The queue gets its handlers handed in by app/; it must not import ClickUp, webhooks or web.',
    ),
    mayOnlyReach(
      'webhooks-is-an-adapter',
      'webhooks',
      ['reconcile', 'domain'],
      'Webhooks get the queue and the ClickUp calls handed in by app/; import neither.',
    ),
    mayOnlyReach(
      'web-is-an-adapter',
      'web',
      ['reconcile', 'domain'],
      'Pages show what app/ hands them; they do not reach into other adapters.',
    ),
    mayOnlyReach(
      'config-knows-the-playbook',
      'config',
      ['domain', 'rehearsal'],
      'Configuration is read before anything runs; it knows the schema of the playbook and nothing that acts.',
    ),
    mayOnlyReach(
      'observability-stands-alone',
      'observability',
      [],
      'Logger, metrics and health are handed to others; they must not know them.',
    ),
    mayOnlyReach(
      'queries-only-read',
      'queries',
      ['webhooks', 'queue', 'clickup', 'config', 'web', 'rehearsal', 'reconcile', 'domain'],
      'A query reads and tells; it gets what is connected or running handed in, and knows nothing of how app/ runs.',
    ),
    mayOnlyReach(
      'init-looks-and-asks',
      'init',
      ['queries', 'clickup', 'config', 'rehearsal', 'reconcile', 'domain'],
      'Init looks at a workspace and puts a playbook together; who is asked, and how, is handed in by the command.',
    ),
    mayOnlyReach(
      'app-composes',
      'app',
      [
        'queries',
        'webhooks',
        'queue',
        'clickup',
        'config',
        'web',
        'observability',
        'rehearsal',
        'reconcile',
        'domain',
      ],
      'app/ plugs the rooms together; it knows neither who calls it nor the demo.',
    ),
    mayOnlyReach(
      'demo-plays',
      'demo',
      ['app', 'simulator', 'queries', 'config', 'clickup', 'queue', 'reconcile', 'domain'],
      'The demo runs app/ against the simulator; it renders nothing itself.',
    ),
    mayOnlyReach(
      'simulator-stands-alone',
      'simulator',
      [],
      'The simulator imports nothing of ours, so that it cannot share our mistakes.',
      { evenBase: false },
    ),
    mayOnlyReach(
      'only-app-knows-adapters',
      'cli',
      ['app', 'init', 'queries', 'demo', 'simulator', 'rehearsal', 'config', 'reconcile', 'domain'],
      'Commands call app/, init/, queries/, demo/ or the simulator; only app/ plugs adapters together.',
    ),
    mayOnlyReach(
      'base-stands-alone',
      'base',
      [],
      'The base is what every room may use; whatever needs another room belongs there.',
    ),
    {
      name: 'commands-are-light',
      severity: 'error',
      comment:
        'A definition is loaded for --help, which must come at once. Import what the command does inside its action, from cli/actions. The simulator defines its command itself, since it is one of its own too.',
      from: { path: '^src/cli/(commands/|main\\.ts$)|^src/simulator/command/(main|definition)\\.ts$' },
      to: {
        path: '^(src|node_modules)/',
        dynamic: false,
        pathNot: [
          '^src/cli/',
          '^src/simulator/(command/definition|simulator-refused)\\.ts$',
          '^node_modules/commander/',
        ],
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
          '^src/rehearsal/',
          '^src/reconcile/',
          '^src/queries/',
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

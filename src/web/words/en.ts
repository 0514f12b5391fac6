// What the pages say in English. `{name}` is filled in. Every other language has the same keys.
export const EN = {
  'nav.label': 'Pages',
  'nav.overview': 'Overview',
  'nav.people': 'People',
  'nav.all-hands': 'All-hands',
  'nav.history': 'Activity',
  'nav.deliveries': 'Deliveries',
  'nav.failed': 'Failed',
  'nav.queues': 'Queues',
  'nav.metrics': 'Metrics',
  'frame.skip': 'Skip to the content',
  'frame.no-contact': 'No contact with Liaison. What you see is old.',
};

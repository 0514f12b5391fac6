// What Liaison says of the metric of a customer result, in English.

export const EN_METRICS = {
  'metrics.target': 'target {value}',
  'metrics.no-target': 'no target yet',
  'metrics.baseline': 'before {value}',
  'metrics.actual': 'actual {value}',
  'metrics.no-actual': 'actual not recorded yet',
  'metrics.feedback': '{have} of {min} pieces of feedback',
  'metrics-recorded.stated': 'The target of the metric is stated.',
  'metrics-recorded.holds': 'Target and actual value of the metric are recorded.',
  'metrics-recorded.at-the-end': 'target and actual value of the metric',
  'metrics-recorded.open-target': 'The target of the metric is to be stated by {day}.',
  'metrics-recorded.late-target': 'The target of the metric was to be stated by {day}.',
  'metrics-recorded.state':
    'Please agree on the number by which you will see that customers feel the outcome, and set the target on the card.',
  'metrics-recorded.missing-actual': 'The actual value of the metric is not recorded yet.',
  'metrics-recorded.missing-target': 'The target of the metric is not stated yet.',
  'metrics-recorded.missing-both': 'Neither target nor actual value of the metric is recorded yet.',
  'metrics-recorded.fails-actual': 'It is done without the actual value of the metric.',
  'metrics-recorded.fails-target': 'It is done without the target of the metric.',
  'metrics-recorded.fails-both': 'It is done with neither target nor actual value of the metric.',
  'metrics-recorded.record-actual':
    'Please set the actual value on the card; until then it belongs in evaluation.',
  'metrics-recorded.record-target': 'Please set the target on the card, as you meant it at the start.',
  'metrics-recorded.record-both':
    'Please set target and actual value on the card; until then it belongs in evaluation.',
} as const;

// What people may write to Liaison, in English: what the rules are called, and the help.

export const EN_COMMANDS = {
  'rule-name.team-size': 'team size',
  'rule-name.supporter-present': 'supporter present',
  'rule-name.supporter-eligible': 'supporter eligible',
  'rule-name.supporter-load': 'supporter load',
  'rule-name.member-load': 'member load',
  'rule-name.cross-functional': 'cross-functional',
  'rule-name.self-assigned': 'self-assigned',
  'rule-name.metrics-recorded': 'metrics recorded',
  'rule-name.timebox': 'timebox',
  'rule-name.priority-order': 'priority order',
  'rule-name.plan-presented': 'plan presented',
  'rule-name.evaluation-planned': 'evaluation planned',
  'rule-name.feedback-collected': 'feedback collected',
  'rule-name.outcome-recorded': 'outcome recorded',
  'rule-name.stale': 'stale',

  'help.intro':
    'Write one of these on the card, in the thread of what I said, or on the task of a reminder. You can copy them:',
  'help.waive': '`/waive {rule} until friday because …`: the rule does not count here until then.',
  'help.unwaive': '`/unwaive {rule}`: it counts again.',
  'help.recheck': '`/recheck`: I look again and say what needs somebody.',
  'help.explain': '`/explain`: every rule, what I see, and what comes next.',
  'help.snooze': '`/snooze 1 week`: no reminders about customer feedback until then.',
  'help.newlist': '`/newlist`: a new list for the team, where the former one is lost.',
  'help.away': '`/away until 15 Jan`: until then I ask you nothing and give you no work.',
  'help.back': '`/back`: you are there again.',
  'help.next': '`/next`: who looks for somebody like you.',
  'help.help': '`/help`: this.',
  'help.days': 'Days may be written like this: {examples}.',
  'help.rules': 'The rules of this company: {rules}.',
} as const;

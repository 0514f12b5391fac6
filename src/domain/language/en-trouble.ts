// What Liaison tells the board's owner when something of its own has not worked for an hour, in English. One line for each
// check, in the words of somebody who does not operate it.

export const EN_TROUBLE = {
  'trouble.intro': '{person}, since {time} something of mine does not work:',
  'trouble.store': 'I can keep nothing, so I answer nobody and do nothing.',
  'trouble.store-settings': 'My store may forget what I have still to do.',
  'trouble.processes': 'Two of my processes go by different playbooks.',
  'trouble.webhooks':
    'ClickUp’s reports do not reach me: I notice changes later, and ask instead of undoing.',
  'trouble.deployments': 'A second Liaison works on this board; what I say may be said twice.',
  'trouble.statuses': 'The board lacks a status of the playbook; I leave cards in unknown statuses alone.',
  'trouble.fields': 'The board lacks a field of the playbook; I leave the rules that need it alone.',
  'trouble.groups': 'A user group of the playbook is missing; I leave the rules that need it alone.',
  'trouble.clocks':
    'My clock and ClickUp’s are apart: I ask instead of undoing, and remind too early or too late.',
  'trouble.agendas': 'I can make no agenda for the all-hands: its list is not there.',
  'trouble.absences': 'I can not read who is away: what I last knew counts.',
  'trouble.unreadable': 'Some things in ClickUp I can not read, and leave alone.',
  'trouble.set-aside': 'Cards have failed again and again; I do nothing on them until they change.',
  'trouble.sweep': 'My nightly look at all cards did not happen; I may overlook something.',
  'trouble.team-lists':
    'A card’s list is out of sight, or two cards claim one; there I make nothing and remind nobody.',
  'trouble.list-answers':
    'Cards get no list before somebody says whether one that people made is theirs: in the playbook, or with “/newlist” on the card.',
  'trouble.refusals': 'ClickUp refuses single things that I want to write; each stands on its card.',
  'trouble.more':
    'Whoever operates me finds what to do with “liaison doctor” and in docs/operations.md. I resolve this by myself once it works again.',
  'trouble.over': 'All of this works again since {time}. Nothing is left to do here.',
} as const;

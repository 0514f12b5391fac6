// What Liaison says of team lists that it does not see, in English. Every other language has the same keys.

export const EN_LISTS = {
  'list.still-open':
    'This customer result is done, but its end is not definitive yet. Still open: {what}. The card says more.',
  'list.seen': 'The team’s list {list} is in sight.',
  'list.archived': 'The team’s list {list} is archived, and I do not see what is in it.',
  'list.archived-mend':
    'Please bring it back from the archive; or ask for a new one with `/newlist` in a comment.',
  'list.hidden':
    'I do not see the team’s list {list} any more: somebody made it private, or it is gone for good.',
  'list.hidden-mend':
    'Whoever sees it can invite Liaison to it; or ask for a new one with `/newlist` in a comment.',
  'list.moved': 'The team’s list {list} is no longer in the folder “{folder}”, where I look after it.',
  'list.moved-mend': 'Please move it back to “{folder}”; or ask for a new one with `/newlist` in a comment.',
  'list.deleted': 'The team’s list {list} was deleted, and it stays deleted.',
  'list.deleted-mend':
    'If you need it, restore it from ClickUp’s trash; or ask for a new one with `/newlist` in a comment.',
  'list.lost':
    'I was here before, and I cannot tell whether this customer result had a list: I see none, and nothing tells of one.',
  'list.lost-mend':
    'If there is one, please invite Liaison to it, or bring it back to the folder “{folder}”. If there is none, write `/newlist` in a comment, and I make it.',
  'list.unread': 'ClickUp did not show what is in the team’s list {list}.',
  'list.unread-mend': 'I look again by myself.',
  'list.elsewhere': 'The page “{page}” in the team’s list {list} is of another customer result.',
  'list.elsewhere-mend':
    'Please bring back its former text from the task’s history, or delete the page, and I make it anew.',
  'list.unreadable': 'Some tasks in the team’s list {list} have a form that I cannot read.',
  'list.unreadable-mend': 'The status page of Liaison names them.',
  'list.contested':
    'The list {list} names two customer results: {described} in its description, and {recorded} on the page “{page}” in it.',
  'list.contested-mend': 'Please correct what is wrong; until then I go by the page.',
  'list.unanswered': {
    one: 'There is a list that may be the one of this customer result: {lists}. Until somebody says so, I make no other.',
    other:
      'There are lists that may be the one of this customer result: {lists}. Until somebody says which, I make no other.',
  },
  'list.unanswered-mend':
    'Whoever looks after the playbook writes there, below `teamList: adopt:`, {answers}, or {none} for a new list. `/newlist` in a comment makes a new one as well.',
  'list.not-in-folder':
    'The playbook says that the list {list} is the one of this customer result, and I do not see it in the folder “{folder}”.',
  'list.not-in-folder-mend':
    'Please move it into “{folder}” or bring it back from the archive; or whoever looks after the playbook corrects it, or writes {none} below `teamList: adopt:` for a new list.',
  'list.of-another-card':
    'The playbook says that the list {lists} is the one of this customer result, and it belongs to another one.',
  'list.of-another-card-mend':
    'Whoever looks after the playbook corrects it below `teamList: adopt:`, or writes {none} there for a new list.',
  'newlist.made': 'I have made a new list for this customer result.',
  'newlist.there': 'This customer result has a list, so I have made no other.',
  'newlist.too-early': 'This customer result needs no list as it stands now, so I have made none.',
  'newlist.may-not':
    'Thank you for asking. Could the supporter or the board’s owner ask for the new list? Nothing has changed.',

  'list.done': 'This customer result came to its definitive end on {day}.',
  'list.dropped':
    'This customer result was given up on {day}. Nothing was deleted; open tasks that Liaison had made were closed.',
} as const;

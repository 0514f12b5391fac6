// What Liaison says of supporters: whether there is one, who may be one, and how much they have to do. In English.

export const EN_SUPPORTERS = {
  'supporter-present.holds': 'Supported by {names}.',
  'supporter-present.several':
    'There are {people} named as supporter ({names}); exactly one keeps it clear who mentors the team.',
  'supporter-present.agree': 'Please agree on one supporter and leave only that person in the field.',
  'supporter-present.none-yet': 'No supporter yet.',
  'supporter-present.none': 'There is no supporter.',
  'supporter-present.ask': 'Please ask one of {pool} to support the team and set the field.',
  'supporter-present.pool': 'the supporters',
  'supporter-present.seat': 'a supporter',
  'supporter-present.more-seats': { one: 'a supporter', other: '{count} supporters' },
  'supporter-present.too-many':
    'There are {people} named as supporter ({names}); at most {max} keep it clear who mentors the team.',
  'supporter-present.agree-on': 'Please agree on at most {max} and leave only those in the field.',
  'supporter-present.fewer': 'Supported by {names}; at least {min} were agreed.',
  'supporter-present.ask-more': {
    one: 'Please ask one more of {pool} to support the team and set the field.',
    other: 'Please ask {count} of {pool} to support the team and set the field.',
  },

  'supporter-eligible.holds': {
    one: '{names} is in the supporters’ pool and not on the team.',
    other: '{names} are in the supporters’ pool and not on the team.',
  },
  'supporter-eligible.left': '{name} has left the workspace.',
  'supporter-eligible.no-pool': '{name} is not in the supporters’ pool.',
  'supporter-eligible.on-team': '{name} is on the team, and a supporter mentors it from outside.',
  'supporter-eligible.choose': 'Please choose another supporter.',
  'supporter-eligible.choose-of': 'Please choose another supporter; {names} could do it.',

  'supporter-load.holds': {
    one: '{name} supports no more than 1 customer result at once.',
    other: '{name} supports no more than {count} customer results at once.',
  },
  'supporter-load.too-many':
    '{name} supports {count} customer results at once ({cards}); at most {max} leave time for each team.',
  'supporter-load.elsewhere': '{name} supports more than {max} customer results at once.',
  'supporter-load.choose': 'Please choose another supporter, or end one of them first.',
  'supporter-load.choose-of':
    'Please choose another supporter ({names} could do it), or end one of them first.',
} as const;

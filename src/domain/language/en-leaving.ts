// What Liaison says of people who have left the workspace, in English. Every other language has the same keys.

export const EN_LEAVING = {
  'status.left': 'Seat free: ',
  'left.member': '{person} has left the workspace',
  'left.supporter': '{person}, who supported this, has left the workspace',
  'settled.handed-on-left':
    '{person} has left the workspace, so I ask {to} about this now. Nothing is left to do here.',
} as const;

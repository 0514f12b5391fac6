// The one list of places where ClickUp's real behaviour and its OpenAPI document differ, and who says so.
// A place that is no longer needed fails the contract tests. Section numbers are those of the fact sheet
// that the simulator follows; "example" is the document's own example beside its schema.

/** Whether a body was sent or answered. */
export type Direction = 'request' | 'answer';

/** A difference: each place is an operation and a JSON pointer with * for positions; what is below counts too. */
export type Exception = { direction: Direction; places: string[]; reason: string; source: string };

const people = (operation: string, at: string, ...names: string[]) =>
  names.map(name => `${operation} ${at}/${name}/profilePicture`);

/** Routes that the document lacks, though many clients use them (section 15). */
export const unpublishedRoutes: readonly string[] = ['GET /v2/team/{team_id}'];

/** All known differences. */
export const exceptions: Exception[] = [
  {
    direction: 'answer',
    reason: 'Whoever has no picture has null there.',
    source: 'examples of GetTasks (Assigned Reviewer) and GetTeams1',
    places: [
      'GetAuthorizedUser /user/profilePicture',
      'GetAuthorizedTeams /teams/*/members/*/user/profilePicture',
      'CreateUserGroup /members/*/profilePicture',
      'CreateList /assignee/profilePicture',
      'CreateFolderlessList /assignee/profilePicture',
      ...people('GetFilteredTeamTasks', '/tasks/*', 'creator', 'assignees/*', 'watchers/*'),
      ...people('GetTaskComments', '/comments/*', 'user', 'assignee', 'assigned_by'),
      ...people('GetListComments', '/comments/*', 'user', 'assignee', 'assigned_by'),
      ...people('GetThreadedComments', '/comments/*', 'user'),
    ],
  },
  {
    direction: 'answer',
    reason: 'A workspace or space without a picture has null there.',
    source: 'sections 5 and 6, inferred',
    places: ['GetAuthorizedTeams /teams/*/avatar', 'GetSpaces /spaces/*/avatar'],
  },
  {
    direction: 'answer',
    reason: 'The folders come as an array.',
    source: 'example of GetFolders',
    places: ['GetFolders /folders'],
  },
  {
    direction: 'answer',
    reason: 'A list without colour, priority or due date has null there.',
    source: 'section 6, list read',
    places: [
      'GetFolderlessLists /lists/*/status',
      'GetFolderlessLists /lists/*/priority',
      'GetLists /lists/*/status',
      'GetLists /lists/*/priority',
      'GetList /priority',
      'GetList /due_date',
      'CreateFolderlessList /due_date',
    ],
  },
  {
    direction: 'answer',
    reason: 'A list counts its tasks in a number.',
    source: 'section 13 and the example of GetList',
    places: [
      'GetFolderlessLists /lists/*/task_count',
      'GetLists /lists/*/task_count',
      'GetList /task_count',
      'CreateList /task_count',
      'CreateFolderlessList /task_count',
      'UpdateList /task_count',
    ],
  },
  {
    direction: 'answer',
    reason: "A list's assignee is a user object, as it is when the list is created.",
    source: 'section 6, list read',
    places: ['GetLists /lists/*/assignee', 'GetList /assignee', 'UpdateList /assignee'],
  },
  {
    direction: 'answer',
    reason: 'People and tags of a task are objects, as GetTask types them.',
    source: 'section 7.1 and the schema of GetTask',
    places: [
      'GetTasks /tasks/*/assignees/*',
      'GetTasks /tasks/*/watchers/*',
      'GetTasks /tasks/*/tags/*',
      'CreateTask /assignees/*',
      'CreateTask /watchers/*',
      'CreateTask /tags/*',
      'UpdateTask /assignees/*',
      'UpdateTask /watchers/*',
      'UpdateTask /tags/*',
    ],
  },
  {
    direction: 'answer',
    reason: 'A task has the same shape where it was linked: people and tags as objects, times as integers.',
    source: 'section 7.1 and the schema of GetTask',
    places: [
      'AddTaskLink /task/assignees/*',
      'AddTaskLink /task/tags/*',
      'AddTaskLink /task/time_estimate',
      'AddTaskLink /task/time_spent',
      'DeleteTaskLink /task/assignees/*',
      'DeleteTaskLink /task/priority',
      'DeleteTaskLink /task/time_spent',
    ],
  },
  {
    direction: 'answer',
    reason: 'Estimates arrive as integers.',
    source: 'section 7.1, observed live',
    places: ['GetTasks /tasks/*/time_estimate', 'CreateTask /time_estimate', 'UpdateTask /time_estimate'],
  },
  {
    direction: 'answer',
    reason:
      'Tasks have the same shape in the workspace-wide read: null where nothing is set, priority an object.',
    source: 'sections 7.1 and 7.4',
    places: [
      'GetFilteredTeamTasks /tasks/*/date_closed',
      'GetFilteredTeamTasks /tasks/*/priority',
      'GetFilteredTeamTasks /tasks/*/due_date',
      'GetFilteredTeamTasks /tasks/*/start_date',
      'GetFilteredTeamTasks /tasks/*/points',
      'GetFilteredTeamTasks /tasks/*/time_estimate',
      'GetFilteredTeamTasks /tasks/*/parent',
    ],
  },
  {
    direction: 'answer',
    reason: 'A new comment has its id as a number, though reads give it as text.',
    source: 'section 15, from public clients',
    places: ['CreateTaskComment /id', 'CreateListComment /id'],
  },
  {
    direction: 'answer',
    reason: 'A comment that is assigned to nobody has null there.',
    source: 'section 8, comment read',
    places: [
      'GetTaskComments /comments/*/assignee',
      'GetTaskComments /comments/*/assigned_by',
      'GetListComments /comments/*/assignee',
      'GetListComments /comments/*/assigned_by',
      'GetThreadedComments /comments/*/assignee',
      'GetThreadedComments /comments/*/assigned_by',
    ],
  },
  {
    direction: 'request',
    reason: 'null clears a date or a priority.',
    source: 'section 3, observed live, and section 13',
    places: ['UpdateTask /priority', 'UpdateTask /due_date', 'UpdateTask /start_date'],
  },
  {
    direction: 'request',
    reason: 'The rich form needs no comment_text, and nobody needs to be assigned.',
    source: 'section 8, documented with comment formatting',
    places: [
      'CreateTaskComment /comment_text',
      'CreateListComment /comment_text',
      'CreateListComment /assignee',
      'CreateThreadedComment /comment_text',
    ],
  },
  {
    direction: 'request',
    reason: 'Comments can be changed in part; null takes the assignee off.',
    source: 'section 8, partial bodies, inferred from clients',
    places: ['UpdateComment /comment_text', 'UpdateComment /assignee', 'UpdateComment /resolved'],
  },
  {
    direction: 'request',
    reason: 'Events can be an array here as they are at creation.',
    source: 'section 10.1, observed live',
    places: ['UpdateWebhook /events'],
  },
];

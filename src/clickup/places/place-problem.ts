// What people are told where a name of the playbook leads nowhere.

/** Something that the playbook names and ClickUp does not have like that. `found` are the names there are. */
export type PlaceProblem = { place: string; given: string; found: string[]; message: string; hint: string };

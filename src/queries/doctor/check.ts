// One line of the doctor's examination.

/** What was looked at and how it is; a hint says what to do where that is not plain. */
export type Check = {
  group: string;
  name: string;
  state: 'ok' | 'warn' | 'fail';
  message: string;
  hint: string | null;
};

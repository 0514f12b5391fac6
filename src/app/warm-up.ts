// What a start can begin before the rest of the program is loaded; imports as little as it can.
export { warmUpStore } from '../queue/store.ts';

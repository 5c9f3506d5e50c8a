/** The staff desk before there is one: whatever is asked of it is tried again later. */
import { Failure } from './domain/failure.ts';
import type { StaffDesk } from './ports.ts';

export const noDeskYet: StaffDesk = {
  name: 'none',
  show: () => Promise.reject(new Failure('staff-desk-unavailable', 'no staff desk is attached yet')),
  find: () => Promise.reject(new Failure('staff-desk-unavailable', 'no staff desk is attached yet')),
  tell: () => Promise.reject(new Failure('staff-desk-unavailable', 'no staff desk is attached yet')),
};

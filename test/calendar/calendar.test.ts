import { createCalendar } from '../../src/calendar.ts';
import { calendarContract } from '../contracts/calendar-contract.ts';

calendarContract('the built-in calendar', async (business, parts) => createCalendar({ business }, parts));

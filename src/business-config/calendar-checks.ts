/** What ties opening hours, services, staff and resources together. Pure; finds every fault, stops at none. */
import type { Business, OpenSpan } from '../domain/business.ts';
import { shown } from '../fault.ts';
import { minutesOf, oneOf, type Path, type PathFault } from './path-fault.ts';

const DAY_MINUTES = 24 * 60;

export function calendarFaults(business: Business): readonly PathFault[] {
  return [...hoursFaults(business), ...absenceFaults(business), ...ruleFaults(business), ...outsideFaults(business)];
}

function hoursFaults({ openingHours, closedOn, specialHours = [] }: Business): PathFault[] {
  const weekdays = Object.entries(openingHours).flatMap(([day, list]) =>
    list.flatMap((span, at) => spanFaults(['openingHours', day, at], list, span, at)),
  );
  const special = specialHours.flatMap(({ hours }, n) =>
    hours.flatMap((span, at) => spanFaults(['specialHours', n, 'hours', at], hours, span, at)),
  );
  const once = 'a date listed once';
  const dates = closedOn.flatMap(({ date }, at) =>
    closedOn.findIndex((other) => other.date === date) < at
      ? [{ path: ['closedOn', at, 'date'], expected: once, got: shown(date) }]
      : [],
  );
  const specialDates = specialHours.flatMap(({ date }, at) =>
    specialHours.findIndex((other) => other.date === date) < at || closedOn.some((closed) => closed.date === date)
      ? [{ path: ['specialHours', at, 'date'], expected: `${once}, in closedOn or here`, got: shown(date) }]
      : [],
  );
  return [...weekdays, ...special, ...dates, ...specialDates];
}

function spanFaults(path: Path, list: readonly OpenSpan[], { from, to }: OpenSpan, at: number): PathFault[] {
  if (from >= to) return [{ path, expected: 'a closing time after the opening time', got: `${from} to ${to}` }];
  const before = list[at - 1];
  return before && before.to > from ? [{ path, expected: `an opening after ${before.to}, in order`, got: from }] : [];
}

function absenceFaults({ staff }: Business): PathFault[] {
  return staff.flatMap(({ away = [] }, n) =>
    away.flatMap(({ from, to }, at) =>
      from <= to
        ? []
        : [{ path: ['staff', n, 'away', at], expected: 'a last day not before the first', got: `${from} to ${to}` }],
    ),
  );
}

/** One calendar of two people would make each busy with the other's customers. */
function outsideFaults({ staff, resources = [] }: Business): PathFault[] {
  const named = [
    ...staff.map(({ calendar }, n) => ({ path: ['staff', n, 'calendar'], calendar })),
    ...resources.map(({ calendar }, n) => ({ path: ['resources', n, 'calendar'], calendar })),
  ];
  return named.flatMap(({ path, calendar }, at) =>
    calendar !== undefined && named.findIndex((other) => other.calendar === calendar) < at
      ? [{ path, expected: 'a calendar that nobody else has', got: shown(calendar) }]
      : [],
  );
}

function ruleFaults({ services, resources = [], openingHours, specialHours = [], booking }: Business): PathFault[] {
  const known = resources.map(({ id }) => id);
  const open = [...Object.values(openingHours), ...specialHours.map(({ hours }) => hours)].flat();
  const earliest = Math.min(DAY_MINUTES, ...open.map(({ from }) => minutesOf(from)));
  const latest = Math.max(0, ...open.map(({ to }) => minutesOf(to)));
  return services.flatMap((service, at): PathFault[] => {
    const faults: PathFault[] = (service.resources ?? []).flatMap((id, n) =>
      known.includes(id)
        ? []
        : [{ path: ['services', at, 'resources', n], expected: `${oneOf(known, id)} of resources`, got: shown(id) }],
    );
    // A day's bookings stand in that day's document: a buffer that leaves the day would block nothing.
    const { before = 0, after = 0 } = service.buffer ?? {};
    if (before > earliest || latest + after > DAY_MINUTES)
      faults.push({
        path: ['services', at, 'buffer'],
        expected: 'buffers that stay within the day, before opening and after closing',
        got: `${before} before, ${after} after`,
      });
    const { leadMinutes = booking.leadMinutes, horizonDays = booking.horizonDays } = service;
    if (leadMinutes >= horizonDays * DAY_MINUTES)
      faults.push({
        path: ['services', at, service.leadMinutes === undefined ? 'horizonDays' : 'leadMinutes'],
        expected: `a lead time shorter than the ${horizonDays} days that can be booked ahead`,
        got: `${leadMinutes} minutes`,
      });
    return faults;
  });
}

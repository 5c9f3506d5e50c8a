/** Moments as staff read them: the clock for today, the day in front otherwise. */
export function when(at: number): string {
  const date = new Date(at);
  const clock = date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return date.toDateString() === new Date().toDateString() ? clock : `${date.toLocaleDateString([], { weekday: 'short', day: 'numeric', month: 'short' })} ${clock}`;
}

export const data = {
  pagination: { data: "trainings", size: 1, alias: "one" },
  permalink: ({ one }) => `${one.track}/${one.id}/calendar.ics`,
};

export function render({ one }) {
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example.org//invented//EN\r\n${one.entries}END:VCALENDAR\r\n`;
}

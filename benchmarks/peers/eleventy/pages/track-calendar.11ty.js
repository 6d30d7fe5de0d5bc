export const data = {
  pagination: { data: "tracks", size: 1, alias: "track" },
  permalink: ({ track }) => `${track.id}/calendar.ics`,
};

export function render({ track }) {
  const entries = track.trainings.map((training) => training.entries).join("");
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example.org//invented//EN\r\nX-WR-CALNAME:${track.title}\r\n${entries}END:VCALENDAR\r\n`;
}

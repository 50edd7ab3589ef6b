// Builds db/scenarios/<id>/ from the stories under scripts/scenarios: track.nmea.gz and scenario.json each. Arguments
// are scenario ids, none means all. Seeded throughout: the same source gives the same recording.

import { STORIES } from './scenarios/index.ts';
import { writeStory } from './scenarios/story.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((id) => !STORIES.some((entry) => entry.id === id));
if (unknown.length > 0) {
  process.stderr.write(`no scenario '${unknown[0]}'; there are: ${STORIES.map((entry) => entry.id).join(', ')}\n`);
  process.exit(2);
}
for (const { id, build } of STORIES) {
  if (wanted.length > 0 && !wanted.includes(id)) continue;
  const { lines, bytes } = writeStory(build(), new URL(`../db/scenarios/${id}/`, import.meta.url));
  process.stderr.write(`db/scenarios/${id}: ${lines} lines, ${Math.round(bytes / 1024)} KiB\n`);
}

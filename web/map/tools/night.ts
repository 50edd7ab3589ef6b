// Where the sun is below the horizon at an instant, as rings for the map: civil daylight ends at its edge, without refraction.
// The sun's place is that of the Astronomical Almanac's short form, good to a hundredth of a degree. Pure.

const RAD = Math.PI / 180;
const DAY_MS = 86_400_000;
/** 2000-01-01 12:00 UTC. */
const EPOCH_MS = 946_728_000_000;
/** Degrees of longitude between two points of the edge. */
const STEP_DEG = 2;

/** The place that has the sun overhead. */
export function subsolarPoint(at: number): { lon: number; lat: number } {
  const days = (at - EPOCH_MS) / DAY_MS;
  const meanLongitude = 280.46 + 0.9856474 * days;
  const anomaly = (357.528 + 0.9856003 * days) * RAD;
  const ecliptic = (meanLongitude + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RAD;
  const tilt = (23.439 - 0.0000004 * days) * RAD;
  const ascension = Math.atan2(Math.cos(tilt) * Math.sin(ecliptic), Math.cos(ecliptic)) / RAD;
  const lat = Math.asin(Math.sin(tilt) * Math.sin(ecliptic)) / RAD;
  const sidereal = 280.46061837 + 360.98564736629 * days;
  return { lon: wrapped(ascension - sidereal), lat };
}

/** The ring of the night, from -180 to 180 of longitude, closed over the dark pole. */
export function nightRing(at: number): [number, number][] {
  const sun = subsolarPoint(at);
  // On the day of the equinox the edge is a meridian: a hair beside it the arithmetic holds.
  const tilt = Math.abs(sun.lat) < 0.01 ? 0.01 * (sun.lat < 0 ? -1 : 1) : sun.lat;
  const ring: [number, number][] = [];
  for (let lon = -180; lon <= 180; lon += STEP_DEG) {
    ring.push([lon, Math.atan(-Math.cos((lon - sun.lon) * RAD) / Math.tan(tilt * RAD)) / RAD]);
  }
  const dark = tilt > 0 ? -90 : 90;
  ring.push([180, dark], [-180, dark], ring[0]!);
  return ring;
}

function wrapped(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}

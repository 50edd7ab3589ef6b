// What a page takes of a file that somebody lays over the map.

export const MOST_OVERLAYS = 10;
export const MOST_OVERLAY_BYTES = 20 * 1024 * 1024;
export const MOST_OVERLAY_FEATURES = 20_000;
export const MOST_OVERLAY_POINTS = 500_000;

// Files that were dropped anywhere on the page: they wait here until the replays are open, which take them. A part of the page
// that takes drops itself, such as the overlays of the map, keeps them.

let waiting: File[] = [];

/** Calls `opened` when files are dropped; returns the function that ends it. */
export function watchDrops(opened: () => void): () => void {
  const over = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (event.defaultPrevented || files.length === 0) return;
    event.preventDefault();
    // Under an open dialog the page takes nothing.
    if (document.querySelector('dialog[open]') !== null) return;
    waiting = files;
    opened();
  };
  addEventListener('dragover', over);
  addEventListener('drop', drop);
  return () => {
    removeEventListener('dragover', over);
    removeEventListener('drop', drop);
  };
}

/** The files that wait, once. */
export function takeDropped(): File[] {
  const files = waiting;
  waiting = [];
  return files;
}

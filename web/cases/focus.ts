// Brings the focus of the keyboard to where it belongs: to the row of a case, or to a field that is about to be drawn.

/** The row is drawn once it has been brought into view. */
export function focusCard(id: string, attempts = 10): void {
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`[data-case="${CSS.escape(id)}"] .card-open`);
    if (card !== null) card.focus({ preventScroll: true });
    else if (attempts > 0) focusCard(id, attempts - 1);
  });
}

/** The field may appear only once the panel is open and its answer has come. */
export function focusSoon(id: string, attempts = 60): void {
  const field = document.getElementById(id);
  if (field !== null) field.focus();
  else if (attempts > 0) requestAnimationFrame(() => focusSoon(id, attempts - 1));
}

/** Opens a fold that is about to be drawn, and goes into it. */
export function unfoldSoon(summaryId: string, fieldId: string, attempts = 60): void {
  const summary = document.getElementById(summaryId);
  if (summary === null) {
    if (attempts > 0) requestAnimationFrame(() => unfoldSoon(summaryId, fieldId, attempts - 1));
    return;
  }
  if (!(summary.parentElement as HTMLDetailsElement).open) summary.click();
  focusSoon(fieldId);
}

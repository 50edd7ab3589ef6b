// The evidence for a match and against it, one line each.

export function Witnesses({ witnesses, contradictions }: { witnesses: string[]; contradictions: string[] }) {
  return (
    <ul className="witnesses">
      {witnesses.map((text) => (
        <li key={text} className="for">
          <span aria-hidden="true">+</span>
          <span className="unseen">For: </span>
          {text}
        </li>
      ))}
      {contradictions.map((text) => (
        <li key={text} className="against">
          <span aria-hidden="true">−</span>
          <span className="unseen">Against: </span>
          {text}
        </li>
      ))}
    </ul>
  );
}

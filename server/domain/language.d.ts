// The one thing that the domain takes beside the bare language: a deep copy of plain data. No clock, timer, network or
// process is declared here, so a use of one does not compile.

declare function structuredClone<T>(value: T): T;

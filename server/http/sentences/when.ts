// Times and durations as the sentences write them.

/** "2023-09-12 06:00Z" */
export function utcMinute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

/** "5 h", "3 d 4 h" */
export function lasting(fromAt: number, toAt: number): string {
  const hours = Math.round((toAt - fromAt) / 3_600_000);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

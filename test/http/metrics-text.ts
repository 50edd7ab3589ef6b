// Reads the text form of Prometheus strictly: a line that is no comment and no sample is a fault.

export interface ReadMetric {
  type: string;
  help: string;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}

export function readMetrics(text: string): Map<string, ReadMetric> {
  const metrics = new Map<string, ReadMetric>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const told = /^# (HELP|TYPE) ([a-z_][a-z0-9_]*) (.*)$/i.exec(line);
    if (told) {
      const [, what, name, rest] = told as unknown as [string, string, string, string];
      const metric = metrics.get(name) ?? { type: '', help: '', samples: [] };
      metrics.set(name, { ...metric, [what.toLowerCase()]: rest });
      continue;
    }
    const sample = /^([a-z_][a-z0-9_]*)(?:\{(.*)\})? (\S+)$/i.exec(line);
    if (!sample) throw new Error(`no sample: ${line}`);
    const [, name, labelText = '', value] = sample as unknown as [string, string, string?, string?];
    const of = metrics.get(name) ?? metrics.get(name.replace(/_(bucket|sum|count)$/, ''));
    if (!of) throw new Error(`a sample before its type: ${line}`);
    of.samples.push({ name, labels: readLabels(labelText), value: readValue(value!) });
  }
  return metrics;
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"(?:,|$)/gi))
    labels[name!] = value!.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
  return labels;
}

function readValue(text: string): number {
  if (text === 'Nan') return Number.NaN;
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`no number: ${text}`);
  return value;
}

// The rate of the last hour as a small drawing, with a line at what is usual. What it shows is also said in words beside it.

const WIDTH = 120;
const HEIGHT = 24;

export function Sparkline({ minutes, usual }: { minutes: readonly number[]; usual: number | null }) {
  const most = Math.max(1, usual ?? 0, ...minutes);
  const step = WIDTH / Math.max(1, minutes.length);
  const usualY = usual === null ? null : HEIGHT - (usual / most) * HEIGHT;
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      {minutes.map((count, i) => {
        const height = (count / most) * HEIGHT;
        // biome-ignore lint/suspicious/noArrayIndexKey: a minute is its place.
        return <rect key={i} x={i * step} y={HEIGHT - height} width={Math.max(1, step - 0.5)} height={height} />;
      })}
      {usualY !== null && <line x1={0} x2={WIDTH} y1={usualY} y2={usualY} />}
    </svg>
  );
}

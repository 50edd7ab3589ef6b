// Which ships a rule is about, whom they met, and what it leaves out.

import { useQuery } from '@tanstack/react-query';
import { listApi } from '../lists/list-api.ts';
import { PlacePicker } from './PlacePicker.tsx';
import { isAnywhere, type PlaceOption, type RuleForm } from './rules.ts';

const SHIP_LABELS: Record<keyof RuleForm['ships'], readonly [label: string, example: string]> = {
  hulls: ['These ships', 'IMO numbers or MMSIs'],
  authorities: ['Listed by', 'US OFAC, UK'],
  programmes: ['Programme has', 'DPRK'],
  flags: ['Flag', 'KP, RU'],
  types: ['Ship type has', 'tanker'],
};
const EXCEPT_LABELS: Record<keyof RuleForm['except'], readonly [label: string, example: string]> = {
  hulls: ['Not these ships', 'IMO numbers or MMSIs'],
  flags: ['Not under the flag', 'SY'],
};

export function RuleShipFields({
  form,
  set,
  options,
}: {
  form: RuleForm;
  set: (part: Partial<RuleForm>) => void;
  options: readonly PlaceOption[];
}) {
  const excepts = [...Object.values(form.except), ...form.exceptLists, ...Object.values(form.exceptPlaces).flat()];
  return (
    <>
      <fieldset>
        <legend className="field-name">
          Ships: any, unless something is filled in; words with commas between them
        </legend>
        <div className="field-pair">
          {(Object.keys(SHIP_LABELS) as (keyof RuleForm['ships'])[]).map((field) => (
            <Words
              key={field}
              label={SHIP_LABELS[field]}
              value={form.ships[field]}
              change={(value) => set({ ships: { ...form.ships, [field]: value } })}
            />
          ))}
        </div>
        <Watchlists label="On a watchlist" picked={form.shipLists} change={(shipLists) => set({ shipLists })} />
      </fieldset>
      {form.kind === 'encounter' && (
        <fieldset>
          <legend className="field-name">The other ship</legend>
          <label className="check">
            <input
              type="checkbox"
              checked={form.partnerListed}
              onChange={(event) => set({ partnerListed: event.target.checked })}
            />
            is listed
          </label>
          <Words
            label={['or its MMSI begins with', '445']}
            value={form.partnerMids}
            change={(partnerMids) => set({ partnerMids })}
          />
        </fieldset>
      )}
      <details open={excepts.some((text) => text !== '') || undefined}>
        <summary>Exceptions</summary>
        <div className="exceptions">
          <div className="field-pair">
            {(Object.keys(EXCEPT_LABELS) as (keyof RuleForm['except'])[]).map((field) => (
              <Words
                key={field}
                label={EXCEPT_LABELS[field]}
                value={form.except[field]}
                change={(value) => set({ except: { ...form.except, [field]: value } })}
              />
            ))}
          </div>
          <Watchlists
            label="Not on the watchlist"
            picked={form.exceptLists}
            change={(exceptLists) => set({ exceptLists })}
          />
          {!isAnywhere(form.kind) && (
            <PlacePicker
              label="Not at"
              options={options}
              places={form.exceptPlaces}
              change={(exceptPlaces) => set({ exceptPlaces })}
            />
          )}
        </div>
      </details>
    </>
  );
}

function Words({
  label: [label, example],
  value,
  change,
}: {
  label: readonly [label: string, example: string];
  value: string;
  change: (value: string) => void;
}) {
  return (
    <label className="field">
      <span className="field-name">{label}</span>
      <input value={value} placeholder={example} onChange={(event) => change(event.target.value)} />
    </label>
  );
}

function Watchlists({
  label,
  picked,
  change,
}: {
  label: string;
  picked: readonly string[];
  change: (picked: string[]) => void;
}) {
  const { data = [] } = useQuery({ queryKey: ['watchlists'], queryFn: listApi.watchlists });
  if (data.length === 0) return null;
  return (
    <fieldset className="watchlist-checks">
      <legend className="field-name">{label}</legend>
      {data.map(({ id, title }) => (
        <label className="check" key={id}>
          <input
            type="checkbox"
            checked={picked.includes(id)}
            onChange={(event) =>
              change(event.target.checked ? [...picked, id] : picked.filter((other) => other !== id))
            }
          />
          {title}
        </label>
      ))}
    </fieldset>
  );
}

// Asks for the rules once somebody wants to see their corridors, whether by the switch or by a link.

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Port } from '../../../server/http/wire/place.ts';
import type { Rule } from '../../../server/http/wire/rule.ts';
import { rows } from '../../api.ts';
import { type Corridor, LIVE } from '../../state/state.ts';
import { useDispatch, useSlice } from '../../state/store.ts';

/** Why the rules could not be had, or null. */
export function useCorridors(): string | null {
  const wanted = useSlice((state) => state.chart.corridors);
  const ports = useSlice((state) => state.ports);
  const dispatch = useDispatch();
  const { data, error } = useQuery({
    queryKey: ['corridors'],
    queryFn: () => rows<Rule>('/rules', { scope: LIVE }),
    enabled: wanted,
  });
  useEffect(() => {
    if (data === undefined) return;
    const shown = data.filter(({ enabled }) => enabled).map((rule) => corridorOf(rule, ports));
    dispatch({ type: 'corridors', corridors: shown });
  }, [data, ports, dispatch]);
  return error?.message ?? null;
}

/** A rule that names a country means every port of it that is watched. */
export function corridorOf(
  rule: Pick<Rule, 'title' | 'origin' | 'destination' | 'originCountries' | 'destinationCountries' | 'from' | 'to'>,
  ports: readonly Pick<Port, 'id' | 'country'>[],
): Corridor {
  const idsOf = (ids: readonly string[], countries: readonly string[]) => [
    ...ids,
    ...ports.filter(({ country }) => countries.includes(country)).map(({ id }) => id),
  ];
  return {
    title: rule.title,
    fromIds: idsOf(rule.origin, rule.originCountries),
    toIds: idsOf(rule.destination, rule.destinationCountries),
    fromAt: rule.from === null ? null : Date.parse(rule.from),
    toAt: rule.to === null ? null : Date.parse(rule.to),
  };
}

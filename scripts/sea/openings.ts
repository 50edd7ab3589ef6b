// Waterways that ships of the sea use and that the 1:10m coast closes or nearly closes: straits, canals and the reaches
// of rivers up to a watch port. Each is drawn by hand as a line of points; the first and the last lie on open water of
// the coast, or at the port. What is not here is closed, and `CLOSED` says of what one might miss why.

export interface Opening {
  name: string;
  /** Why it stands here. */
  why: string;
  /** [lon, lat]; good to about 1 km, which is less than a cell. */
  way: readonly (readonly [number, number])[];
}

const HAND = 'course by hand from charts of general use';

export const OPENINGS: readonly Opening[] = [
  {
    name: 'Bosporus',
    why: `Black Sea to Marmara, 0.7 km at the narrowest; ${HAND}`,
    way: [
      [29.16, 41.28],
      [29.13, 41.22],
      [29.08, 41.16],
      [29.05, 41.12],
      [29.07, 41.09],
      [29.05, 41.06],
      [29.01, 41.03],
      [28.98, 40.96],
    ],
  },
  {
    name: 'Dardanelles',
    why: `Marmara to the Aegean, 1.2 km at Çanakkale; ${HAND}`,
    way: [
      [26.1, 40.02],
      [26.25, 40.05],
      [26.35, 40.1],
      [26.39, 40.16],
      [26.37, 40.19],
      [26.48, 40.23],
      [26.6, 40.33],
      [26.72, 40.43],
      [26.9, 40.47],
    ],
  },
  {
    name: 'Kerch Strait',
    why: `Black Sea to Azov, under the bridge of 2018; ${HAND}`,
    way: [
      [36.55, 45.03],
      [36.5, 45.15],
      [36.49, 45.25],
      [36.55, 45.31],
      [36.6, 45.38],
      [36.66, 45.48],
    ],
  },
  {
    name: 'Suez Canal',
    why: 'Mediterranean to the Red Sea; the same course as in the Simon’s Town scenario',
    way: [
      [32.55, 29.9],
      [32.567, 29.94],
      [32.577, 30.03],
      [32.57, 30.13],
      [32.5, 30.24],
      [32.38, 30.33],
      [32.34, 30.42],
      [32.305, 30.56],
      [32.325, 30.7],
      [32.31, 30.87],
      [32.315, 31.2],
      [32.36, 31.35],
      [32.4, 31.5],
    ],
  },
  {
    name: 'Panama Canal',
    why: `Caribbean to the Pacific by Gatun, Gamboa and Miraflores; ${HAND}`,
    way: [
      [-79.92, 9.42],
      [-79.92, 9.27],
      [-79.91, 9.2],
      [-79.83, 9.16],
      [-79.7, 9.11],
      [-79.6, 9.02],
      [-79.56, 8.94],
      [-79.5, 8.84],
    ],
  },
  {
    name: 'Kiel Canal',
    why: `North Sea to the Baltic, by Brunsbüttel, Rendsburg and Holtenau; ships up to 235 m; ${HAND}`,
    way: [
      [8.8, 53.96],
      [9.05, 53.88],
      [9.15, 53.9],
      [9.24, 53.99],
      [9.3, 54.06],
      [9.38, 54.16],
      [9.55, 54.24],
      [9.67, 54.3],
      [9.88, 54.36],
      [10.14, 54.37],
      [10.18, 54.42],
      [10.25, 54.5],
    ],
  },
  {
    name: 'Corinth Canal',
    why: `Gulf of Corinth to the Saronic Gulf; coasters of up to 17 m beam, so a lower bound must have it; ${HAND}`,
    way: [
      [22.9, 37.96],
      [22.95, 37.955],
      [23.0, 37.93],
      [23.03, 37.9],
    ],
  },
  {
    name: 'Kanmon Strait',
    why: `Sea of Japan to the Inland Sea at Shimonoseki, 0.6 km; ${HAND}`,
    way: [
      [130.8, 34.05],
      [130.87, 33.97],
      [130.89, 33.93],
      [130.93, 33.94],
      [130.97, 33.96],
      [131.04, 33.97],
    ],
  },
  {
    name: 'Little Belt',
    why: `Kattegat to the Baltic west of Funen, 0.8 km at Middelfart; ${HAND}`,
    way: [
      [9.85, 55.6],
      [9.77, 55.53],
      [9.71, 55.52],
      [9.64, 55.48],
      [9.65, 55.4],
    ],
  },
  {
    name: 'Johor Strait east',
    why: `Singapore Strait to the yards of Pasir Gudang; the causeway closes it to the west; ${HAND}`,
    way: [
      [104.1, 1.33],
      [104.05, 1.4],
      [103.95, 1.43],
    ],
  },
  {
    name: 'Taedong to Songnim',
    why: `Nampo and the locks of the West Sea Barrage up to the watch port Songnim; ${HAND}`,
    way: [
      [124.95, 38.66],
      [125.1, 38.67],
      [125.2, 38.69],
      [125.4, 38.71],
      [125.52, 38.7],
      [125.6167, 38.7333],
    ],
  },
  {
    name: 'Don to Rostov',
    why: `Taganrog Bay by Azov to the watch port Rostov-on-Don; ${HAND}`,
    way: [
      [38.9, 47.1],
      [39.15, 47.12],
      [39.3, 47.1],
      [39.42, 47.12],
      [39.55, 47.17],
      [39.7167, 47.22],
    ],
  },
  {
    name: 'Volga–Caspian Canal',
    why: `Caspian to the watch ports Olya and Astrakhan by the Bakhtemir; ${HAND}`,
    way: [
      [47.7, 44.6],
      [47.75, 44.95],
      [47.72, 45.3],
      [47.6, 45.55],
      [47.5373, 45.7858],
      [47.65, 46.0],
      [47.8, 46.15],
      [47.95, 46.28],
      [48.033, 46.35],
    ],
  },
  {
    name: 'Kaliningrad Sea Canal',
    why: `Baltiysk to the watch port Kaliningrad along the Vistula Lagoon; ${HAND}`,
    way: [
      [19.8, 54.66],
      [19.89, 54.645],
      [20.0, 54.66],
      [20.2, 54.69],
      [20.4833, 54.7],
    ],
  },
  {
    name: 'Dvina to Arkhangelsk',
    why: `White Sea to the watch port Arkhangelsk; ${HAND}`,
    way: [
      [39.7, 64.95],
      [40.2, 64.75],
      [40.45, 64.65],
      [40.53, 64.54],
    ],
  },
  {
    name: 'Yangtze to Zhangjiagang',
    why: `Wusong and Nantong to the watch port Zhangjiagang; ${HAND}`,
    way: [
      [122.1, 31.1],
      [121.8, 31.3],
      [121.5, 31.45],
      [121.2, 31.68],
      [120.95, 31.78],
      [120.8, 31.97],
      [120.6, 32.0],
      [120.4, 31.9667],
    ],
  },
  {
    name: 'Yong to Ningbo',
    why: `Zhenhai roads to the watch port Ningbo; ${HAND}`,
    way: [
      [121.85, 30.0],
      [121.73, 29.96],
      [121.65, 29.93],
      [121.55, 29.8833],
    ],
  },
];

/** Closed on purpose, for whoever looks for them. */
export const CLOSED: readonly { name: string; why: string }[] = [
  {
    name: 'Volga–Don Canal',
    why:
      'the Caspian is taken for closed: the canal and the rivers take ships of 138 by 16.5 m and 3.5 m draught, from ' +
      'April to November, in more than a week from Astrakhan to Rostov; with it open, every silence in the Caspian ' +
      'would end in the Black Sea. A river-sea ship is heard on the way, so its calls do not depend on this',
  },
  {
    name: 'White Sea–Baltic Canal, Neva and Ladoga, Saimaa',
    why: 'inland ways with locks, as above',
  },
  { name: 'St Lawrence Seaway and the Great Lakes', why: 'no watch port lies on them' },
  { name: 'Sivash', why: 'shallow lagoons; no way for ships between the Black Sea and Azov but Kerch' },
];

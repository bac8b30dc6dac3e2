/**
 * Which of the stand-in's indicators speak to which clause: `c` covers, `p` partly, `r` relates. `!` after a number says
 * that the indicators together leave nothing of the clause open.
 */
const LINKS: Record<string, string> = {
  'nfra-2025-95': `
1! C1.1p C1.4p C1.2r
2! A1.1p A2.3p A1.2r
3 C2.1p C2.2p C3.3p
4 C3.2p C3.3p
5 A4.1c
6 A4.5p
7 A4.2p B2.3r
8! A4.3p A3.5p
9 A4.4p B6.1p C4.5p A1.3r
10 A4.3p B4.4p B5.2p
11 C2.3p B3.4r
12 A1.4r
13! B4.1p B4.2p
14 B4.4p B3.4p B5.1p B5.2p B3.3r
15 B1.1p B1.2p B1.3p B1.4p C2.1p
16! A3.1p A3.2p A3.5p C1.3p C1.4p B2.2p A3.3r
17 B1.3p B2.1p B2.3p B5.2p
18 C2.3c
19 B3.1p B3.2p
20 A2.4p B3.3p C3.4p
21 B3.4c
22! C1.1p C1.4r
23 B6.2c
24 B2.1p B4.3p C4.1p B4.2r
25 B4.1p C4.1p
26 C4.2c
27 C4.3c
28 C4.4c
三(一) C1.2r`,
  'cbirc-2022': `
4! C1.1p C1.4p
5! C1.2p C1.3p
6 C2.1p C2.2p A1.2r
7 C3.1p C3.2p
8 A4.5p A4.1r
9! A1.1p B6.1p C4.5p
11 A1.4p A2.1p
12 A1.4p C4.4p
13 B6.2p
14! B3.1p
15 B3.1p B3.3p
16 B3.2c
17 A2.4p B3.3p
18 B1.3p B2.1p B2.3p
19 B1.3c
20! B1.4p C2.1p
21 B1.1p B1.2p B4.4r
22 C1.1p
23 C4.5r
25 C4.4c
26! B4.1p C4.1p
27 C4.3c
28 C4.2c
29 C1.2p`,
  'pboc-2024': `
3! C1.1p C1.4p
4 B1.1p B1.2p
5 B3.1p B3.2p B3.4p
6 A1.3p A1.4p
7 A2.4p B6.2p B4.3r
8 A4.1c
9 A4.2c
10! A4.3p
11 A4.4c
12 A4.5c
13 A1.1r
14 B3.4p
15 B2.1p B2.3p B5.2p
16 C4.1p C4.4p
17 C4.2p C4.3p
20 C4.5c`,
};

export type Strength = 'covers' | 'partly' | 'relates';
const STRENGTHS: Record<string, Strength> = { c: 'covers', p: 'partly', r: 'relates' };

export interface Crossing {
  complete: boolean;
  links: { code: string; strength: Strength }[];
}

/** By clause id. */
export const crosswalk = new Map<string, Crossing>(
  Object.entries(LINKS).flatMap(([policy, lines]) =>
    lines
      .trim()
      .split('\n')
      .map((line): [string, Crossing] => {
        const [number = '', ...links] = line.split(' ');
        const complete = number.endsWith('!');
        return [
          `${policy}/${number.replace('!', '')}`,
          {
            complete,
            links: links.map((link) => ({
              code: link.slice(0, -1),
              strength: STRENGTHS[link.slice(-1)] ?? 'relates',
            })),
          },
        ];
      }),
  ),
);

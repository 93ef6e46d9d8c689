// Addresses that the notifier must not call, and the ways to write them into a URL. The ranges are from IANA's
// special-purpose registries. They are a second copy, so that the tests do not repeat a mistake of Gangway's library.
import fc from 'fast-check';

const ranges4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** A range: its first groups of 16 bits, and the length of its prefix. */
const ranges6: [prefix: number[], bits: number][] = [
  [[], 96], // ::, ::1 and addresses that are "compatible" with IPv4
  [[0, 0, 0, 0, 0, 0xffff], 96], // IPv4, mapped
  [[0, 0, 0, 0, 0xffff], 96], // IPv4, translated
  [[0x64, 0xff9b], 96], // NAT64
  [[0x64, 0xff9b, 1], 48],
  [[0x100], 64],
  [[0x2001], 23], // Teredo, ORCHID, benchmarking and more
  [[0x2001, 0xdb8], 32],
  [[0x2002], 16], // 6to4
  [[0x2620, 0x4f, 0x8000], 48],
  [[0x3fff], 20],
  [[0x4000], 3], // not allocated
  [[0x5f00], 16],
  [[0xfc00], 7],
  [[0xfe80], 10],
  [[0xfec0], 10],
  [[0xff00], 8],
];

const toText = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
const toNumber = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** Returns the first and last address of a range, and one in between. */
const in4 = (cidr: string) => {
  const [base = '', bits = ''] = cidr.split('/');
  const first = toNumber(base);
  const last = first + 2 ** (32 - Number(bits)) - 1;
  return fc.oneof(fc.constantFrom(first, last), fc.integer({ min: first, max: last }));
};
const forbidden4 = fc.oneof(
  fc.constantFrom(...[toNumber('127.0.0.1'), toNumber('169.254.169.254')]),
  ...ranges4.map(in4),
);

const forbidden6 = fc.oneof(
  ...ranges6.map(([prefix, bits]) =>
    fc
      .oneof(
        fc.constantFrom(0, 0xffff).map((fill) => Array<number>(8).fill(fill)),
        fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }),
      )
      .map((host) =>
        host.map((group, index) => {
          const mask = 0xffff & ~(0xffff >>> Math.min(16, Math.max(0, bits - 16 * index)));
          return ((prefix[index] ?? 0) & mask) | (group & ~mask & 0xffff);
        }),
      ),
  ),
);

const hex = (number: number) => `0x${number.toString(16)}`;
const octal = (number: number) => `0${number.toString(8)}`;
const parts = (number: number) => toText(number).split('.').map(Number);
const groupsOf = (number: number) => `${(number >>> 16).toString(16)}:${(number & 0xffff).toString(16)}`;

/** Returns the ways to write one IPv4 address in a URL. */
const spellings4 = {
  dotted: toText,
  decimal: String,
  hex,
  octal,
  'dotted hex': (number) => parts(number).map(hex).join('.'),
  'dotted octal': (number) => parts(number).map(octal).join('.'),
  'two parts': (number) => `${number >>> 24}.${number & 0xffffff}`,
  'three parts': (number) => `${number >>> 24}.${(number >>> 16) & 255}.${number & 0xffff}`,
  'with a dot at the end': (number) => `${toText(number)}.`,
  'percent-encoded': (number) => toText(number).replace(/\d/g, (digit) => `%3${digit}`),
  'wide digits': (number) => toText(number).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  'circled digits': (number) =>
    toText(number).replace(/[1-9]/g, (digit) => String.fromCodePoint(0x2460 + Number(digit) - 1)),
  'ideographic dots': (number) => toText(number).replaceAll('.', '。'),
  mapped: (number) => `[::ffff:${toText(number)}]`,
  'mapped, in hex': (number) => `[0:0:0:0:0:FFFF:${groupsOf(number)}]`,
  compatible: (number) => `[::${toText(number)}]`,
  nat64: (number) => `[64:ff9b::${toText(number)}]`,
  '6to4': (number) => `[2002:${groupsOf(number)}::1]`,
  teredo: (number) => `[2001:0:4136:e378:8000:63bf:${groupsOf(~number >>> 0)}]`,
} satisfies Record<string, (number: number) => string>;

const full6 = (groups: number[]) => groups.map((group) => group.toString(16)).join(':');

/** The ways to write a forbidden host, each with some hosts written so. */
export const forbiddenHosts: Record<string, fc.Arbitrary<string>> = {
  ...Object.fromEntries(Object.entries(spellings4).map(([how, spell]) => [how, forbidden4.map(spell)])),
  'IPv6 in full': forbidden6.map((groups) => `[${full6(groups)}]`),
  'IPv6 in capitals': forbidden6.map((groups) => `[${full6(groups).toUpperCase()}]`),
  'IPv6 as short as it can be': forbidden6.map((groups) => new URL(`https://[${full6(groups)}]/`).hostname),
};

/** The addresses in the form in which a resolver returns them. */
export const forbiddenAddress = fc.oneof(
  forbidden4.map((number) => ({ address: toText(number), family: 4 })),
  forbidden6.map((groups) => ({ address: full6(groups), family: 6 })),
);

export const publicAddresses = [
  { address: '8.8.8.8', family: 4 },
  { address: '172.15.255.255', family: 4 },
  { address: '172.32.0.0', family: 4 },
  { address: '100.128.0.1', family: 4 },
  { address: '223.255.255.255', family: 4 },
  { address: '2606:4700:4700::1111', family: 6 },
  { address: '2a00:1450:4001:80b::200e', family: 6 },
];

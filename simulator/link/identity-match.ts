// Scores how alike two people's data are, from 0 to 100; null when either side has none
// (https://plaid.com/docs/api/products/identity/#identitymatch). Plaid does not publish its own scoring. This one is
// simple, and lands in Plaid's published bands: 100 exact, 85-99 strong, 70-84 partial, below that weak.
import type { AddressData, NameMatchScore, Owner } from 'plaid';

export function nameScore(given: string | null | undefined, names: string[]): NameMatchScore {
  const [first, ...others] = given?.trim() ? names.map((name) => compareNames(given, name)) : [];
  return first ? others.reduce((a, b) => (b.score > a.score ? b : a), first) : unknownName;
}

const unknownName: NameMatchScore = {
  score: null,
  is_first_name_or_last_name_match: null,
  is_nickname_match: null,
  is_business_name_detected: null,
};

function compareNames(a: string, b: string) {
  const [ours, theirs] = [words(a), words(b)];
  const business = [...ours, ...theirs].some((word) => businessWords.includes(word));
  const plainScore = alike(ours.filter(isName), theirs.filter(isName));
  const formalScore = Math.min(92, alike(ours.map(formal), theirs.map(formal)));
  const nickname = formalScore > plainScore;
  return {
    score: nickname ? formalScore : plainScore,
    is_first_name_or_last_name_match: [theirs[0], theirs.at(-1)].some((word) => word && ours.includes(word)),
    is_nickname_match: nickname,
    is_business_name_detected: business,
  };
}

function alike(ours: string[], theirs: string[]): number {
  if (ours.join(' ') === theirs.join(' ')) return 100;
  if (sameSet(ours, theirs)) return 95;
  if (isSubset(ours, theirs) || isSubset(theirs, ours)) return ours.at(-1) === theirs.at(-1) ? 88 : 72;
  if (ours.at(-1) === theirs.at(-1)) return 75;
  return ours.some((word) => theirs.includes(word)) ? 55 : 15;
}

const businessWords = ['llc', 'inc', 'ltd', 'dba', 'company', 'business'];
const isName = (word: string) => !businessWords.includes(word);

/** A few of the many nicknames that Plaid knows. */
const nicknames: Record<string, string> = { bertie: 'alberta', bob: 'robert', jenn: 'jennifer', liz: 'elizabeth' };
const formal = (word: string) => nicknames[word] ?? word;

export function emailScore(given: string | null | undefined, emails: string[]) {
  return { score: best(given, emails, (a, b) => (a.trim().toLowerCase() === b.trim().toLowerCase() ? 100 : 0)) };
}

export function phoneScore(given: string | null | undefined, phones: string[]) {
  // A North American number may or may not have its country code.
  const local = (phone: string) => phone.replace(/\D/g, '').slice(-10);
  return { score: best(given, phones, (a, b) => (local(a) === local(b) ? 100 : 0)) };
}

export function addressScore(
  given: Partial<Record<keyof AddressData, string | null | undefined>> | null | undefined,
  addresses: Owner['addresses'],
) {
  const ours = given ?? {};
  if (!Object.values(ours).some(Boolean) || addresses.length === 0) return { score: null, is_postal_code_match: null };
  const scored = addresses.map(({ data }) => {
    const share = (['street', 'city', 'region', 'postal_code', 'country'] as const).filter((part) => ours[part]);
    const same = share.filter((part) => plain(ours[part]) === plain(data[part]));
    const weigh = (parts: readonly string[]) => parts.reduce((sum, part) => sum + (part === 'street' ? 4 : 1), 0);
    return {
      score: Math.round((100 * weigh(same)) / weigh(share)),
      is_postal_code_match: ours.postal_code ? same.includes('postal_code') : null,
    };
  });
  return scored.reduce((a, b) => (b.score > a.score ? b : a));
}

const plain = (text: string | null | undefined) =>
  (text ?? '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const words = (name: string) => plain(name).split(' ');
const isSubset = (a: string[], b: string[]) => a.every((word) => b.includes(word));
const sameSet = (a: string[], b: string[]) => isSubset(a, b) && isSubset(b, a);

/** Plaid answers with the best score of all owners. */
function best(given: string | null | undefined, all: string[], score: (a: string, b: string) => number): number | null {
  if (!given?.trim() || all.length === 0) return null;
  return Math.max(...all.map((candidate) => score(given, candidate)));
}

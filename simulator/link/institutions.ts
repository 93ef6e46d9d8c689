// Banks of Plaid's Sandbox (https://plaid.com/docs/sandbox/institutions/).

export type Institution = {
  institution_id: string;
  name: string;
  /** The id of its button on the hosted page. */
  slug: string;
  routing_number: string;
  rtp: boolean;
  /** As at Chase or PNC, account numbers are tokens, and a new Item ends the login of the person's older Item. */
  oauth: boolean;
};

export const firstPlatypus: Institution = {
  institution_id: 'ins_109508',
  name: 'First Platypus Bank',
  slug: 'first-platypus',
  routing_number: '011401533',
  rtp: true,
  oauth: false,
};

export const institutions: readonly Institution[] = [
  firstPlatypus,
  {
    institution_id: 'ins_109509',
    name: 'First Gingham Credit Union',
    slug: 'first-gingham',
    routing_number: '011401533',
    rtp: false,
    oauth: false,
  },
  {
    institution_id: 'ins_127287',
    name: 'Platypus OAuth Bank',
    slug: 'platypus-oauth',
    routing_number: '011401533',
    rtp: true,
    oauth: true,
  },
];

export const findInstitution = (id: string): Institution | null =>
  institutions.find((institution) => institution.institution_id === id) ?? null;

// Words in the names of account owners that are not part of a person's name. Plain letters, as `readWords` gives them.

const list = (words: string): string[] => words.trim().split(/\s+/);

/** Titles and suffixes. They do not distinguish people. */
export const titles = list(`
  mr mrs ms miss mx dr prof sir dame lord lady rev hon esq md phd dds cpa mba ing dipl mag jr sr ii iii iv
  herr frau hr fr mme mlle senor senora srta sra dott sig signora pan pani
  jt jtwros jtten wros tenants common survivorship`);

/** Particles of family names. De la Cruz and de la Vega have no distinguishing word in common. */
export const particles = list(`
  al bin bint binti ibn da das de del della den der det des di dos du el la las le les los of ter the tot und van vom
  von zu zum zur`);

/** A name of only these words shows that the bank knows none. */
export const placeholders = new Set(
  list(`
  n a na nan none null nil no not non name names nameless unknown unk undefined unspecified unidentified unnamed
  available unavailable applicable provided known given specified listed supplied found set on file data information
  info missing blank empty masked hidden withheld restricted confidential private anonymous tbd tba test
  account acct acc accountholder accountowner holder holders owner owners customer customers client member cardholder
  card user person individual bank depositor borrower payer payee recipient consumer primary secondary joint first
  last middle full legal second other valued the current checking savings personal business my pending redacted hldr cust by object fnu lnu
  firstname lastname fullname test dummy sample mr mrs ms
  unbekannt kontoinhaber kontoinhaberin inhaber kunde kundin keine angabe angaben nicht verfugbar
  inconnu inconnue titulaire compte client nom indisponible titular cuenta cliente desconocido desconocida
  nombre sin disponible intestatario conto sconosciuto titolare desconhecido conta onbekend rekeninghouder
  okand ukendt ukjent tuntematon nieznany bilinmiyor musteri hesap sahibi neznamy`),
);

/** Placeholders that are names too. Beside a particle as the other word they are a person's name: Al Holder, Le My. */
export const placeholderNames = new Set(list('bank blank first holder last my na nan person set sin'));

export type KindWords = {
  /** These mark the kind wherever they occur. The letters of a short one may stand apart: L.L.C. */
  anywhere: Set<string>;
  phrases: string[];
  /** These mark the kind only at the end of a name. Elsewhere they may be initials or a name. */
  atTheEnd: string[];
  /** Words that are also names of people, such as Grace Church or Ira Byron. */
  alsoNames: string[];
  /** Short forms that only their slash distinguishes from initials. */
  slashed: string[];
};

export const business: KindWords = {
  anywhere: new Set(
    list(`
      inc llc llp lllp pllc plc ltd corp gmbh mbh ohg gbr kgaa srl srls sarl sas sasu eurl snc sprl bvba cvba pty pte
      pvt oyj kft zrt nyrt eood ood doo sro ooo zao oao sdn bhd uab cic dba incorporated limited corporation company
      limitada eirl eireli flp haftungsbeschrankt anonyme gesellschaft genossenschaft verein stiftung fondation fundacion fondazione ооо оао зао пао ип тоо
      фоп αε επε οε ικε
      foundation association assoc assn ministry ministries congregation nonprofit parish diocese synagogue mosque
      masjid university school preschool daycare council committee campaign league charity charities society federation
      cooperative coop condominium hoa homeowners hospital
      enterprise enterprises holding holdings services consulting consultants solutions properties realty rentals leasing
      investments ventures equity partnership partners associates advisors advisory accounting bookkeeping insurance
      agency construction contractors contracting builders developers development roofing plumbing hvac landscaping
      cleaning trucking logistics transport transportation freight towing automotive motors electric manufacturing
      industries technologies systems software supply wholesale distributors imports exports international marketing
      photography productions publishing restaurant catering cafe salon boutique pharmacy clinic medical dental sons bros
      brothers studios`),
  ),
  phrases: [
    'trading as',
    'doing business as',
    'sole prop',
    'sole trader',
    'sole proprietor',
    'sole proprietorship',
    'sp z o',
    'friends of',
    'law office',
    'law offices',
    'law firm',
  ],
  atTheEnd: list(
    'co lp sa ag ab as oy nv bv kg ug se sl sc pc pa lc kk ltda lda sia ou ev eg na fsb asa aps vof spa ei mei ао',
  ),
  alsoNames: list(`
    church temple chapel bank group trading shop store stores market farm farms ranch studio design designs media club
    team union fund capital management college academy institute lab labs works office offices city county state town
    garage hotel inn press records trade lodge`),
  slashed: list('t/a'),
};

export const fiduciary: KindWords = {
  anywhere: new Set(
    list(`
      estate est trustee trustees ttee ttees tstee trstee tte trst trusts trustor grantor settlor utma ugma uttma pod itf atf fbo obo poa
      aif ua uad dtd uta cust custdn custodian custodial custodianship conservator conservatorship conservatee guardianship
      executor executrix executors administrator administratrix admin beneficiary beneficiaries payee decedent deceased decd dcsd decsd
      irrevocable revocable irrev testamentary fiduciary nominee escrow iolta attorney atty roth pension retirement
      annuity inherited hsa snt probate heirs attn liquidator curator incapacitated incompetent
      fideicomiso sucesion herederos succession indivision hoirs
      nachlass erbengemeinschaft treuhand treuhander dodsbo kuolinpesa boedel`),
  ),
  phrases: [
    'care of',
    'c o',
    'account of',
    'personal representative',
    'personal rep',
    'pers rep',
    'rep payee',
    'benefit of',
    'in trust',
    'trust for',
    'payable on death',
    'transfer on death',
    'a minor',
    'behalf of',
    'special needs',
    'agent for',
    'parent of',
  ],
  atTheEnd: list('tr trs tru exec exor exr admr adm gdn consv cons bene ben ira rollover'),
  alsoNames: list('trust guardian minor tod ira ward agent receiver'),
  slashed: list('c/o u/w u/d'),
};

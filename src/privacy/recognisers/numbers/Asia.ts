/**
 * Asia and the Middle East: national, tax and company numbers.
 */
import { weighted } from "../Checksums.ts"
import { by, type Scheme } from "./Scheme.ts"

/** My Number (Japan): order of the Ministry of Internal Affairs no. 85 of 2014, article 5. */
const myNumber = (number: string): boolean => {
  const rest = weighted(number.slice(0, 11), [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
  return (rest <= 1 ? 0 : 11 - rest) === Number(number[11])
}

/** Bureau of Internal Revenue (Philippines): the ninth digit checks the first eight; three more name the branch. */
const philippineTax = (number: string): boolean =>
  weighted(number.slice(0, 8), [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === Number(number[8])

export const asia: ReadonlyArray<Scheme> = [
  {
    type: "TH_TNIN",
    shape: /[1-8]\d{12}|[1-8]-\d{4}-\d{5}-\d{2}-\d/,
    // The second and third digit are the province.
    valid: (number) =>
      /^.(?:1\d|2[0-7]|[34]\d|5[0-8]|6[0-7]|7[0-7]|8[0-6]|9[0-6])/.test(number) && by("th/idnr")(number),
    words: /ประจำตัวประชาชน|\btnin\b|thai (?:national )?id|\bpopulation id/iu,
    alone: "always"
  },
  {
    type: "TR_NATIONAL_ID",
    shape: /[1-9]\d{10}/,
    valid: by("tr/tckimlik"),
    words: /kimlik|\bt\.?c\.?k\.?n|\bt\.?c\.? no|turkish id/iu,
    alone: "always"
  },
  { type: "TR_TAX_ID", shape: /\d{10}/, valid: by("tr/vkn"), words: /vergi (?:kimlik|no|numara)|\bvkn\b/iu },
  {
    type: "CN_RESIDENT_ID",
    shape: /[1-9]\d{16}[\dX]/,
    valid: by("cn/ric"),
    words: /身份证|居民身份|resident id|chinese id/iu,
    telling: "always"
  },
  {
    type: "HK_IDENTITY_CARD",
    shape: /[A-Z]{1,2}\d{6}\([\dA]\)|[A-Z]{1,2}\d{6}[\dA]/,
    valid: (number) => by("hk/hkid")(number.replace(/[()]/g, "")),
    words: /\bhkid\b|hong kong id|身份證/iu
  },
  { type: "TW_NATIONAL_ID", shape: /[A-Z][12]\d{8}/, valid: by("tw/natid"), words: /身分證|taiwan(?:ese)? id/iu },
  {
    type: "JP_MY_NUMBER",
    shape: /\d{4}~\d{4}~\d{4}/,
    valid: myNumber,
    words: /マイナンバー|個人番号|my number(?! is)/iu
  },
  {
    type: "MY_NRIC",
    shape: /\d{6}-\d{2}-\d{4}|\d{12}/,
    valid: by("my/nric"),
    words: /\bmykad\b|\bnric\b|kad pengenalan|\bic (?:no|number)/iu,
    telling: "grouped",
    alone: "grouped"
  },
  {
    type: "SG_NRIC_FIN",
    shape: /[STFGM]\d{7}[A-Z]/,
    words: /\bnric\b|\bfin\b|singapore id/iu,
    telling: "always"
  },
  {
    type: "SG_UEN",
    shape: /\d{8,9}[A-Z]|[TSR]\d{2}[A-Z]{2}\d{4}[A-Z]/,
    valid: by("sg/uen"),
    words: /\buen\b|unique entity/iu,
    telling: "always"
  },
  {
    type: "PH_TIN",
    shape: /\d{3}~\d{3}~\d{3}(?:~\d{3,5})?/,
    valid: philippineTax,
    words: /\btin\b|\bbir\b|taxpayer/iu
  },
  {
    type: "IL_ID_NUMBER",
    shape: /\d{8,9}/,
    valid: by("il/idnr"),
    words: /teudat zehut|תעודת זהות|ת\.ז|israeli id/iu
  },
  {
    type: "AE_EMIRATES_ID",
    shape: /784-?\d{4}-?\d{7}-?\d/,
    words: /emirates id|الهوية/iu,
    telling: "always"
  }
]

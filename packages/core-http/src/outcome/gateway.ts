import type { Verdict } from "@rekey/core";

/** A Row is one documented answer of the gateway. It sends these before any service sees the request, so each proves that nothing changed. */
interface Row extends Verdict {
  /** The digits behind `APIG.` or `APIGW.`: the signing guide writes the one, the product's documentation the other. */
  readonly code: Verdict["code"];
  readonly digits: string;
  readonly statuses: readonly number[];
}

const MINUTE_MS = 60_000;
const rightsRemedy = "grant the connection's user the action, or name it another key";
const keyRemedy = "check the access key, its secret and the clock";

/**
 * Sources: API Gateway, Error Codes, https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-errorcode.html (0301, 0303 to 0305, 0308),
 * and APIG User Guide, Error Codes (the rest). 0201 with 400, 502 or 504 is left out: a service may have seen the request.
 */
export const gatewayTable: readonly Row[] = [
  {
    digits: "0101",
    statuses: [404],
    code: "ERR_DECLARATION",
    remedy: "check region and `endpoints`: the gateway knows no such operation there",
  },
  { digits: "0201", statuses: [413, 414], code: "ERR_REFUSED", remedy: "the request is larger than the gateway takes" },
  { digits: "0301", statuses: [401], code: "ERR_IDENTITY", remedy: keyRemedy },
  { digits: "0302", statuses: [403], code: "ERR_REFUSED", remedy: rightsRemedy },
  { digits: "0303", statuses: [401], code: "ERR_IDENTITY", remedy: keyRemedy },
  { digits: "0305", statuses: [401], code: "ERR_IDENTITY", remedy: keyRemedy },
  { digits: "0306", statuses: [403], code: "ERR_REFUSED", remedy: rightsRemedy },
  { digits: "0307", statuses: [401, 403], code: "ERR_IDENTITY", remedy: "sign in again: the token must be renewed" },
  { digits: "0308", statuses: [429], code: "ERR_UNAVAILABLE", afterMs: MINUTE_MS },
  {
    digits: "0501",
    statuses: [405],
    code: "ERR_UNAVAILABLE",
    afterMs: 60 * MINUTE_MS,
    remedy: "the account's quota for this operation is used up",
  },
  { digits: "0502", statuses: [405], code: "ERR_REFUSED", remedy: "the account is frozen: settle its bills" },
  { digits: "0613", statuses: [503], code: "ERR_UNAVAILABLE", afterMs: MINUTE_MS },
  { digits: "0802", statuses: [403], code: "ERR_REFUSED", remedy: "the connection's user is barred in this region" },
];

const CODE = /^APIGW?\.(\d{4})$/;

/** Whether a code is the gateway's, and so not the service's. */
export function isOfGateway(code: string): boolean {
  return CODE.test(code);
}

/** What the gateway's answer means; undefined where its table does not list it with this status. */
export function gatewayVerdict(status: number, code: string | undefined): Verdict | undefined {
  const digits = CODE.exec(code ?? "")?.[1];
  const row = gatewayTable.find((one) => one.digits === digits && one.statuses.includes(status));
  if (!row) return undefined;
  const { digits: _, statuses: __, ...verdict } = row;
  return verdict;
}

/**
 * Points in time as policies write them: one of W3C's forms of ISO 8601, or seconds since 1970.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 * https://www.w3.org/TR/NOTE-datetime
 */

const W3C =
  /^(?<year>\d{4})(?:-(?<month>\d\d)(?:-(?<day>\d\d)(?:T(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?<fraction>\.\d+)?)?(?<zone>Z|[+-]\d\d:\d\d))?)?)?$/;
const EPOCH_SECONDS = /^-?\d{5,}(?:\.\d+)?$/;

/** Milliseconds since 1970; undefined for what is no date. Four digits are a year. */
export function readDate(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return Number(text) * 1000;
  const parts = W3C.exec(text)?.groups;
  if (!parts) return undefined;
  const { year, month = '01', day = '01', hour = '00', minute = '00', second = '00' } = parts;
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const rolledOver = Number.isNaN(instant) || new Date(instant).getUTCDate() !== Number(day);
  if (rolledOver) return undefined;
  return instant + Number(parts.fraction ?? 0) * 1000 - offsetOf(parts.zone);
}

/** Milliseconds that a zone such as `+01:00` is ahead of UTC. */
function offsetOf(zone = 'Z'): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/**
 * The keys whose signatures under a release's checksums are believed. They are kept as numbers and not as key rings, so
 * that no code has to decide which part of a ring counts. Which keys are believed is decided by a change of this file.
 * A test computes each fingerprint from the numbers, and verifies real releases with them.
 */

export interface PublisherKey {
  /** Of the OpenPGP version 4 key: 40 hexadecimal digits. */
  readonly fingerprint: string;
  /** Seconds since the epoch; a part of the fingerprint. */
  readonly createdAt: number;
  /** RSA modulus, big-endian, as base64url. The exponent is 65537. */
  readonly modulus: string;
}

/**
 * The subkey by which HashiCorp signs its releases, below the primary key C874011F0AB405110D02105534365D9472D7468F:
 * https://www.hashicorp.com/.well-known/pgp-key.txt
 */
export const HASHICORP: PublisherKey = {
  fingerprint: '374EC75B485913604A831CC7C820C6D5CD27AB87',
  createdAt: 1_619_024_934,
  modulus: [
    '1ukTa2VRjV7x1QakojlmsZdVzohKIhz7edAIo7ducl2xvtJByBUqEftYOi4dtCUwgoYH0JBho80LxLhtR08NO2IbLy3N',
    'KZIzTH7uoCahaMf6IHOd5s-vTsV2rs1EP02duxg1aVAbvhIQyrdbNzrQOgY8_3LKKf1Ju4E9Porx8ryf4xnZzxGb_LTb',
    'khP1KPoZ_0PYYPEm73mc6NwvlOCnGmwhEhBZfBqumkYvbwH2uuaMQ-YymiM-3MvqcG9JYs6pVux_bUJa93QX3SHHc4Ee',
    'eYUxQuf163MCev5x1R_8RrJBGrJ3wkF_EWCjLstFAAycu9k5GW2Ggsfl1yHFQfBkzpiVaAIa00klSwGbKXwp48J0sYrA',
    '592c7GK6t3FerFPG_kJSF-1QI7qxPuXGYlZWsYAo8oSqpRoJqJ50XljgWnAoC_1L7sDJjKeU0y5oi1y0-7sXhqIxMqAp',
    'OLDK6q1NY3rx8hpQyR_U2rsdeRiCw8J2BXwLzxfVgoneFGeDrsI3GsX8rNy8TYmSJVLFzSsEt5oYjES-E0bG7OJOEBPi',
    'yDDrGriL3L5vP368nb0P5FMCIVUx_NFxjh_dPW2LSb2N37nSu0oSMJu2RU3bgSVBuO9xPxZ91ZIU5gV-vj4zgudB0fx8',
    'm8GkQs3w67jHt0wHBP7Uj-QlDm_Qu_j_oT80HA8',
  ].join(''),
};

/** OpenTofu signs with its primary key: https://get.opentofu.org/opentofu.asc */
export const OPENTOFU: PublisherKey = {
  fingerprint: 'E3E6E43D84CB852EADB0051D0C0AF313E5FD9F80',
  createdAt: 1_700_055_180,
  modulus: [
    'z4Oo1CZuZYjE4g53cqa58F0NtxnckJv5FvTBToWA0ZLJpm7M9Awn6p7RabqCsT18wPiU62ZVmTjbVPpXmYyDpQFWYs9K',
    '8M-RCau7iK5LnlrVJOgGJASzfszLW7otM9xwj1TZ0eQZVTcl0Hlt45a0Lc7inr42VsyNIG0BoBCjaY_pX8kRbuqt7v09',
    'KN6f-mzjpUB8AjLZxZVqY6-n_ydhHVFTv-jWB0MyJj4-CyDVxf_nqqO7-rLxbWlU7URBtldle1nu27v3CfjYCWB-66O1',
    'IQdUUB9pNPTXaUgrfRetD1REZzkacRgZDP1Smc4DEs0b3acVFsKy8XwMYp7uXXWwZt8tG82lPNDk94taq1iKlu935nRh',
    '0O9YGycUa66MizFnoY3Cf_ViQ8ZB6rHzyqgYn2LKevyfZ6XMw30lPs2AVRqUe92uBHW3iEVqsGx9C1oZW4tSDOWhQ2mT',
    'BTZGPgFsj_jh5_CnobugziIdQFTO7-7y8Wl_YbdY1SW7MI7zxWKrr9Q71HXO1T9kB898XLUEtRmSUNXpHIE7_a0WF1Dj',
    'sJJyJ47ZDPZEA7cgZFS3BHPIWtwn4ejybHCD-VR8GjTIAD6_bbJd8anc-epeVD4xUhbnpffI0gap_N1a09LisDND5w1R',
    '3f-6vPg4NRLToIDMGfN9CjkRTXY37-snbAb5e38',
  ].join(''),
};

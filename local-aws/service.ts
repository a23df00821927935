/** A service's name in signatures: 's3', 's3control', 'iam', 'sts', 'kms' … */
export type Service = string;

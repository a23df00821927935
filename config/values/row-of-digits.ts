/** Digits as one types them without thinking: 0000, 12345678, 987654321. A longer row may be a vendor's own sample. */

const ASCENDING = '012345678901234';
const DESCENDING = '987654321098765';

export function isRowOfDigits(text: string): boolean {
  if (!/^\d{3,}$/.test(text)) return false;
  return /^(\d)\1+$/.test(text) || ASCENDING.includes(text) || DESCENDING.includes(text);
}

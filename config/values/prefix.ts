/** Prefixes of keys: where a grant begins. A prefix stands in policies, where some characters mean more than themselves. */
import { placeholderInName } from './placeholder-in-name';
import { quote } from './quote';
import { remembered } from './remembered';
import { suggested } from './suggestion';

/**
 * Bytes. A key has at most 1,024 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html); below a
 * longer prefix there would be no room for names.
 */
const LONGEST = 900;

/** Of JSON policy documents IAM takes no characters beyond U+00FF. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
const BEYOND_POLICIES = /[^\u0020-\u00ff]/u;

/** A fleet's tenants have most of their prefixes in common. */
const known = remembered<string | undefined>();

export function prefixProblem(prefix: string): string | undefined {
  if (prefix === '') return undefined;
  return known(prefix, () => meaningProblem(prefix) ?? shapeProblem(prefix));
}

/** What a policy, S3 or an SDK would understand in another way than it was meant. */
function meaningProblem(prefix: string): string | undefined {
  const shown = quote(prefix);
  if (/^(?:s3|https?):\/\//.test(prefix) || prefix.startsWith('arn:'))
    return `${shown} is more than a prefix; give what comes behind the bucket's name and its slash${suggested(tidy(withinBucket(prefix).replace(/\*$/, '')), prefixProblem)}`;
  const wildcard = /[*?]/.exec(prefix);
  if (wildcard)
    return `a prefix has no ${wildcard[0]}: in policies it is a wildcard; everything below the prefix is meant anyway${suggested(tidy(prefix.replace(/\/\*+$/, '/')), prefixProblem)}`;
  if (prefix.includes('${')) return 'a prefix has no ${: in policies it begins a variable';
  if (prefix.includes('\\'))
    return `folders are parted by /, not by \\${suggested(tidy(prefix.replaceAll('\\', '/')), prefixProblem)}`;
  if (/(?:^|[\s,;])(?:get|put|list|delete)(?=$|[\s,;])/i.test(prefix) && /[\s,;]/.test(prefix))
    return `${shown} holds words of allow; each prefix is a grant of its own, and its words stand in allow`;
  const placeholder = placeholderInName(prefix);
  if (placeholder) return `${shown} holds the placeholder ${placeholder}; put the real name in its place`;
  if (prefix.split('/').some((folder) => /^ | $/.test(folder)))
    return `${shown} holds a folder that begins or ends with a space${suggested(tidy(prefix), prefixProblem)}`;
  const unseen = /[\u007f-\u00a0\u00ad]/u.exec(prefix);
  if (unseen)
    return `${shown} holds ${codePoint(unseen[0])}, which looks like another character or like nothing${suggested(tidy(prefix.replaceAll('\u00a0', ' ').replaceAll(/[\u007f-\u009f\u00ad]/gu, '')), prefixProblem)}`;
  const odd = BEYOND_POLICIES.exec(prefix);
  if (odd) return `a prefix has no ${quote(odd[0])}: policies take characters from U+0020 to U+00FF only`;
  return undefined;
}

/** What comes behind the bucket in an address or an ARN. */
function withinBucket(text: string): string {
  const host = /^https?:\/\/[^/]+\.s3[.-][^/]*\//;
  return host.test(text)
    ? text.replace(host, '')
    : text.replace(/^(?:s3:\/\/|arn:[^:]*:s3:::|https?:\/\/[^/]+\/)[^/]*\/?/, '');
}

function codePoint(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** As it was probably meant: folders with names, without blanks at their ends, each followed by a slash. */
function tidy(prefix: string): string {
  const folders = prefix
    .split('/')
    .map((folder) => folder.trim())
    .filter((folder) => folder !== '');
  return folders.map((folder) => `${folder}/`).join('');
}

function shapeProblem(prefix: string): string | undefined {
  const shown = quote(prefix);
  if (/^\/+$/.test(prefix))
    return `${shown} is a folder without a name; name a folder, or write "" where the whole bucket is meant`;
  if (prefix.startsWith('/'))
    return `a prefix has no / at its beginning${suggested(tidy(prefix), prefixProblem)}; S3 would take it for a folder without a name`;
  if (prefix.includes('//'))
    return `${shown} holds a folder without a name (//)${suggested(tidy(prefix), prefixProblem)}`;
  if (prefix.split('/').some((folder) => folder === '.' || folder === '..'))
    return `${shown} holds a folder . or ..; S3 has no way up`;
  if (!prefix.endsWith('/'))
    return `a prefix ends in /${suggested(`${prefix}/`, prefixProblem)}; without it, everything that begins alike would be shared too`;
  const size = Buffer.byteLength(prefix);
  if (size > LONGEST)
    return `a prefix has at most ${LONGEST} bytes, this one has ${size}; a whole key has at most 1,024`;
  return undefined;
}

/** The prefix of access logs. It stands in no policy of ours and is often a name without a slash, so less is asked. */
export function logPrefixProblem(prefix: string): string | undefined {
  return prefix.startsWith('/')
    ? `a prefix has no / at its beginning${suggested(prefix.replace(/^\/+/, ''), logPrefixProblem)}`
    : undefined;
}

import { judgesOf, findRegions } from '../../../iam/reach/regions';
import { witnessOf } from '../../../iam/reach/witness';
import { randomFrom } from '../random';
import { checkPair } from './checked';
import { drawPair } from './random-worlds';
const from=+process.argv[2]!; const until=Date.now()+(+process.argv[3]!)*1000;
const reach={findRegions,judgesOf,witnessOf};
let n=0,missed=0,unsound=0,beyond=0,differing=0; const bad:number[]=[];
for(let seed=from;Date.now()<until;seed++){const random=randomFrom(seed);const c=checkPair(reach,reach,drawPair(random),random,1);n++;if(c.beyond)beyond++;else if(c.missed.length){missed++;bad.push(seed)}if(c.unsound.length){unsound++;bad.push(seed)}if(c.differing)differing++;}
console.log(JSON.stringify({from,pairs:n,differing,missed,unsound,beyond,bad:bad.slice(0,20)}));

/** Z3, asked whether a text is in some languages and in none of others: one membership a question. */
import { init, killThreads, type Z3_ast, type Z3_context, Z3_lbool } from 'z3-solver';

/** A text of the language that was asked for; or that it has none; or that Z3 could not tell in time. */
export type Answer = { readonly text: string } | 'none' | 'unknown';

/** A regular expression, made anew for each question. */
export type Language = (terms: Terms) => Z3_ast;

export interface Solver {
  /** `within`: at least one. */
  readonly textIn: (within: readonly Language[], without: readonly Language[]) => Promise<Answer>;
  readonly end: () => void;
}

type Z3 = Awaited<ReturnType<typeof init>>['Z3'];

/** How long Z3 may think about one question, in milliseconds. */
const LIMIT = 2_000;

/**
 * By terms, not by a script as text: Z3 works in a thread of its own, and a text that it is given may be gone before it
 * reads it.
 */
export async function startSolver(): Promise<Solver> {
  const { Z3, em } = await init();
  return {
    textIn: async (within, without) => {
      const context = Z3.mk_context(Z3.mk_config());
      try {
        return await asked(Z3, context, within, without);
      } finally {
        Z3.del_context(context);
      }
    },
    end: () => killThreads(em),
  };
}

async function asked(
  Z3: Z3,
  context: Z3_context,
  within: readonly Language[],
  without: readonly Language[],
): Promise<Answer> {
  const terms = new Terms(Z3, context);
  const [base, ...others] = within.map((each) => each(terms));
  if (base === undefined) throw new Error('a text of which languages?');
  const inside = others.reduce((sofar, each) => Z3.mk_re_intersect(context, [sofar, each]), base);
  const language = without.reduce((sofar, each) => Z3.mk_re_diff(context, sofar, each(terms)), inside);
  const text = Z3.mk_const(context, Z3.mk_string_symbol(context, 'text'), Z3.mk_string_sort(context));
  const solver = Z3.mk_solver(context);
  Z3.solver_inc_ref(context, solver);
  const limit = Z3.mk_params(context);
  Z3.params_set_uint(context, limit, Z3.mk_string_symbol(context, 'timeout'), LIMIT);
  Z3.solver_set_params(context, solver, limit);
  Z3.solver_assert(context, solver, Z3.mk_seq_in_re(context, text, language));
  const told = await Z3.solver_check(context, solver);
  if (told === Z3_lbool.Z3_L_FALSE) return 'none';
  const value =
    told === Z3_lbool.Z3_L_TRUE && Z3.model_eval(context, Z3.solver_get_model(context, solver), text, true);
  return value ? { text: Z3.get_string(context, value) } : 'unknown';
}

/** Makes regular expressions; all characters that are asked for are printable ASCII. */
export class Terms {
  constructor(
    private readonly z3: Z3,
    private readonly context: Z3_context,
  ) {}

  literal(text: string): Z3_ast {
    return this.z3.mk_seq_to_re(this.context, this.z3.mk_string(this.context, text));
  }

  /** `*` stands for any text, `?` for any one character. */
  glob(text: string): Z3_ast {
    const pieces = (text.match(/[^*?]+|[*?]/g) ?? []).map((piece) => {
      if (piece === '*') return this.anyOf(this.character());
      return piece === '?' ? this.character() : this.literal(piece);
    });
    return this.concat(pieces);
  }

  concat(pieces: readonly Z3_ast[]): Z3_ast {
    const [first, ...others] = pieces;
    if (first === undefined) return this.literal('');
    return others.length === 0 ? first : this.z3.mk_re_concat(this.context, [...pieces]);
  }

  anyOf(one: Z3_ast): Z3_ast {
    return this.z3.mk_re_star(this.context, one);
  }

  between(first: string, last: string): Z3_ast {
    const [from, to] = [first, last].map((each) => this.z3.mk_string(this.context, each));
    if (from === undefined || to === undefined) throw new Error('there are two ends');
    return this.z3.mk_re_range(this.context, from, to);
  }

  either(some: readonly Z3_ast[]): Z3_ast {
    return this.z3.mk_re_union(this.context, [...some]);
  }

  private character(): Z3_ast {
    const texts = this.z3.mk_re_sort(this.context, this.z3.mk_string_sort(this.context));
    return this.z3.mk_re_allchar(this.context, texts);
  }
}

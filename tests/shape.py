"""
The shape of the code in ``src``: its size, its largest functions, its types, and patterns that are not data.

    python tests/shape.py [SRC]

Prints each measure beside the most (or least) that is allowed; exit status 1 where one is beyond it. Tokens are counted
without comments and docstrings; a decision is a branch, a loop, a conditional expression, an exception that is caught, a
comprehension, or a further part of an `and` or `or`.
"""

import ast
import io
import re
import sys
import tokenize
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: The most decisions of one function.
DECISIONS = 12
#: Measure → the most that is allowed today. The tokens are to fall to 90,000.
ALLOWED = {"tokens": 166_500, "functions over 12 decisions": 0, "arguments without types": 0, "calls of re": 85}
_PASSED_OVER = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
    tokenize.ENCODING,
}  # fmt: skip
_BRANCHES = (ast.If, ast.For, ast.While, ast.IfExp, ast.ExceptHandler, ast.comprehension, ast.match_case)


def decisions(function: ast.AST) -> int:
    """How many decisions a function takes, with the functions inside it."""
    parts = list(ast.walk(function))
    return sum(isinstance(p, _BRANCHES) for p in parts) + sum(
        len(p.values) - 1 for p in parts if isinstance(p, ast.BoolOp)
    )


def tokens(code: str) -> int:
    """How many tokens code has, docstrings and comments aside."""
    found = tokenize.generate_tokens(io.StringIO(code).readline)
    return sum(
        t.type not in _PASSED_OVER and not (t.type == tokenize.STRING and t.line.strip().startswith(('"""', 'r"""')))
        for t in found
    )


def untyped(function: ast.FunctionDef) -> int:
    """How many arguments of a function have no type."""
    arguments = [a for a in function.args.args + function.args.kwonlyargs if a.arg not in ("self", "cls")]
    return sum(a.annotation is None for a in arguments)


def calls_re(node: ast.AST) -> bool:
    """Whether a node is a call of the module `re` that holds a pattern."""
    if not isinstance(node, ast.Call):
        return False
    name = ast.unparse(node.func)
    return name.startswith("re.") and not name.endswith(("escape", "purge"))


def measures(source: Path) -> tuple[dict[str, int], list[tuple[int, str]], int]:
    """The measures of a folder, its functions over the limit, and how often `tell` or `told` stands in it."""
    found, large, told = dict.fromkeys(ALLOWED, 0), [], 0
    for file in sorted(source.rglob("*.py")):
        code = file.read_text(encoding="utf-8")
        found["tokens"] += tokens(code)
        told += len(re.findall(r"\b(?:tells?|told|telling)\b", code, re.I))
        for node in ast.walk(ast.parse(code)):
            found["calls of re"] += calls_re(node)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found["arguments without types"] += untyped(node)
                if (n := decisions(node)) > DECISIONS:
                    large.append((n, f"{file.relative_to(source)}:{node.lineno} {node.name}"))
    found["functions over 12 decisions"] = len(large)
    return found, sorted(large, reverse=True), told


def main(arguments: list[str]) -> int:
    """Print the measures; the exit status."""
    found, large, told = measures(Path(arguments[0]) if arguments else ROOT / "src")
    for n, where in large[:12]:
        print(f"{n:4} decisions: {where}")
    for name, most in ALLOWED.items():
        print(f"{name}: {found[name]:,} (at most {most:,})")
    print(f"tell or told: {told}")
    return int(any(found[name] > most for name, most in ALLOWED.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

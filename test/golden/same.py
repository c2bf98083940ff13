#!/usr/bin/python3
"""same.py A.jsonl B.jsonl: the same structure, names and integers exactly; floating-point numbers within 1e-9.

Other processors and versions of BLAS give another last digit, so bytes cannot be compared.
"""
import json
import math
import sys

TOLERANCE = 1e-9  # absolute, and relative for numbers over 1; the tests of graph/analysis allow as much


def number(x):
    return isinstance(x, (int, float)) and not isinstance(x, bool)


def differences(a, b, at):
    if number(a) and number(b):
        if isinstance(a, int) and isinstance(b, int):
            if a != b:
                yield f"{at}: {a} and {b}"
        elif not math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=TOLERANCE):
            yield f"{at}: {a!r} and {b!r}"
    elif type(a) is not type(b):
        yield f"{at}: {a!r} and {b!r}"
    elif isinstance(a, dict):
        if list(a) != list(b):
            yield f"{at}: keys {list(a)} and {list(b)}"
        else:
            for key in a:
                yield from differences(a[key], b[key], f"{at}.{key}")
    elif isinstance(a, list):
        if len(a) != len(b):
            yield f"{at}: {len(a)} and {len(b)} entries"
        else:
            for i, (x, y) in enumerate(zip(a, b)):
                yield from differences(x, y, f"{at}[{i}]")
    elif a != b:
        yield f"{at}: {a!r} and {b!r}"


def check_itself():
    base = {"name": "x", "ties": [[0, 1, 2]], "v": [0.306001313852, None]}

    def with_value(**changed):
        return {**base, **changed}

    assert not list(differences(base, with_value(v=[0.306001313851, None]), ""))
    for other in (with_value(v=[0.306001413852, None]), with_value(v=[0.306001313852, 0.0]), with_value(v=[0.306001313852]),
                  with_value(ties=[[0, 1, 3]]), with_value(name="y"), {"name": "x"}):
        assert list(differences(base, other, "")), other


def main(left, right):
    check_itself()
    with open(left, encoding="utf-8") as f, open(right, encoding="utf-8") as g:
        a, b = [json.loads(line) for line in f], [json.loads(line) for line in g]
    if not a:
        sys.exit(f"{left} is empty")
    found = list(differences(a, b, ""))
    for line in found[:20]:
        print(line)
    if found:
        sys.exit(f"{left} and {right}: {len(found)} differences")
    print(f"{right}: {len(b)} lines, the same within {TOLERANCE}")


if __name__ == "__main__":
    main(*sys.argv[1:])

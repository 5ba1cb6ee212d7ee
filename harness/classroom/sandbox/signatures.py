"""The signatures of a reference solution: what a judge has to know of it, without the answer."""

from __future__ import annotations

import ast


def signatures(source: bytes) -> bytes:
    """Return a file with the same classes, methods and arguments, which do nothing.

    Args:
        source: the text of the reference solution.
    """
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in tree.body:
        assert isinstance(node, ast.ClassDef)
        methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
        for method in methods:
            method.body = [ast.Expr(ast.Constant(...))]
            # a default may say how it is done; that there is one is all that counts
            method.args.defaults = [ast.Constant(...) for _ in method.args.defaults]
            method.args.kw_defaults = [one and ast.Constant(...) for one in method.args.kw_defaults]
            method.decorator_list = [one for one in method.decorator_list if isinstance(one, ast.Name)]
        node.body = [*methods] or [ast.Pass()]
    return ast.unparse(ast.fix_missing_locations(tree)).encode()

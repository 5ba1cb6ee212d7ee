"""The table of syntax: what each node class of ``ast`` reads or writes, or why it does neither."""

from __future__ import annotations

from enum import Enum


class Meaning(Enum):
    """The way in which the model treats a syntax node."""

    MODELLED = "modelled"
    """The rewriter announces what the node reads or writes."""
    HARMLESS = "harmless"
    """The node touches nothing shared by itself; its parts have rows of their own."""
    NO_VALUE = "not a value"
    """A base class, a part of another node, or a node that the parser no longer makes."""


_MODELLED = """
AnnAssign: the store, as an assignment; the annotation is not evaluated where a function is
Assert: the truth of the condition
Assign: each store is a step; an unpacked value is read
AsyncFor: each step
AsyncWith: the context manager
Attribute: a read, write or deletion of a field
AugAssign: a read, then a write; in place on a container
BinOp: the operands' contents are read
BoolOp: the truth of each operand
Call: what the function's row says
ClassDef: a write of its name; decorators are called
Compare: the operands' contents are read, with their elements
Delete: a write of each target
Dict: a mapping after ** is read
DictComp: each step
ExceptHandler: a write of its name, and another when the name is deleted at the end
For: each step, and the writes of the target
FormattedValue: the value is read, with its elements
FunctionDef: a write of its name; decorators are called
AsyncFunctionDef: a write of its name; decorators are called
GeneratorExp: each step, when it is taken
If: the truth of the condition
IfExp: the truth of the condition
Import: a write of the names; in a function, a read of sys.modules
ImportFrom: a write of the names; in a function, a read of sys.modules
Interpolation: the value is read, with its elements
ListComp: each step
Match: everything that the patterns may look at is read
MatchAs: a write of the name
MatchMapping: a write of the name of the rest
MatchStar: a write of the name
Name: a read, write or deletion of a shared variable
NamedExpr: a write of a shared variable
Raise: writes to the exception that it raises, if that existed before
SetComp: each step
Starred: the value is read
Subscript: a read, write or deletion in the container
UnaryOp: the truth of the operand, or its value
While: the truth of the condition
With: the context manager
YieldFrom: each step of the other iterator
comprehension: each step
keyword: a mapping after ** is read
"""

_HARMLESS = """
Await: runs a coroutine of rewritten code
Break: moves on
Constant: immutable
Continue: moves on
Expr: throws a value away
FrozenSet: immutable
Global: declares names
JoinedStr: joins texts that its parts made
Lambda: makes a function
LazyImport: an import that happens at the first use of its name
List: makes a new list
MatchClass: compared in the step of the whole match
MatchOr: compared in the step of the whole match
MatchSequence: compared in the step of the whole match
MatchSingleton: compared in the step of the whole match
MatchValue: compared in the step of the whole match
Nonlocal: declares names
Pass: does nothing
Return: returns what its parts made
Set: makes a new set
Slice: makes a new slice
TemplateStr: joins what its parts made
Try: what its parts do
TryStar: what its parts do
Tuple: makes a new tuple
TypeAlias: evaluated lazily, where no name is shared
Yield: hands over what its parts made
arg: binds a local name of a new call
arguments: the defaults are evaluated as expressions
match_case: the guard is evaluated as a condition
withitem: the target is bound as in an assignment
"""

_NO_VALUE = """
AST: base class
boolop: base class
cmpop: base class
excepthandler: base class
expr: base class
expr_context: base class
mod: base class
operator: base class
pattern: base class
slice: base class
stmt: base class
type_ignore: base class
type_param: base class
unaryop: base class
Add: part of an operator
And: part of an operator
BitAnd: part of an operator
BitOr: part of an operator
BitXor: part of an operator
Div: part of an operator
Eq: part of an operator
FloorDiv: part of an operator
Gt: part of an operator
GtE: part of an operator
In: part of an operator
Invert: part of an operator
Is: part of an operator
IsNot: part of an operator
LShift: part of an operator
Lt: part of an operator
LtE: part of an operator
MatMult: part of an operator
Mod: part of an operator
Mult: part of an operator
Not: part of an operator
NotEq: part of an operator
NotIn: part of an operator
Or: part of an operator
Pow: part of an operator
RShift: part of an operator
Sub: part of an operator
UAdd: part of an operator
USub: part of an operator
Del: tells how a target is used
Load: tells how a target is used
Store: tells how a target is used
Expression: a whole text
FunctionType: a whole text
Interactive: a whole text
Module: a whole text
alias: part of an import
TypeIgnore: a comment
ParamSpec: a type parameter
TypeVar: a type parameter
TypeVarTuple: a type parameter
AugLoad: no longer made
AugStore: no longer made
Bytes: no longer made
Ellipsis: no longer made
_ast_Ellipsis: no longer made
ExtSlice: no longer made
Index: no longer made
NameConstant: no longer made
Num: no longer made
Param: no longer made
Str: no longer made
Suite: no longer made
"""


def _rows(text: str, meaning: Meaning) -> dict[str, tuple[Meaning, str]]:
    pairs = (line.partition(": ") for line in text.strip().splitlines())
    return {name: (meaning, words) for name, _, words in pairs}


SYNTAX: dict[str, tuple[Meaning, str]] = {
    **_rows(_MODELLED, Meaning.MODELLED),
    **_rows(_HARMLESS, Meaning.HARMLESS),
    **_rows(_NO_VALUE, Meaning.NO_VALUE),
}
"""By the name of a node class: what the model says of it, and in a few words how or why."""
